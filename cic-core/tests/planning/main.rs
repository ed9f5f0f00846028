//! The arithmetic of planning against other people's answers.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the test")]

mod revenue_management;
