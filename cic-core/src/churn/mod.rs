//! Who leaves, when, and why.

pub mod hazard;
pub mod survival;
