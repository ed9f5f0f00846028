use super::{Desk, code, complaint};

#[test]
fn segments_and_members_are_listed() {
    let desk = Desk::with_a_club();
    let segments = desk.json(&["segments"]);
    assert_eq!(segments.as_array().unwrap().len(), 4);
    assert!(desk.print(&["segments"]).contains("Casual Drop-in"));
    // Two have neither a plan nor a visit yet: visitors are not listed.
    assert_eq!(desk.json(&["members"]).as_array().unwrap().len(), 6);
    assert_eq!(
        desk.json(&["members", "--limit", "3"]).as_array().unwrap().len(),
        3
    );
    let unknown = desk.run(&["members", "--segment", "vip"]);
    assert_eq!(code(&unknown), 1);
    assert!(complaint(&unknown).contains("no segment has the id \"vip\""));
}

#[test]
fn a_member_can_be_read_by_a_stranger() {
    let desk = Desk::with_a_club();
    let text = desk.print(&["member", "M1"]);
    for part in [
        "Player 1 (M1)",
        "plan Standard",
        "Segment: ",
        "What it rests on",
        "Behaviour",
        "Value: ",
        "Risk: ",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(desk.json(&["member", "M1"])["id"], "M1");
    let unknown = desk.run(&["member", "nobody"]);
    assert_eq!(code(&unknown), 1);
    assert!(complaint(&unknown).contains("no member has the id \"nobody\""));
}

#[test]
fn an_event_is_judged_at_club_local_time() {
    let desk = Desk::with_a_club();
    let question = [
        "decide",
        "--revenue",
        "500",
        "--at",
        "2026-02-19T19:00",
        "--courts",
        "4",
    ];
    let decision = desk.json(&question);
    assert_eq!(decision["dateTime"], "2026-02-19T19:00:00-06:00");
    assert_eq!(decision["displacedMembers"].as_array().unwrap().len(), 4);
    let text = desk.print(&question);
    for part in ["Displaced members", "Instead", "What this rests on", "churn cost"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let longer = desk.json(
        &[
            &question[..],
            &[
                "--duration",
                "60",
                "--court",
                "7",
                "--court",
                "6",
                "--court",
                "5",
                "--court",
                "4",
            ],
        ]
        .concat(),
    );
    assert_eq!(longer["courtIds"], serde_json::json!([4, 5, 6, 7]));
}

#[test]
fn a_refused_event_names_its_options() {
    let desk = Desk::with_a_club();
    let output = desk.run(&[
        "decide",
        "--revenue",
        "-1",
        "--at",
        "2026-01-01T19:00",
        "--courts",
        "0",
    ]);
    assert_eq!(code(&output), 1);
    for option in ["--revenue", "--at", "--courts"] {
        assert!(complaint(&output).contains(option), "{}", complaint(&output));
    }
}

#[test]
fn every_line_fits_eighty_columns() {
    let desk = Desk::with_a_club();
    for arguments in [
        &["segments"][..],
        &["members"],
        &["fit", "--as-of", "2026-02-16T12:00"],
        &["import", "members.csv"],
    ] {
        for line in desk.print(arguments).lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn the_latest_fit_rules_unless_another_instant_is_given() {
    let desk = Desk::with_a_club();
    let visits = |arguments: &[&str]| desk.json(arguments)["features"]["visits"].as_u64().unwrap();
    assert_eq!(visits(&["member", "M1"]), 6);
    assert_eq!(visits(&["member", "M1", "--as-of", "2026-01-16"]), 2);
    desk.write("club.toml", "[venue]\ncourts = 4\n");
    let fewer = desk.run(&[
        "decide",
        "--settings",
        "club.toml",
        "--revenue",
        "500",
        "--at",
        "2026-02-19T19:00",
        "--courts",
        "5",
    ]);
    assert_eq!(code(&fewer), 1);
    desk.print(&["fit", "--settings", "club.toml", "--as-of", "2026-01-16"]);
    assert_eq!(visits(&["member", "M1"]), 2);
}

#[test]
fn what_a_fit_changes_is_shown() {
    let desk = Desk::with_a_club();
    let fit = desk.json(&["fit", "--as-of", "2024-01-01"]);
    assert_eq!(fit["asOf"], "2024-01-01T00:00:00-06:00");
    assert_ne!(fit["version"], fit["previousVersion"]);
    let moved: u64 = fit["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["members"].as_u64().unwrap())
        .sum();
    assert!(moved > 0, "{fit}");
    let text = desk.print(&["fit", "--as-of", "2026-02-16T12:00"]);
    assert!(text.contains("Changed since the fit before"), "{text}");
}

#[test]
fn without_a_fit_questions_are_answered_as_of_now() {
    let desk = Desk::new();
    desk.write("members.csv", &super::members());
    desk.print(&["import", "members.csv"]);
    assert_eq!(desk.json(&["segments"]).as_array().unwrap().len(), 4);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_a_club();
    let cic = env!("CARGO_BIN_EXE_cic");
    let pipe = format!("set -o pipefail; {cic} members --json | true");
    let output = std::process::Command::new("bash")
        .args(["-c", &pipe])
        .current_dir(desk.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", complaint(&output));
}
