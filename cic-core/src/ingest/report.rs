use serde::{Deserialize, Serialize};

use super::RowKind;

/// A row that did not go in, and why. It is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantinedRow {
    /// Where the row starts in the file, from 1.
    pub line: u64,
    /// The column at fault, as the file names it; empty when it is the whole row.
    pub column: String,
    /// The value at fault as it stands in the file, cut at 200 characters.
    pub value: String,
    /// What is wrong and what to do, in lower case.
    pub reason: String,
}

/// What came of one file. `rows = accepted + updated + unchanged + quarantined.len()`, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file's name without its folder.
    pub file: String,
    /// What it was recognised as; absent when it was refused before that.
    pub kind: Option<RowKind>,
    /// The profile that read it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub profile: Option<String>,
    /// Rows in the file.
    pub rows: u64,
    /// New rows.
    pub accepted: u64,
    /// Rows that changed what was known.
    pub updated: u64,
    /// Rows that were known already.
    pub unchanged: u64,
    /// Rows that did not go in.
    pub quarantined: Vec<QuarantinedRow>,
    /// Why nothing of the file went in, if so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refused: Option<FileRefused>,
    /// What a person should know though nothing is wrong (an encoding guessed, a column ignored).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{reason}")]
pub struct FileRefused {
    /// The line at fault, from 1, where there is one.
    pub line: Option<u64>,
    /// The column at fault, where there is one.
    pub column: Option<String>,
    /// What is wrong and what to do, in lower case.
    pub reason: String,
}

/// What came of an import, file by file in the order they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// One entry a file.
    pub files: Vec<FileReport>,
}
