//! Files in, rows and reports out: the corpus of bad files, the booking systems, and properties.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap is the test")]

mod reporting;

mod bad_dates;
mod bad_shapes;
mod bad_values;
mod courtreserve;
mod encodings;
mod foreign_clubs;
mod json_files;
mod oversize;
mod playtomic;
mod properties;
