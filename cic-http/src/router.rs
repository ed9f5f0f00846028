//! Every route, on one page.

use std::sync::Arc;

use axum::routing::get;
use axum::{Router, middleware as layer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::handlers::{
    clusters, coverage, decisions, health, imports, locations, members, models, overrides, planning, risk,
    segments,
};
use crate::middleware::{access_log, entity_tag, panic, problem_everywhere, security_headers, time_limit};
use crate::openapi;

/// The routes and their description, one from the other.
pub(crate) fn described() -> OpenApiRouter<Arc<App>> {
    let api = OpenApiRouter::new()
        .routes(routes!(segments::list_segments))
        .routes(routes!(segments::get_segment))
        .routes(routes!(clusters::get_clusters))
        .routes(routes!(members::list_members))
        .routes(routes!(risk::list_members_at_risk))
        .routes(routes!(members::get_member))
        .routes(routes!(overrides::put_override, overrides::delete_override))
        .routes(routes!(locations::member_locations))
        .routes(routes!(decisions::decide_event))
        .routes(routes!(planning::get_pricing))
        .routes(routes!(planning::put_approval))
        .routes(routes!(planning::allocate))
        .routes(routes!(planning::grow))
        .routes(routes!(planning::compare_amenities))
        .routes(routes!(decisions::list_decisions))
        .routes(routes!(decisions::commit_decision))
        .routes(routes!(decisions::read_outcome))
        .routes(routes!(decisions::get_heatmap))
        .routes(routes!(decisions::get_backtest))
        .routes(routes!(coverage::get_coverage))
        .routes(routes!(imports::list_imports))
        .routes(routes!(models::get_models, models::refit_models));
    OpenApiRouter::with_openapi(openapi::preamble())
        .nest(API, api)
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
}

/// Where the interface lives.
pub const API: &str = "/api/v1";

/// The whole service: routes, description, and what stands around them.
pub fn service(app: &Arc<App>) -> Router {
    let (routes, _description) = described().split_for_parts();
    routes
        .route("/openapi.json", get(openapi::document_response))
        .merge(openapi::browser())
        .fallback(problem_everywhere::unknown_path)
        .method_not_allowed_fallback(problem_everywhere::unknown_method)
        // From the inside out: a request passes them from the last to the first.
        .layer(layer::from_fn_with_state(Arc::clone(app), time_limit::apply))
        .layer(CompressionLayer::new())
        .layer(layer::from_fn_with_state(Arc::clone(app), entity_tag::apply))
        .layer(layer::from_fn(problem_everywhere::apply))
        .layer(CatchPanicLayer::custom(panic::answer))
        .layer(layer::from_fn(security_headers::apply))
        .layer(layer::from_fn(access_log::apply))
        .with_state(Arc::clone(app))
}
