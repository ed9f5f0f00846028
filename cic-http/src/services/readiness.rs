//! Whether this process can answer.

use std::time::Duration;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Answer;
use crate::app::App;
use crate::error::Problem;

/// How long the store may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// What answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// `ready`.
    pub status: String,
    /// The version of the engine that answers.
    pub engine_version: String,
    /// The instant up to which it knows, RFC 3339.
    pub as_of: String,
}

/// Asks the store for a sign of life.
///
/// # Errors
/// When it gives none within two seconds.
pub async fn check(app: &App) -> Result<Answer, Problem> {
    match tokio::time::timeout(PATIENCE, app.store.ping()).await {
        Ok(answered) => answered?,
        Err(_) => {
            let detail = "the database does not answer";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
    }
    let engine = &app.current().engine;
    Ok(Answer::of(&Readiness {
        status: "ready".to_owned(),
        engine_version: engine.version().to_owned(),
        as_of: engine.as_of().to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    }))
}
