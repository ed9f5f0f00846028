//! What holds on simulated clubs, whose truth is known.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is the test")]

mod from_files;
mod segments_found;
mod values_come_true;
