//! Fitting anew at the word of a client.

use axum::http::StatusCode;

use super::ask::Answer;
use crate::app::App;
use crate::error::Problem;

/// Fits on what is known now, stores the fit, and lets it answer from now on.
///
/// # Errors
/// When the store fails or the engine refuses what is stored; the engine at work stays.
pub async fn refit(app: &App) -> Result<Answer, Problem> {
    let unavailable = |error: cic_store::standing::LoadError| {
        tracing::error!(%error, "the models could not be fitted anew");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "the models could not be fitted anew; those in use stay",
        )
    };
    app.refit().await.map_err(unavailable)?;
    Ok(Answer::of(&app.current().engine.models()))
}
