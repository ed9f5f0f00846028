use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::{Problem, ProblemField};
use cic_core::json::field_in_quotes;

/// Query parameters; unknown ones are refused by name.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|rejection| refusal(&rejection.body_text()))
    }
}

/// Rust's own words for a number that cannot be read say nothing to a client.
fn in_words(detail: &str) -> &str {
    let is_about_a_number = ["invalid digit", "cannot parse integer", "number too"];
    if is_about_a_number.iter().any(|start| detail.starts_with(start)) {
        "must be a whole number from 0 to 4294967295"
    } else {
        detail
    }
}

/// axum's text is `Failed to deserialize query string: PARAMETER: FAULT`.
fn refusal(text: &str) -> Problem {
    let fault = text
        .strip_prefix("Failed to deserialize query string: ")
        .unwrap_or(text);
    let field = match (field_in_quotes(fault), fault.split_once(": ")) {
        (Some(parameter), rest) => ProblemField::query(parameter, rest.map_or(fault, |(_, detail)| detail)),
        (None, Some((parameter, detail))) => ProblemField::query(parameter, in_words(detail)),
        (None, None) => ProblemField::query("", fault),
    };
    Problem::of_fields(StatusCode::BAD_REQUEST, vec![field])
}
