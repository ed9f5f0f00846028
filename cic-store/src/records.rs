use cic_core::domain::Instant;
use cic_core::ingest::{FileReport, RowKind};

/// A file about to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFile {
    /// Its name without its folder.
    pub name: String,
    /// What its rows are.
    pub kind: RowKind,
    /// The profile that reads it.
    pub profile: String,
    /// When the import began.
    pub started_at: Instant,
    /// Report what would happen, and change nothing.
    pub dry_run: bool,
}

/// A past import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its number.
    pub id: i64,
    /// When it began.
    pub started_at: Instant,
    /// What came of it; the quarantined rows are kept apart, see `Store::quarantine`.
    pub report: FileReport,
    /// How many rows were left out.
    pub quarantined: u64,
}

/// A fit: enough to rebuild the same engine in any process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FitRecord {
    /// The engine's version.
    pub version: String,
    /// The instant up to which knowledge counted.
    pub as_of: Instant,
    /// `Settings::to_json`.
    pub settings: String,
    /// When it was done.
    pub fitted_at: Instant,
    /// `Models::to_json`; `None` for a fit of a version without fitted models.
    pub models: Option<String>,
}

/// A logged event decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRecord {
    /// `EventDecision::id`.
    pub id: String,
    /// When it was asked.
    pub decided_at: Instant,
    /// The engine that answered.
    pub engine_version: String,
    /// The request as JSON.
    pub request: String,
    /// The answer as JSON.
    pub answer: String,
}

/// An event that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentRecord {
    /// The decision that was committed.
    pub decision_id: String,
    /// When.
    pub committed_at: Instant,
    /// `cic_core::event_decision::Commitment` as JSON.
    pub commitment: String,
}

/// What came of an event that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRecord {
    /// The decision that was committed.
    pub decision_id: String,
    /// When it was read.
    pub recorded_at: Instant,
    /// `cic_core::event_decision::EventOutcome` as JSON.
    pub outcome: String,
}
