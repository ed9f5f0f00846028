use serde::{Deserialize, Serialize};

use super::QuarantinedRow;
use crate::domain::{
    Booking, Cancellation, CheckIn, Connector, Enrichment, Member, SurveyResponse, Tract, Transaction,
    VisitCount, ZipCentroid,
};

/// What the rows of a file are.
///
/// The order is that of import: rows of a later kind may name rows of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Census tracts (GeoJSON).
    Tracts,
    /// Middles of postal codes.
    ZipCentroids,
    /// Members.
    Members,
    /// Bookings, sessions and registrations.
    Bookings,
    /// News that bookings were called off.
    Cancellations,
    /// Check-ins at the desk.
    CheckIns,
    /// Payments.
    Transactions,
    /// Survey answers.
    Surveys,
    /// Business data on members.
    Enrichment,
    /// A month's visits as a number.
    VisitCounts,
    /// Links to companies.
    Connectors,
}

/// One row of any kind, checked as far as it can be without knowing the rest.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// See [`RowKind::Tracts`].
    Tract(Tract),
    /// See [`RowKind::ZipCentroids`].
    ZipCentroid(ZipCentroid),
    /// See [`RowKind::Members`].
    Member(Member),
    /// See [`RowKind::Bookings`].
    Booking(Booking),
    /// See [`RowKind::Cancellations`].
    Cancellation(Cancellation),
    /// See [`RowKind::CheckIns`].
    CheckIn(CheckIn),
    /// See [`RowKind::Transactions`].
    Transaction(Transaction),
    /// See [`RowKind::Surveys`].
    Survey(SurveyResponse),
    /// See [`RowKind::Enrichment`].
    Enrichment(Enrichment),
    /// See [`RowKind::VisitCounts`].
    VisitCount(VisitCount),
    /// See [`RowKind::Connectors`].
    Connector(Connector),
}

/// What one row of a file became: usually one row, several when it names several courts or questions.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedRow {
    /// Where the row starts in the file, from 1; for JSON and GeoJSON the element's number from 1.
    pub line: u64,
    /// What it says; never empty. The row counts once in the report, whatever the number here.
    pub rows: Vec<Row>,
}

/// A stretch of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Rows that may go in.
    pub parsed: Vec<ParsedRow>,
    /// Rows that may not.
    pub quarantined: Vec<QuarantinedRow>,
}
