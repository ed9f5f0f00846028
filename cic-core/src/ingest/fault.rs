use super::{FileRefused, QuarantinedRow};

/// The most characters of a value that a report shows.
pub(super) const SHOWN_CHARACTERS: usize = 200;

/// Why a row cannot go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ValueFault {
    /// As the file names it; empty for the whole row.
    pub(super) column: String,
    pub(super) value: String,
    pub(super) reason: String,
}

impl ValueFault {
    pub(super) fn new(column: &str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            column: column.to_owned(),
            value: shown(value),
            reason: reason.into(),
        }
    }

    pub(super) fn at_line(self, line: u64) -> QuarantinedRow {
        QuarantinedRow {
            line,
            column: self.column,
            value: self.value,
            reason: self.reason,
        }
    }
}

/// The first [`SHOWN_CHARACTERS`] characters.
pub(super) fn shown(value: &str) -> String {
    value.chars().take(SHOWN_CHARACTERS).collect()
}

/// A refusal that concerns the whole file.
pub(super) fn refused(reason: impl Into<String>) -> FileRefused {
    FileRefused {
        line: None,
        column: None,
        reason: reason.into(),
    }
}
