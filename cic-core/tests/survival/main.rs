//! Survival and retention models against published figures, a peer's answers, and data whose truth is known.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the test")]

mod reference;
mod retention_reference;
mod table;
