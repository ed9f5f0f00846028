//! Bytes to rows: every source is a [`Profile`], described as data; nothing here knows a booking system by name.
//!
//! [`open`] recognises a file and gives a [`SourceFile`], whose batches hold parsed and quarantined rows. Memory
//! stays bounded whatever the file holds: a record of more than 1 MiB is quarantined, not read.

mod binding;
mod date_evidence;
mod delimited;
mod fault;
mod input;
mod json;
mod notes;
mod open;
mod options;
mod profile;
mod recognise;
mod record;
mod report;
mod row;
mod rows;
mod source_file;
mod tracts;
mod values;

pub use open::open;
pub use options::ReadOptions;
pub use profile::{Condition, DecimalMark, Field, Format, OtherColumns, Profile, Source, Table, ZonePolicy};
pub use report::{FileRefused, FileReport, ImportReport, QuarantinedRow};
pub use row::{Batch, ParsedRow, Row, RowKind};
pub use source_file::SourceFile;

pub(crate) use delimited::same_name;
pub(crate) use values::{Courts, Moments, checked_id, read_company_size, read_money};
