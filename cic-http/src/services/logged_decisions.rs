//! The log of decisions, as people read it.

use std::collections::BTreeMap;

use cic_core::event_decision::{DecideEventRequest, EventDecision, EventOutcome, Recommendation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ask::Answer;
use crate::app::App;
use crate::error::{Problem, ProblemField};
use axum::http::StatusCode;

/// Which logged decisions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LoggedDecisionsRequest {
    /// At most this many, the latest; without it the list is whole.
    pub limit: Option<u32>,
}

/// A logged decision.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoggedDecision {
    /// Its id.
    pub id: String,
    /// When it was asked, RFC 3339.
    pub decided_at: String,
    /// The engine that answered.
    pub engine_version: String,
    /// What was asked.
    pub request: DecideEventRequest,
    /// Accept, Counter-offer or Decline.
    pub recommendation: Recommendation,
    /// The answer in one sentence.
    pub details: String,
    /// The expected net, currency units.
    pub net: f64,
    /// When the event was taken, RFC 3339; `null` if it was not.
    pub committed_at: Option<String>,
    /// What came of it; `null` until it was read.
    pub outcome: Option<EventOutcome>,
}

/// Decisions, the latest first.
///
/// # Errors
/// A limit of 0, or when the store fails.
pub async fn list(app: &App, request: &LoggedDecisionsRequest) -> Result<Answer, Problem> {
    if request.limit == Some(0) {
        let errors = vec![ProblemField::query(
            "limit",
            "0 is not a limit; leave it out for the whole list",
        )];
        return Err(Problem::of_fields(StatusCode::UNPROCESSABLE_ENTITY, errors));
    }
    let committed = app.store.commitments().await?;
    let committed: BTreeMap<&str, String> = committed
        .iter()
        .map(|record| (record.decision_id.as_str(), record.committed_at.to_rfc3339()))
        .collect();
    let outcomes = app.store.outcomes().await?;
    let outcomes: BTreeMap<&str, &str> = outcomes
        .iter()
        .map(|record| (record.decision_id.as_str(), record.outcome.as_str()))
        .collect();
    let records = app.store.decisions().await?;
    let row = |record: &cic_store::DecisionRecord| {
        let answer: EventDecision = serde_json::from_str(&record.answer).ok()?;
        Some(LoggedDecision {
            id: record.id.clone(),
            decided_at: record.decided_at.to_rfc3339(),
            engine_version: record.engine_version.clone(),
            request: serde_json::from_str(&record.request).ok()?,
            recommendation: answer.recommendation,
            details: answer.details,
            net: answer.net,
            committed_at: committed.get(record.id.as_str()).cloned(),
            outcome: outcomes
                .get(record.id.as_str())
                .and_then(|text| serde_json::from_str(text).ok()),
        })
    };
    let most = request.limit.map_or(usize::MAX, |limit| limit as usize);
    // What another version logged and this one cannot read stays in the log, and out of the list.
    let rows: Vec<LoggedDecision> = records.iter().filter_map(row).take(most).collect();
    Ok(Answer::of(&rows))
}
