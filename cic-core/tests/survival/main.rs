//! Survival and retention models against published figures, a peer's answers, and data whose truth is known.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the test")]

mod edges;
mod peers;
mod properties;
mod recovery;
mod reference;
mod retention_reference;
mod sample;
mod table;
