//! Bytes to rows: every source is a [`Profile`], described as data; nothing here knows a booking system by name.

mod report;
mod row;

pub use report::{FileRefused, FileReport, ImportReport, QuarantinedRow};
pub use row::{Batch, ParsedRow, Row, RowKind};
