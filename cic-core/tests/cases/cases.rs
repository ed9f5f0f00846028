//! The shared cases: a club in files, questions, and the exact text of each answer.

use std::path::PathBuf;

use serde_json::Value;

/// The instant as of which the questions are answered.
pub(crate) const AS_OF: &str = "2026-02-17T00:00:00-06:00";

/// One question.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) operation: String,
    pub(crate) request: Value,
}

impl Case {
    fn path(&self) -> PathBuf {
        folder().join("answers").join(format!("{}.json", self.name))
    }

    /// The exact text of the answer.
    pub(crate) fn answer(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// Where the cases are.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../cic-core/tests/cases"))
}

/// The files of the club.
pub(crate) fn files() -> Vec<PathBuf> {
    ["members.csv", "bookings.csv", "surveys.csv", "enrichment.csv"]
        .iter()
        .map(|name| folder().join(name))
        .collect()
}

/// Every question.
pub(crate) fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("questions.json")).unwrap();
    let questions: Vec<Value> = serde_json::from_str(&text).unwrap();
    let case = |question: Value| Case {
        name: question["name"].as_str().unwrap().to_owned(),
        operation: question["operation"].as_str().unwrap().to_owned(),
        request: question["request"].clone(),
    };
    questions.into_iter().map(case).collect()
}
