//! Records to rows, one file per kind of row.

mod booking;
mod cancellation;
mod check_in;
mod connector;
mod enrichment;
mod member;
mod party;
mod play_time;
mod players;
mod reading;
mod survey;
mod table_reader;
mod transaction;
mod visit_count;
mod zip_centroid;

pub(super) use reading::Reading;
pub(super) use table_reader::TableReader;
