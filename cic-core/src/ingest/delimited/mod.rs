//! Text split by a delimiter: records of bounded size out of any bytes.

mod delimiter;
mod header;
mod oversize;
mod record_reader;
mod scan;

pub(super) use delimiter::read_header;
pub(super) use header::Header;
pub(crate) use header::same_name;
pub(super) use record_reader::{RecordReader, Step};
