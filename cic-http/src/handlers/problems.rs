//! The refusals that the API description names, one set for each manner of request.
#![expect(dead_code, reason = "the variants stand in the API description alone")]

use utoipa::IntoResponses;

use crate::error::Problem;

/// Refusals of a plain question.
#[derive(IntoResponses)]
pub(crate) enum ReadProblems {
    /// Nothing changed since the entity tag was given out.
    #[response(status = 304)]
    NotModified,
    /// The query holds an unknown parameter or one that cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// The store does not answer, or the answer took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// The thing named in the path or the query does not exist.
#[derive(IntoResponses)]
#[response(status = 404, content_type = "application/problem+json")]
pub(crate) struct NotFound(Problem);

/// The state has moved on, and the request no longer holds.
#[derive(IntoResponses)]
#[response(status = 409, content_type = "application/problem+json")]
pub(crate) struct Conflict(Problem);

/// A value cannot be used; `errors` names every one.
#[derive(IntoResponses)]
#[response(status = 422, content_type = "application/problem+json")]
pub(crate) struct Unprocessable(Problem);

/// Refusals of a request that writes.
#[derive(IntoResponses)]
pub(crate) enum WriteProblems {
    /// The path cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// The store does not answer, or the answer took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// Refusals of a JSON body.
#[derive(IntoResponses)]
pub(crate) enum BodyProblems {
    /// The body is not JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// The body did not arrive in time.
    #[response(status = 408, content_type = "application/problem+json")]
    TimedOut(Problem),
    /// The body is larger than 64 KiB.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is not declared as `application/json`.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedType(Problem),
    /// A field is unknown, missing or cannot be used; `errors` names every one.
    #[response(status = 422, content_type = "application/problem+json")]
    Unprocessable(Problem),
    /// The store does not answer, or the answer took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}
