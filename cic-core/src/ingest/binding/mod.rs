//! A profile's fields bound to the columns of one file.

mod bound_condition;
mod bound_field;
mod bound_source;
mod columns;
mod words;

pub(super) use bound_condition::BoundCondition;
pub(super) use bound_field::{BoundField, Value};
pub(super) use columns::Columns;
