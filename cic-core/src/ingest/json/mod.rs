//! JSON texts: one object, several, an array of them, or the features of a collection, element by element.

mod element_reader;
mod flatten;
mod value_scan;

pub(super) use element_reader::{Element, ElementReader, looks_like_json};
pub(super) use flatten::{Flattened, KnownKeys};
