//! Who leaves, when, and why.

pub mod evaluation;
pub mod hazard;
pub mod history;
pub mod outlook;
pub mod reasons;
pub mod retention;
pub mod survival;
