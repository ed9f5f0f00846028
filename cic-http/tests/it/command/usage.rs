use super::{Desk, code, complaint};

#[test]
fn bad_usage_is_2_and_help_is_0() {
    let desk = Desk::new();
    for arguments in [
        &["conjure"][..],
        &[],
        &["import"],
        &["decide", "--revenue", "many"],
        &[
            "decide",
            "--revenue",
            "5",
            "--at",
            "2026-02-19T19:00",
            "--courts",
            "-1",
        ],
        &["segments", "--colour"],
    ] {
        assert_eq!(code(&desk.run(arguments)), 2, "{arguments:?}");
    }
    for command in [
        "demo", "simulate", "import", "fit", "segments", "members", "member", "decide", "serve", "migrate",
        "openapi",
    ] {
        let help = desk.print(&[command, "--help"]);
        assert!(help.contains("Example"), "{command}: {help}");
        assert!(help.contains("--database"), "{command}: {help}");
    }
    assert!(desk.print(&["--version"]).starts_with("cic "));
}

#[test]
fn an_instant_that_cannot_be_read_is_bad_usage() {
    let desk = Desk::new();
    desk.print(&["migrate"]);
    for instant in ["yesterday", "2026-02-30", "2026-03-08T02:30", ""] {
        let output = desk.run(&["segments", "--as-of", instant]);
        assert_eq!(code(&output), 2, "{instant}: {}", complaint(&output));
        assert!(complaint(&output).contains("--as-of"), "{}", complaint(&output));
    }
}

#[test]
fn a_settings_file_is_refused_by_the_name_of_its_fault() {
    let desk = Desk::new();
    desk.write("club.toml", "[venue]\ncolour = \"red\"\n");
    let output = desk.run(&["segments", "--settings", "club.toml"]);
    assert_eq!(code(&output), 1);
    assert!(complaint(&output).contains("colour"), "{}", complaint(&output));
    let output = desk.run(&["segments", "--settings", "missing.toml"]);
    assert_eq!(code(&output), 1);
    assert!(
        complaint(&output).contains("missing.toml"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn looking_makes_no_database() {
    let desk = Desk::new();
    let output = desk.run(&["segments"]);
    assert_eq!(code(&output), 1);
    assert!(
        complaint(&output).contains("cic import"),
        "{}",
        complaint(&output)
    );
    assert!(std::fs::read_dir(desk.path()).unwrap().next().is_none());
}

#[test]
fn the_password_of_a_database_is_never_shown() {
    let desk = Desk::new();
    let misspelt = [
        "postgre://kim:s3cret@127.0.0.1:1/club",
        "postgres://kim:s3cret@127.0.0.1:notaport/club",
        "kim:s3cret@localhost",
    ];
    for url in misspelt {
        for by_environment in [false, true] {
            for arguments in [&["segments"][..], &["migrate"], &["--help"]] {
                shows_no_password(&desk, url, by_environment, arguments);
            }
        }
    }
    shows_no_password(
        &desk,
        "postgres://kim:s3cret@127.0.0.1:1/club",
        true,
        &["segments"],
    );
}

fn shows_no_password(desk: &Desk, url: &str, by_environment: bool, arguments: &[&str]) {
    let mut command = desk.command();
    command.args(arguments);
    if by_environment {
        command.env("CIC_DATABASE_URL", url);
    } else {
        command.args(["--database", url]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout.clone()).unwrap() + &complaint(&output);
    assert!(!said.contains("s3cret"), "{url}: {said}");
    assert!(arguments == ["--help"] || code(&output) == 1, "{url}: {said}");
}

#[test]
fn the_environment_names_the_database_where_the_command_line_does_not() {
    let desk = Desk::new();
    let run = |arguments: &[&str]| {
        let mut command = desk.command();
        let output = command
            .args(arguments)
            .env("CIC_DATABASE_URL", "sqlite://named.db")
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{}", complaint(&output));
    };
    run(&["migrate"]);
    assert!(desk.path().join("named.db").exists());
    run(&["migrate", "--database", "sqlite://other.db"]);
    assert!(desk.path().join("other.db").exists());
}
