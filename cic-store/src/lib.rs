//! What a club keeps: members, bookings, enrichment, segments, surveys, and what people decided, in SQLite or PostgreSQL.

/// The text of `src/sql/<name>.sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/sql/", $name, ".sql"))
    };
}

mod approved_price;
mod booking;
mod cancellation;
mod check_in;
mod club;
mod commitment;
mod connection;
mod connector;
mod database;
mod decision;
mod enrichment;
mod error;
mod fit;
pub mod fitting;
pub mod held_engine;
mod import;
pub mod import_files;
mod import_record;
mod member;
mod payment;
mod records;
mod segment_override;
pub mod standing;
mod survey;
mod tract;
mod visit_count;
mod wall_clock;
mod zip_centroid;

use std::sync::Arc;

use async_trait::async_trait;
use cic_core::Club;
use cic_core::domain::{ApprovedPrice, SegmentOverride, Venue};
use cic_core::engine::Assignment;
use cic_core::ingest::{Batch, FileReport, QuarantinedRow};

pub use error::{Error, Result};
pub use records::{CommitmentRecord, DecisionRecord, FitRecord, ImportFile, ImportRecord, OutcomeRecord};

/// Opens the store behind `url` (`sqlite://cic.db`, `postgres://...`), without touching its tables.
///
/// A SQLite file that does not exist is made.
///
/// # Errors
/// [`Error::Url`] when the URL is of neither kind, [`Error::Database`] when nobody answers there.
pub async fn open(url: &str) -> Result<Arc<dyn Store>> {
    let pool = connection::Pool::open(url).await?;
    Ok(Arc::new(database::Database { pool }))
}

/// Everything the faces ask of a database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Brings the tables up to this version, adopting the five tables of an existing database in place.
    async fn migrate(&self) -> Result<()>;

    /// Whether the database answers.
    async fn ping(&self) -> Result<()>;

    /// A number that grows with every committed change.
    async fn revision(&self) -> Result<i64>;

    /// Everything known, as a club at `venue`.
    async fn load_club(&self, venue: &Venue) -> Result<Club>;

    /// Begins the import of one file: one transaction, and no other import until it ends.
    async fn begin_import(&self, file: ImportFile, venue: &Venue) -> Result<Box<dyn Import>>;

    /// Past imports, latest first.
    async fn imports(&self) -> Result<Vec<ImportRecord>>;

    /// The rows an import left out.
    async fn quarantine(&self, import_id: i64) -> Result<Vec<QuarantinedRow>>;

    /// People's words on segments, by member id.
    async fn overrides(&self) -> Result<Vec<SegmentOverride>>;

    /// Records a person's word; [`Error::NotFound`] when the member does not exist.
    async fn put_override(&self, decided: &SegmentOverride) -> Result<()>;

    /// Takes a person's word back; whether there was one.
    async fn delete_override(&self, member_id: &str) -> Result<bool>;

    /// People's words on prices, by time and hour of the week.
    async fn approved_prices(&self) -> Result<Vec<ApprovedPrice>>;

    /// Records a person's word on the prices of some hours.
    async fn put_approved_prices(&self, approved: &[ApprovedPrice]) -> Result<()>;

    /// Stores the fit, replaces `members.segment` and the table of assignments, and fills `segments`.
    async fn save_fit(
        &self,
        fit: &FitRecord,
        segments: &[cic_core::domain::Segment],
        assignments: &[Assignment],
    ) -> Result<()>;

    /// The latest fit.
    async fn latest_fit(&self) -> Result<Option<FitRecord>>;

    /// The assignments of the latest fit, by member id.
    async fn assignments(&self) -> Result<Vec<Assignment>>;

    /// Logs a decision; the same id again changes nothing.
    async fn save_decision(&self, decision: &DecisionRecord) -> Result<()>;

    /// Decisions, latest first.
    async fn decisions(&self) -> Result<Vec<DecisionRecord>>;

    /// The decision of this id.
    async fn decision(&self, id: &str) -> Result<Option<DecisionRecord>>;

    /// Commits an event unless another was committed beside the `known` ones; whether it was.
    async fn save_commitment(&self, commitment: &CommitmentRecord, known: usize) -> Result<bool>;

    /// Committed events, the earliest first.
    async fn commitments(&self) -> Result<Vec<CommitmentRecord>>;

    /// Records what came of a committed event; a later outcome of the same decision replaces it.
    async fn save_outcome(&self, outcome: &OutcomeRecord) -> Result<()>;

    /// What came of committed events, the earliest first.
    async fn outcomes(&self) -> Result<Vec<OutcomeRecord>>;
}

/// An import under way. Dropping it rolls everything back.
#[async_trait]
pub trait Import: Send {
    /// Takes in a stretch of the file.
    async fn take(&mut self, batch: Batch) -> Result<()>;

    /// Commits. The import is durable when this returns; a dry run is rolled back and reports the same.
    async fn finish(self: Box<Self>, notes: Vec<String>) -> Result<FileReport>;
}
