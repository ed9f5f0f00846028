use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

/// The pages under `/docs` need their own scripts and styles; answers need nothing.
const PAGES: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";
const ANSWERS: &str = "default-src 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Tells browsers to do with an answer what it is for and nothing else, and caches to keep none of it.
pub(crate) async fn apply(request: Request, next: Next) -> Response {
    let is_page = request.uri().path().starts_with("/docs");
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    let keeps_a_tag = is_read && response.headers().contains_key(header::ETAG);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = HeaderValue::from_static(if is_page { PAGES } else { ANSWERS });
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    // With a tag the client may keep its copy but has to ask; without one it keeps nothing.
    let keep = if keeps_a_tag {
        "private, no-cache"
    } else {
        "no-store"
    };
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(keep));
    response
}
