//! Files in, rows and reports out: the corpus of bad files, the booking systems, and properties.
#![expect(reason = "an integration test is a test module")]

#[path = "ingest/reporting.rs"]
mod reporting;

#[path = "ingest/bad_dates.rs"]
mod bad_dates;
#[path = "ingest/bad_shapes.rs"]
mod bad_shapes;
#[path = "ingest/bad_values.rs"]
mod bad_values;
#[path = "ingest/courtreserve.rs"]
mod courtreserve;
#[path = "ingest/encodings.rs"]
mod encodings;
#[path = "ingest/foreign_clubs.rs"]
mod foreign_clubs;
#[path = "ingest/json_files.rs"]
mod json_files;
#[path = "ingest/oversize.rs"]
mod oversize;
#[path = "ingest/playtomic.rs"]
mod playtomic;
#[path = "ingest/properties.rs"]
mod properties;
