use serde::Deserialize;

/// A test on one column of a row. Words are compared without regard to case, blanks and punctuation.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column; a file without it passes.
    pub column: String,
    /// Passes when the value is one of these.
    #[serde(default)]
    pub one_of: Vec<String>,
    /// Passes when the value is none of these.
    #[serde(default)]
    pub none_of: Vec<String>,
    /// Passes when there is a value (`true`) or none (`false`).
    #[serde(default)]
    pub filled: Option<bool>,
}
