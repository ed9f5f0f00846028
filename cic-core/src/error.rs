//! What can go wrong at the crate's edge, as one closed set of kinds that every face maps to its own.

use serde::Serialize;

use crate::stop::Stopped;

/// The outcome of every fallible call of this crate's edge.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The closed set of kinds: HTTP status, exception class and error code each have one row per kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The request or the settings hold values that cannot be used; see [`Error::faults`].
    Invalid,
    /// The thing asked for does not exist.
    NotFound,
    /// The state has moved on and the request no longer holds.
    Conflict,
    /// A database does not answer or holds what this version cannot use. The engine itself never fails so.
    Unavailable,
    /// A fault of this program.
    Internal,
    /// Whoever asked no longer wants the answer.
    Stopped,
}

impl ErrorKind {
    /// The kind as programs compare it: `INVALID`, `NOT_FOUND`, `CONFLICT`, `UNAVAILABLE`, `INTERNAL`, `STOPPED`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "INVALID",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
            Self::Stopped => "STOPPED",
        }
    }
}

/// One thing wrong with one field, in words for the person who must mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// Where: a JSON pointer into the request (`/courts`) or a dotted settings key (`venue.courts`).
    pub field: String,
    /// What is wrong and what would be right, in lower case.
    pub message: String,
}

impl Fault {
    /// A fault at `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// An error of the engine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Values that cannot be used, all of them reported together.
    #[error("{}", join_faults(.0))]
    Invalid(Vec<Fault>),
    /// Nothing is known under this id.
    #[error("no {what} has the id {id:?}")]
    NotFound {
        /// What was looked for: "segment", "member".
        what: &'static str,
        /// The id asked for.
        id: String,
    },
    /// The state has moved on.
    #[error("{0}")]
    Conflict(String),
    /// The work was told to end.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Error {
    /// A single fault at `field`.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault::new(field, message)])
    }

    /// The kind, for mapping to a status, an exception or a code.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Conflict(_) => ErrorKind::Conflict,
            Self::Stopped(_) => ErrorKind::Stopped,
        }
    }

    /// The faults of an [`Error::Invalid`], else nothing.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Invalid(faults) => faults,
            _ => &[],
        }
    }
}

fn join_faults(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| format!("{}: {}", fault.field, fault.message))
        .collect::<Vec<_>>()
        .join("; ")
}
