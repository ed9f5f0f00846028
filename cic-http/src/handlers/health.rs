use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::error::Problem;
use crate::services::ask::Answer;
use crate::services::readiness::{self, Readiness};

/// The process is alive.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Alive {
    /// `alive`.
    status: &'static str,
}

/// Whether the process is alive.
#[utoipa::path(get, path = "/healthz", tag = "operations",
    responses((status = 200, description = "It is", body = Alive)))]
pub(crate) async fn healthz() -> Answer {
    Answer::of(&Alive { status: "alive" })
}

/// Whether the store answers and an engine is loaded.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "Both", body = Readiness),
        (status = 503, description = "Not both", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn readyz(State(app): State<Arc<App>>) -> Result<Answer, Problem> {
    readiness::check(&app).await
}
