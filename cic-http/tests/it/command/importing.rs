use serde_json::Value;

use super::{Desk, bookings, code, complaint, members};

fn counts(file: &Value) -> [u64; 4] {
    ["rows", "accepted", "updated", "unchanged"].map(|key| file[key].as_u64().unwrap())
}

#[test]
fn files_are_recognised_and_reported_in_the_order_given() {
    let desk = Desk::new();
    desk.write("a.csv", &bookings());
    desk.write("b.csv", &members());
    let report = desk.json(&["import", "a.csv", "b.csv"]);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files[0]["file"], "a.csv");
    assert_eq!(files[0]["kind"], "bookings");
    assert_eq!(counts(&files[0]), [31, 31, 0, 0]);
    assert_eq!(files[0]["quarantined"], Value::Array(Vec::new()));
    assert_eq!(files[1]["kind"], "members");
    assert_eq!(counts(&files[1]), [8, 8, 0, 0]);
}

#[test]
fn importing_twice_changes_nothing() {
    let desk = Desk::with_a_club();
    let before = desk.print(&["members", "--json"]);
    let report = desk.json(&["import", "members.csv", "bookings.csv"]);
    assert_eq!(counts(&report["files"][0]), [8, 0, 0, 8]);
    assert_eq!(counts(&report["files"][1]), [31, 0, 0, 31]);
    assert_eq!(desk.print(&["members", "--json"]), before);
    let fit = desk.print(&["fit", "--as-of", "2026-02-16T12:00"]);
    assert!(fit.contains("Nothing changed"), "{fit}");
}

#[test]
fn a_dry_run_changes_nothing_and_reports_the_same() {
    let desk = Desk::new();
    desk.write("members.csv", &members());
    let dry = desk.json(&["import", "--dry-run", "members.csv"]);
    let text = desk.print(&["import", "--dry-run", "members.csv"]);
    assert!(text.contains("nothing was changed"), "{text}");
    assert_eq!(desk.json(&["import", "members.csv"]), dry);
}

#[test]
fn a_refused_file_fails_the_command_and_keeps_no_other_out() {
    let desk = Desk::new();
    desk.write("members.csv", &members());
    desk.write("recipe.csv", "flour,water\n500,350\n");
    let output = desk.run(&[
        "import",
        "--json",
        "recipe.csv",
        "missing.csv",
        ".",
        "members.csv",
    ]);
    assert_eq!(code(&output), 1);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    for refused in 0..3 {
        assert!(
            report["files"][refused]["refused"]["reason"].is_string(),
            "{report}"
        );
    }
    assert_eq!(counts(&report["files"][3]), [8, 8, 0, 0]);
    let text = desk.run(&["import", "recipe.csv"]);
    assert!(
        String::from_utf8(text.stdout)
            .unwrap()
            .contains("recipe.csv: refused:")
    );
}

#[test]
fn rows_left_out_are_reported_by_reason_and_line() {
    let desk = Desk::new();
    desk.write("members.csv", &members());
    desk.write(
        "bookings.csv",
        "id,member_id,booking_time,court_id,revenue_generated\n1,M1,2026-01-08T19:00,1,20\n2,M99,2026-01-08T19:00,2,20\n3,M1,yesterday,1,20\n",
    );
    let report = desk.json(&["import", "members.csv", "bookings.csv"]);
    let left_out = report["files"][1]["quarantined"].as_array().unwrap();
    let lines: Vec<u64> = left_out.iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines.len(), 2, "{report}");
    assert!(lines.contains(&3) && lines.contains(&4));
    let text = desk.print(&["import", "bookings.csv"]);
    assert!(text.contains("rows left out"), "{text}");
    assert!(text.contains("(line 3)"), "{text}");
}

#[test]
fn a_profile_of_the_clubs_own_reads_its_files() {
    let desk = Desk::new();
    desk.write("people.csv", "no,who\n1,Ann\n2,Bo\n");
    desk.write(
        "house.toml",
        "name = \"house\"\n[[table]]\nname = \"people\"\nkind = \"members\"\nrecognised_by = [\"no\", \"who\"]\n[table.fields]\nid = \"no\"\nname = \"who\"\n",
    );
    let report = desk.json(&["import", "--profile", "house.toml", "people.csv"]);
    assert_eq!(report["files"][0]["profile"], "house");
    assert_eq!(counts(&report["files"][0])[1], 2, "{report}");
    let unknown = desk.run(&["import", "--profile", "mansion", "people.csv"]);
    assert_eq!(code(&unknown), 1);
    assert!(
        complaint(&unknown).contains("canonical"),
        "{}",
        complaint(&unknown)
    );
    desk.write("broken.toml", "name = \"house\"\ncolour = \"red\"\n");
    let broken = desk.run(&["import", "--profile", "broken.toml", "people.csv"]);
    assert_eq!(code(&broken), 1);
    assert!(complaint(&broken).contains("colour"), "{}", complaint(&broken));
}
