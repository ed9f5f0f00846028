//! The description of the interface, generated from the router.

use std::sync::LazyLock;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use utoipa::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::error::{Problem, ProblemField};
use crate::router;

/// What stands above the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Customer Intelligence Center",
        description = "Who a racket-sports club's customers are, what each is worth, and whether an event is worth the courts it takes. \
            Answers carry a strong ETag that changes with the data; refusals are RFC 9457 problem details.",
        license(name = "MIT", identifier = "MIT"),
    ),
    components(schemas(Problem, ProblemField)),
    tags(
        (name = "segments", description = "Kinds of customer"),
        (name = "members", description = "Who they are"),
        (name = "map", description = "Where they live, in cells of at least k members"),
        (name = "yield", description = "What an event costs and brings"),
        (name = "imports", description = "What came in"),
        (name = "operations", description = "For whoever runs the service"),
    )
)]
struct Preamble;

/// The description without routes.
pub(crate) fn preamble() -> utoipa::openapi::OpenApi {
    Preamble::openapi()
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let (_routes, description) = router::described().split_for_parts();
    let mut text = description
        .to_pretty_json()
        .expect("the description is made of plain values");
    text.push('\n');
    text
});

/// The OpenAPI 3.1 document, as `/openapi.json` and `cic openapi` give it.
#[must_use]
pub fn document() -> &'static str {
    &DOCUMENT
}

pub(crate) async fn document_response() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], document())
}

/// A page under `/docs` on which to try the routes; everything it needs is served from here.
pub(crate) fn browser<S: Clone + Send + Sync + 'static>() -> Router<S> {
    SwaggerUi::new("/docs")
        .config(Config::from("/openapi.json"))
        .into()
}
