//! Past imports.

use cic_core::json::to_text;
use cic_store::{ImportRecord, Store};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Answer;
use crate::error::Problem;

/// A past import. The rows it left out are counted here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportSummary {
    /// Its number.
    pub id: i64,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// The file's name without its folder.
    pub file: String,
    /// What its rows are: `members`, `bookings`, ...
    pub kind: Option<String>,
    /// The profile that read it.
    pub profile: Option<String>,
    /// Rows in the file.
    pub rows: u64,
    /// New rows.
    pub accepted: u64,
    /// Rows that changed what was known.
    pub updated: u64,
    /// Rows that were known already.
    pub unchanged: u64,
    /// Rows that did not go in.
    pub quarantined: u64,
    /// What a person should know though nothing is wrong.
    pub notes: Vec<String>,
}

impl From<ImportRecord> for ImportSummary {
    fn from(record: ImportRecord) -> Self {
        let report = record.report;
        Self {
            id: record.id,
            started_at: record
                .started_at
                .to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            file: report.file,
            kind: report
                .kind
                .map(|kind| to_text(&kind).trim_matches('"').to_owned()),
            profile: report.profile,
            rows: report.rows,
            accepted: report.accepted,
            updated: report.updated,
            unchanged: report.unchanged,
            quarantined: record.quarantined,
            notes: report.notes,
        }
    }
}

/// Past imports, latest first.
///
/// # Errors
/// When the store fails.
pub async fn list(store: &dyn Store) -> Result<Answer, Problem> {
    let imports = store.imports().await?;
    let summaries: Vec<ImportSummary> = imports.into_iter().map(ImportSummary::from).collect();
    Ok(Answer::of(&summaries))
}
