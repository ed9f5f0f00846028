//! Events that are taken, and what came of them.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::Utc;
use cic_core::Engine;
use cic_core::event_decision::{Commitment, DecideEventRequest, EventDecision, Recommendation};
use cic_core::json::to_text;
use cic_store::{CommitmentRecord, DecisionRecord, OutcomeRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ask::{Answer, run};
use crate::app::App;
use crate::error::Problem;

/// How often a commit is judged anew when others commit at the same time.
const MOST_ATTEMPTS: usize = 8;

/// An event that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Committed {
    /// The decision's id.
    pub id: String,
    /// When, RFC 3339.
    pub committed_at: String,
    /// The decision as judged against the state at that moment.
    pub decision: EventDecision,
}

/// What is kept of a commitment: the commitment itself, and the judgement it rests on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    commitment: Commitment,
    decision: EventDecision,
}

/// Judges a logged decision anew against the current state and takes the event if it is still accepted.
///
/// The same decision committed again answers what was committed before.
///
/// # Errors
/// 404 for an unknown decision, 409 when it no longer holds.
pub async fn commit(app: &App, id: &str) -> Result<Answer, Problem> {
    let record = logged(app, id).await?;
    let request: DecideEventRequest =
        serde_json::from_str(&record.request).map_err(|_| Problem::internal())?;
    for _ in 0..MOST_ATTEMPTS {
        let taken = app.store.commitments().await?;
        if let Some(before) = taken.iter().find(|taken| taken.decision_id == id) {
            return committed(before);
        }
        renewed(app).await?;
        let decision = judged_anew(&app.current().engine, request.clone()).await?;
        let committed_at = Utc::now();
        let kept = Kept {
            commitment: Commitment {
                decision_id: id.to_owned(),
                committed_at: Some(committed_at.to_rfc3339()),
                ..Commitment::of(&decision)
            },
            decision,
        };
        let record = CommitmentRecord {
            decision_id: id.to_owned(),
            committed_at,
            commitment: to_text(&kept),
        };
        if app.store.save_commitment(&record, taken.len()).await? {
            renewed(app).await?;
            return committed(&record);
        }
    }
    Err(conflict("other events are being taken at this moment; try again"))
}

/// The decision as of now, if it is still one to accept.
async fn judged_anew(engine: &Arc<Engine>, request: DecideEventRequest) -> Result<EventDecision, Problem> {
    let engine = Arc::clone(engine);
    run(move || {
        let decision = engine
            .decide_event(&request)
            .map_err(|error| conflict(&format!("the decision no longer holds: {error}")))?;
        if decision.recommendation == Recommendation::Accept {
            return Ok(decision);
        }
        let verdict = decision.recommendation.as_str();
        Err(conflict(&format!(
            "judged against the current state it is not one to accept ({verdict}). {}",
            decision.details
        )))
    })
    .await
}

fn committed(record: &CommitmentRecord) -> Result<Answer, Problem> {
    let kept: Kept = serde_json::from_str(&record.commitment).map_err(|_| Problem::internal())?;
    Ok(Answer::of(&Committed {
        id: record.decision_id.clone(),
        committed_at: record.committed_at.to_rfc3339(),
        decision: kept.decision,
    }))
}

/// Reads what came of a committed event, and keeps it for the next fit to learn from.
///
/// # Errors
/// 404 for an unknown decision, 409 when it was not committed or its days have not passed.
pub async fn outcome(app: &App, id: &str) -> Result<Answer, Problem> {
    logged(app, id).await?;
    let taken = app.store.commitments().await?;
    let Some(record) = taken.iter().find(|taken| taken.decision_id == id) else {
        return Err(conflict("the decision was not committed, so nothing came of it"));
    };
    let commitment: Commitment = serde_json::from_str(&record.commitment).map_err(|_| Problem::internal())?;
    renewed(app).await?;
    let engine = Arc::clone(&app.current().engine);
    let outcome = run(move || Ok(engine.event_outcome(&commitment)?)).await?;
    app.store
        .save_outcome(&OutcomeRecord {
            decision_id: id.to_owned(),
            recorded_at: Utc::now(),
            outcome: to_text(&outcome),
        })
        .await?;
    Ok(Answer::of(&outcome))
}

async fn logged(app: &App, id: &str) -> Result<DecisionRecord, Problem> {
    let record = app.store.decision(id).await?;
    record.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, format!("no decision has the id {id:?}")))
}

fn conflict(detail: &str) -> Problem {
    Problem::new(StatusCode::CONFLICT, detail)
}

async fn renewed(app: &App) -> Result<(), Problem> {
    app.renew().await.map_err(|error| {
        tracing::error!(%error, "the engine could not be renewed around a commit");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "the engine could not be renewed; try again in a moment",
        )
    })
}
