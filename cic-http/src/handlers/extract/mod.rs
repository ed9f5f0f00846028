//! Extractors whose refusals are problem details.

mod json;
mod path;
mod query;

pub(crate) use json::Json;
pub(crate) use path::Path;
pub(crate) use query::Query;
