use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{PROBLEM_JSON, Problem};

/// The answer to a path that no route takes.
pub(crate) async fn unknown_path() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "nothing is here; see /docs for what there is",
    )
}

/// The answer to a method that a route does not take; the `Allow` header has those that it does.
pub(crate) async fn unknown_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this method is not taken here; the Allow header names those that are",
    )
}

/// Gives every refusal a body of problem details, also those that a library made.
pub(crate) async fn apply(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let is_refusal = status.is_client_error() || status.is_server_error();
    let problem = HeaderValue::from_static(PROBLEM_JSON);
    if !is_refusal || response.headers().get(header::CONTENT_TYPE) == Some(&problem) {
        return response;
    }
    let (mut parts, _plain_body) = response.into_parts();
    let detail = match status {
        StatusCode::NOT_FOUND => "nothing is here",
        _ => status.canonical_reason().unwrap_or("refused"),
    };
    for stale in [
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
        header::TRANSFER_ENCODING,
    ] {
        parts.headers.remove(stale);
    }
    let (fresh, body) = Problem::new(status, detail).into_response().into_parts();
    parts.headers.extend(fresh.headers);
    Response::from_parts(parts, body)
}
