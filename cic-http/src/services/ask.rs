//! Asking the engine without holding up the event loop.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cic_core::Engine;
use serde::Serialize;

use cic_store::standing::Current;

use crate::error::Problem;

/// The JSON text of an answer, as the engine's crate writes it.
#[derive(Debug, Clone)]
pub struct Answer(pub Bytes);

impl Answer {
    /// Writes an answer.
    pub fn of<T: Serialize>(answer: &T) -> Self {
        Self(Bytes::from(cic_core::json::to_text(answer)))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], self.0).into_response()
    }
}

/// Runs `question` on the engine and writes its answer, both on a thread of their own.
///
/// # Errors
/// Whatever the question refuses.
pub async fn ask<T, F>(current: &Arc<Current>, question: F) -> Result<Answer, Problem>
where
    T: Serialize,
    F: FnOnce(&Engine) -> Result<T, Problem> + Send + 'static,
{
    let engine = Arc::clone(&current.engine);
    run(move || question(&engine).map(|answer| Answer::of(&answer))).await
}

/// Runs `work` on a thread where it may take its time.
pub(crate) async fn run<T, F>(work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Problem> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        tracing::error!("a question stopped without an answer");
        Err(Problem::internal())
    })
}
