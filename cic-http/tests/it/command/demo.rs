use super::{Desk, code, complaint};

const SMALL: [&str; 7] = [
    "demo",
    "--members",
    "60",
    "--months",
    "6",
    "--as-of",
    "2026-02-16",
];

#[test]
fn the_demo_goes_from_files_to_answers() {
    let desk = Desk::new();
    let text = desk.print(&[&SMALL[..], &["--no-serve"]].concat());
    for part in [
        "members.csv",
        "Casual Drop-in",
        "Members at risk",
        "Thursday 19:00",
        "What this rests on",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(
        std::fs::read_dir(desk.path()).unwrap().next().is_none(),
        "it left files behind"
    );
}

#[test]
fn the_demo_for_machines_is_one_document() {
    let desk = Desk::new();
    let answer = desk.json(&[&SMALL[..], &["--no-serve"]].concat());
    assert_eq!(answer["segments"].as_array().unwrap().len(), 4);
    for file in answer["import"]["files"].as_array().unwrap() {
        assert_eq!(file["quarantined"], serde_json::json!([]), "{file}");
        assert_eq!(file["rows"], file["accepted"], "{file}");
    }
    assert!(answer["decision"]["recommendation"].is_string());
}

#[test]
fn a_demo_never_mixes_with_a_real_club() {
    let desk = Desk::with_a_club();
    let output = desk.run(&[&SMALL[..], &["--no-serve", "--database", "sqlite://cic.db"]].concat());
    assert_eq!(code(&output), 1);
    assert!(
        complaint(&output).contains("holds a club already"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn a_simulated_club_imports_without_a_row_left_out() {
    let desk = Desk::new();
    let simulate = [
        "simulate",
        "--out",
        "club",
        "--members",
        "60",
        "--months",
        "6",
        "--seed",
        "3",
        "--until",
        "2026-02-15",
    ];
    let written = desk.json(&simulate);
    let files: Vec<String> = written["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap().to_owned())
        .filter(|file| {
            !file.contains("courtreserve") && (file.ends_with(".csv") || file.ends_with(".geojson"))
        })
        .collect();
    let mut import = vec!["import", "--settings", "club/settings.toml"];
    import.extend(files.iter().map(String::as_str));
    for file in desk.json(&import)["files"].as_array().unwrap() {
        assert_eq!(file["quarantined"], serde_json::json!([]), "{file}");
    }
    let as_of = written["asOf"].as_str().unwrap();
    desk.print(&["fit", "--settings", "club/settings.toml", "--as-of", as_of]);
    assert_eq!(
        desk.json(&simulate),
        written,
        "a simulated club may be written again"
    );
}

#[test]
fn a_simulation_never_replaces_a_clubs_own_files() {
    let desk = Desk::new();
    desk.write("members.csv", "precious");
    let output = desk.run(&["simulate", "--out", ".", "--members", "10", "--months", "2"]);
    assert_eq!(code(&output), 1);
    assert_eq!(
        std::fs::read_to_string(desk.path().join("members.csv")).unwrap(),
        "precious"
    );
}
