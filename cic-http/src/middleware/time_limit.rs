use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::Problem;

/// Gives up on a request that takes too long.
pub(crate) async fn apply(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    tokio::time::timeout(app.limits.request, next.run(request))
        .await
        .unwrap_or_else(|_| {
            let detail = "the answer took too long; try again in a moment";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).into_response()
        })
}
