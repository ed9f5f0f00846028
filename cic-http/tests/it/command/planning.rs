use super::{Desk, code, complaint};

#[test]
fn prices_are_shown_as_a_week_and_as_json() {
    let desk = Desk::with_a_club();
    let text = desk.print(&["price"]);
    for part in [
        "Mon",
        "Sun",
        "19:00",
        "expected as recommended",
        "What this rests on",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let pricing = desk.json(&["price", "--policy", "expected-revenue"]);
    assert_eq!(pricing["policy"], "expected_revenue");
    assert!(pricing["prices"][0][2].is_null());
}

#[test]
fn plans_are_shown_as_tables_and_as_json() {
    let desk = Desk::with_a_club();
    let allocation = [
        "plan",
        "allocation",
        "--keep",
        "casual_drop_in=2",
        "--demand-factor",
        "1.5",
    ];
    assert!(desk.print(&allocation).contains("The hours served least"));
    assert_eq!(desk.json(&allocation)["courts"], 7);
    let growth = ["plan", "growth", "--add", "casual_drop_in=20", "--weeks", "20"];
    assert!(desk.print(&growth).contains("20 simulated weeks on 7 courts"));
    assert_eq!(desk.json(&growth)["weeks"], 20);
    let amenity = [
        "plan",
        "amenity",
        "--amenity",
        "Yoga:25000:3000:800",
        "--amenity",
        "Pool:1:0:5",
    ];
    let text = desk.print(&amenity);
    for part in ["Yoga", "11.4", "105.6 %", "never"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(desk.json(&amenity)["amenities"][0]["annualRoi"], 1.056);
}

#[test]
fn a_refused_plan_names_its_options() {
    let desk = Desk::with_a_club();
    for (arguments, option) in [
        (&["plan", "allocation", "--courts", "0"][..], "--courts"),
        (&["plan", "allocation", "--keep", "vip=1"], "--keep"),
        (&["plan", "growth", "--weeks", "0"], "--weeks"),
        (&["plan", "amenity", "--amenity", "Bar:-1:1:1"], "--amenity"),
    ] {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 1, "{arguments:?}");
        assert!(complaint(&output).contains(option), "{}", complaint(&output));
    }
    for arguments in [
        &["plan", "growth", "--add", "casual_drop_in"][..],
        &["plan", "amenity", "--amenity", "Bar"],
        &["plan", "amenity"],
        &["plan"],
    ] {
        assert_eq!(code(&desk.run(arguments)), 2, "{arguments:?}");
    }
}
