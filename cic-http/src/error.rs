//! Everything that goes wrong over HTTP, as RFC 9457 problem details.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cic_core::ErrorKind;
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of every refusal.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What is wrong with one part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body (`/courts`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Name of the query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl ProblemField {
    /// A fault in the body.
    pub fn body(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            parameter: None,
            detail: detail.into(),
        }
    }

    /// A fault in the query.
    pub fn query(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            pointer: None,
            parameter: Some(parameter.into()),
            detail: detail.into(),
        }
    }

    fn name(&self) -> &str {
        let pointer = self
            .pointer
            .as_deref()
            .map(|pointer| pointer.trim_start_matches('/'));
        self.parameter.as_deref().or(pointer).unwrap_or_default()
    }

    fn sentence(&self) -> String {
        match self.name() {
            "" => self.detail.clone(),
            name if self.detail.contains(name) => self.detail.clone(),
            name => format!("{name}: {}", self.detail),
        }
    }
}

/// A refusal (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of the status.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// Every fault, each at its place; empty when the request as a whole is at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

impl Problem {
    /// A refusal of the request as a whole.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
        }
    }

    /// A refusal for these faults; their texts make the detail.
    #[must_use]
    pub fn of_fields(status: StatusCode, errors: Vec<ProblemField>) -> Self {
        let detail = errors
            .iter()
            .map(ProblemField::sentence)
            .collect::<Vec<_>>()
            .join("; ");
        Self {
            errors,
            ..Self::new(status, detail)
        }
    }

    /// The engine's refusal of a question asked by query parameters.
    #[must_use]
    pub fn of_query(error: &cic_core::Error) -> Self {
        Self::of_engine(error, |field, message| {
            ProblemField::query(field.trim_start_matches('/'), message)
        })
    }

    fn of_engine(error: &cic_core::Error, place: impl Fn(&str, &str) -> ProblemField) -> Self {
        let status = match error.kind() {
            ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Conflict => StatusCode::CONFLICT,
            ErrorKind::Unavailable | ErrorKind::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let faults = error.faults();
        if faults.is_empty() {
            return Self::new(status, error.to_string());
        }
        let errors = faults.iter().map(|fault| place(&fault.field, &fault.message));
        Self::of_fields(status, errors.collect())
    }

    /// A fault of ours, whose details stay in the log.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "something went wrong here; it has been logged",
        )
    }
}

impl From<cic_core::Error> for Problem {
    fn from(error: cic_core::Error) -> Self {
        Self::of_engine(&error, |field, message| ProblemField::body(field, message))
    }
}

impl From<cic_store::Error> for Problem {
    fn from(error: cic_store::Error) -> Self {
        match error {
            cic_store::Error::NotFound { .. } => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            cic_store::Error::ImportUnderWay => Self::new(StatusCode::CONFLICT, error.to_string()),
            error => {
                tracing::error!(%error, "the store failed");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "the database does not answer as it should; try again in a moment",
                )
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, cic_core::json::to_text(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
