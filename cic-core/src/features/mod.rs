//! Per-member behaviour as of an instant. Only play before `as_of` counts.

mod feature;

pub use feature::{Feature, Source};
