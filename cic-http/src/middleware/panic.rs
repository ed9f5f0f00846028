use std::any::Any;

use axum::response::{IntoResponse, Response};

use crate::error::Problem;

/// A panic is a fault of ours: it is logged by the panic hook, and the client learns no details.
pub(crate) fn answer(_payload: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Problem::internal().into_response()
}
