//! Who is what kind of customer: rules as data, with a confidence, the reasons against it, and a person's last word.

mod definition;

pub use definition::{SegmentDefinition, Sign, default_segments};
