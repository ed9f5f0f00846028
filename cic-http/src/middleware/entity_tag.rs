use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::xxh3_64;

use crate::app::App;
use crate::router::API;
use cic_store::standing::Current;

/// What a caller may see: everybody the same, until there is sign-in.
const SCOPE: &str = "all";

/// The log grows with every question, which changes no other answer and therefore no tag.
const LOG_OF_DECISIONS: &str = "/yield/event-decisions";

/// Hands the engine that stands now to the handler, tags its answer with the state it rests on, and says
/// 304 before any work to a caller who holds that tag.
pub(crate) async fn apply(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let current = app.current();
    let path = request.uri().path();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD)
        && path.starts_with(API)
        && !path.ends_with(LOG_OF_DECISIONS);
    let tag = tag(
        &current,
        request
            .uri()
            .path_and_query()
            .map_or(path, |whole| whole.as_str()),
    );
    let held = Held::read(request.headers());
    if is_read && held.has(&tag) {
        return not_modified(&quoted(&tag, held.has_zipped(&tag)));
    }
    request.extensions_mut().insert(current);
    let mut response = next.run(request).await;
    if is_read && response.status().is_success() {
        let is_zipped = response.headers().contains_key(header::CONTENT_ENCODING);
        let value = quoted(&tag, is_zipped);
        if held.anything {
            return not_modified(&value);
        }
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(header::ETAG, value);
        }
    }
    response
}

/// The address is part of the tag, so that only an address that has answered can be answered with 304.
fn tag(current: &Current, address: &str) -> String {
    let version = current.engine.version();
    let revision = current.revision;
    format!(
        "{version}-{SCOPE}-{revision}-{:016x}",
        xxh3_64(address.as_bytes())
    )
}

/// Two encodings of an answer are two sequences of bytes: a strong tag tells them apart.
fn quoted(tag: &str, is_zipped: bool) -> String {
    let encoding = if is_zipped { "-gzip" } else { "" };
    format!("\"{tag}{encoding}\"")
}

fn not_modified(tag: &str) -> Response {
    (
        StatusCode::NOT_MODIFIED,
        [(header::ETAG, tag), (header::VARY, "accept-encoding")],
    )
        .into_response()
}

/// The tags of `If-None-Match`, compared weakly as RFC 9110 section 13.1.2 says.
struct Held {
    anything: bool,
    tags: Vec<String>,
}

impl Held {
    fn read(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::IF_NONE_MATCH);
        let tags: Vec<String> = values
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/").to_owned())
            .collect();
        Self {
            anything: tags.iter().any(|tag| tag == "*"),
            tags,
        }
    }

    fn has(&self, tag: &str) -> bool {
        self.tags.contains(&quoted(tag, false)) || self.has_zipped(tag)
    }

    fn has_zipped(&self, tag: &str) -> bool {
        self.tags.contains(&quoted(tag, true))
    }
}
