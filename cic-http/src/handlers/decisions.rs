use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use cic_core::event_decision::{DecideEventRequest, EventDecision};

use super::extract::Json;
use super::problems::BodyProblems;
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::Answer;
use crate::services::decision;
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
