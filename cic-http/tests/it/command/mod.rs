//! The `cic` command, as a process.

mod demo;
mod importing;
mod looking;
mod planning;
mod serving;
mod usage;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a database and files of its own.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cic"));
        command
            .current_dir(self.path())
            .env_remove("CIC_DATABASE_URL")
            .env_remove("CIC_LOG");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    /// What a command that succeeds prints.
    pub(crate) fn print(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", complaint(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let text = self.print(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// A desk with a small club imported and fitted as of Monday, 16 February 2026, noon.
    pub(crate) fn with_a_club() -> Self {
        let desk = Self::new();
        desk.write("members.csv", &members());
        desk.write("bookings.csv", &bookings());
        desk.print(&["import", "bookings.csv", "members.csv"]);
        desk.print(&["fit", "--as-of", "2026-02-16T12:00"]);
        desk
    }
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn members() -> String {
    let mut text = "id,name,email,join_date,status,plan\n".to_owned();
    for number in 1..=8 {
        let plan = if number < 7 { "Standard" } else { "" };
        writeln!(
            text,
            "M{number},Player {number},p{number}@example.com,2024-01-10,active,{plan}"
        )
        .unwrap();
    }
    text
}

/// Members 1 to 4 play every week; on Thursday, 19 February all seven courts are taken at 19:00.
pub(crate) fn bookings() -> String {
    let mut text = "id,member_id,booking_time,court_id,revenue_generated,ends_at,booked_at\n".to_owned();
    let mut id = 0;
    let mut add = |member: u32, day: &str, court: u32| {
        id += 1;
        writeln!(
            text,
            "{id},M{member},{day}T19:00,{court},20,{day}T20:30,2025-11-01T09:00"
        )
        .unwrap();
    };
    for day in [
        "2026-01-08",
        "2026-01-15",
        "2026-01-22",
        "2026-01-29",
        "2026-02-05",
        "2026-02-12",
    ] {
        for member in 1..=4 {
            add(member, day, member);
        }
    }
    for court in 1..=7 {
        add(court, "2026-02-19", court);
    }
    text
}
