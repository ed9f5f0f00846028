use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use cic_core::engine::{Backtest, BacktestRequest};
use cic_core::event_decision::{DecideEventRequest, EventDecision, EventOutcome, Heatmap, HeatmapRequest};

use super::extract::{Json, Path, Query};
use super::problems::{BodyProblems, Conflict, NotFound, ReadProblems, Unprocessable, WriteProblems};
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use crate::services::commitment::{self, Committed};
use crate::services::decision;
use crate::services::logged_decisions::{self, LoggedDecision, LoggedDecisionsRequest};
use cic_store::standing::Current;

/// Whether an event is worth the courts it takes. The decision is logged; the same question has the same id.
#[utoipa::path(post, path = "/yield/event-decision", tag = "yield",
    request_body = DecideEventRequest,
    responses((status = 200, description = "The decision", body = EventDecision), BodyProblems))]
pub(crate) async fn decide_event(
    State(app): State<Arc<App>>,
    Extension(current): Extension<Arc<Current>>,
    Json(request): Json<DecideEventRequest>,
) -> Result<Answer, Problem> {
    decision::decide(&current, &app.decision_log, request).await
}

/// What an event would cost at each hour of a week, by number of courts.
#[utoipa::path(get, path = "/yield/heatmap", tag = "yield",
    params(
        ("courts" = Option<u32>, Query, description = "On so many courts; on every number if absent"),
        ("durationMinutes" = Option<u32>, Query, description = "How long; 120 if absent"),
        ("from" = Option<String>, Query, description = "The first day, as 2026-02-16; the day of the engine's as-of if absent")),
    responses((status = 200, description = "Every start of the week", body = Heatmap), ReadProblems, Unprocessable))]
pub(crate) async fn get_heatmap(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<HeatmapRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| {
        engine
            .heatmap(&request)
            .map_err(|error| Problem::of_query(&error))
    })
    .await
}

/// The club's past events: what would have been said as of then, and what came of them.
#[utoipa::path(get, path = "/yield/backtest", tag = "yield",
    params(("limit" = Option<u32>, Query, description = "At most this many, the latest; 20 if absent")),
    responses((status = 200, description = "Past events by time", body = Backtest), ReadProblems, Unprocessable))]
pub(crate) async fn get_backtest(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<BacktestRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| {
        engine
            .backtest(&request)
            .map_err(|error| Problem::of_query(&error))
    })
    .await
}

/// Logged decisions, the latest first.
#[utoipa::path(get, path = "/yield/event-decisions", tag = "yield",
    params(("limit" = Option<u32>, Query, description = "At most this many; without it the list is whole")),
    responses((status = 200, description = "Decisions", body = Vec<LoggedDecision>), ReadProblems, Unprocessable))]
pub(crate) async fn list_decisions(
    State(app): State<Arc<App>>,
    Query(request): Query<LoggedDecisionsRequest>,
) -> Result<Answer, Problem> {
    logged_decisions::list(&app, &request).await
}

/// Takes an event: the decision is judged anew against the current state, and its courts are gone from then on.
#[utoipa::path(post, path = "/yield/event-decision/{id}/commit", tag = "yield",
    params(("id" = String, Path, description = "The decision's id")),
    responses((status = 200, description = "The event is taken", body = Committed), NotFound, Conflict, WriteProblems))]
pub(crate) async fn commit_decision(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Answer, Problem> {
    commitment::commit(&app, &id).await
}

/// Reads what came of a committed event once its days have passed: who left, beside members like those displaced.
#[utoipa::path(post, path = "/yield/event-decision/{id}/outcome", tag = "yield",
    params(("id" = String, Path, description = "The decision's id")),
    responses((status = 200, description = "What came of it; the next fit learns from it", body = EventOutcome),
        NotFound, Conflict, WriteProblems))]
pub(crate) async fn read_outcome(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Answer, Problem> {
    commitment::outcome(&app, &id).await
}
