use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use cic_core::json::{Unreadable, from_text};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::{Problem, ProblemField};
use std::sync::Arc;

/// A JSON object as body: declared as such, within the limits, without unknown fields.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let detail = "send the body as content-type: application/json";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let most_bytes = app.limits.body_bytes;
        let reading = tokio::time::timeout(app.limits.body_read, read(request.into_body(), most_bytes));
        let bytes = reading.await.unwrap_or_else(|_| {
            let detail = "the body did not arrive in time";
            Err(Problem::new(StatusCode::REQUEST_TIMEOUT, detail))
        })?;
        parse(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let Some(declared) = declared else { return false };
    let essence = declared.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    kind.eq_ignore_ascii_case("application")
        && (subtype.eq_ignore_ascii_case("json") || subtype.to_ascii_lowercase().ends_with("+json"))
}

async fn read(body: Body, most_bytes: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = format!("the body is larger than {} KiB", most_bytes / 1024);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let declared = body.size_hint().lower();
    if usize::try_from(declared).map_or(true, |bytes| bytes > most_bytes) {
        return Err(too_large());
    }
    match Limited::new(body, most_bytes).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Problem::new(StatusCode::BAD_REQUEST, "the body broke off")),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    from_text(bytes).map_err(|unreadable| match unreadable {
        Unreadable::Malformed { detail, fault } => {
            let errors = fault.map(|fault| ProblemField::body(fault.field, fault.message));
            Problem {
                errors: errors.into_iter().collect(),
                ..Problem::new(StatusCode::BAD_REQUEST, detail)
            }
        }
        Unreadable::Unusable(fault) if fault.field.is_empty() => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, fault.message)
        }
        Unreadable::Unusable(fault) => Problem::from(cic_core::Error::Invalid(vec![fault])),
    })
}

#[cfg(test)]
mod tests {
    use cic_core::event_decision::DecideEventRequest;

    use super::*;

    fn refused(body: &str) -> Problem {
        match parse::<DecideEventRequest>(body.as_bytes()) {
            Ok(_) => panic!("{body} was taken"),
            Err(problem) => problem,
        }
    }

    fn place(problem: &Problem) -> (u16, &str) {
        let pointer = problem.errors.first().and_then(|error| error.pointer.as_deref());
        (problem.status, pointer.unwrap_or_default())
    }

    #[test]
    fn faults_are_named_by_their_field() {
        let around =
            |part: &str| format!(r#"{{"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": 4{part}}}"#);
        for (body, expected) in [
            (around(r#", "cuorts": 4"#), (422, "/cuorts")),
            (around(r#", "courts": 4"#), (422, "/courts")),
            (around(r#", "courtIds": [1, "x"]"#), (422, "/courtIds/1")),
            (around(r#", "headcount": -1"#), (422, "/headcount")),
            (r#"{"revenue": 500, "courts": 4}"#.to_owned(), (422, "/dateTime")),
            (r#"{"revenue": "500", "courts": 4}"#.to_owned(), (422, "/revenue")),
            (r#"{"revenue": NaN, "courts": 4}"#.to_owned(), (400, "/revenue")),
            (r#"{"revenue": 1e400, "courts": 4}"#.to_owned(), (400, "/revenue")),
            (r#"{"courts": 99999999999}"#.to_owned(), (422, "/courts")),
            (around("") + "x", (400, "")),
            ("{} {}".to_owned(), (400, "")),
            (r#"{"revenue": 500"#.to_owned(), (400, "")),
            (r#"[500, "2026-02-19T19:00", 4, 120]"#.to_owned(), (422, "")),
            ("null".to_owned(), (422, "")),
            ("nul".to_owned(), (400, "")),
            ("  ".to_owned(), (400, "")),
            ("[".repeat(40_000), (400, "")),
        ] {
            let problem = refused(&body);
            assert_eq!(place(&problem), expected, "{problem:?}");
        }
    }

    #[test]
    fn a_body_is_json_by_its_declared_type_alone() {
        let declared =
            |kind: &'static str| HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())]);
        assert!(is_json(&declared("application/json")));
        assert!(is_json(&declared("Application/JSON; charset=utf-8")));
        assert!(is_json(&declared("application/merge-patch+json")));
        assert!(!is_json(&declared("text/plain")));
        assert!(!is_json(&HeaderMap::new()));
    }
}
