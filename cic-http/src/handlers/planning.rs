use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use cic_core::engine::{
    Allocation, AllocationRequest, AmenityRoi, AmenityRoiRequest, Growth, GrowthRequest,
    PriceApprovalRequest, Pricing, PricingRequest,
};
use cic_store::standing::Current;

use super::extract::{Json, Query};
use super::problems::{BodyProblems, ReadProblems};
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use crate::services::price_approval;

/// What a court-hour should cost, hour by hour of the week; `null` where the club is closed.
#[utoipa::path(get, path = "/yield/pricing", tag = "yield",
    params(PricingRequest),
    responses((status = 200, description = "The prices, with what they rest on", body = Pricing), ReadProblems))]
pub(crate) async fn get_pricing(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<PricingRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.pricing(&request))).await
}

/// Approves prices: they are the current ones from now on, and what the next recommendation starts from.
#[utoipa::path(put, path = "/yield/pricing/approval", tag = "yield",
    request_body = PriceApprovalRequest,
    responses((status = 200, description = "The prices from now on", body = Pricing), BodyProblems))]
pub(crate) async fn put_approval(
    State(app): State<Arc<App>>,
    Json(request): Json<PriceApprovalRequest>,
) -> Result<Answer, Problem> {
    price_approval::put(&app, request).await
}

/// Who finds a court, hour by hour, when some courts are kept for some segments.
#[utoipa::path(post, path = "/yield/allocation", tag = "yield",
    request_body = AllocationRequest,
    responses((status = 200, description = "The rates, with what they rest on", body = Allocation), BodyProblems))]
pub(crate) async fn allocate(
    Extension(current): Extension<Arc<Current>>,
    Json(request): Json<AllocationRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.allocation(&request)?)).await
}

/// How the courts serve more members, in simulated weeks.
#[utoipa::path(post, path = "/yield/growth", tag = "yield",
    request_body = GrowthRequest,
    responses((status = 200, description = "Today and after the growth", body = Growth), BodyProblems))]
pub(crate) async fn grow(
    Extension(current): Extension<Arc<Current>>,
    Json(request): Json<GrowthRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.growth(&request)?)).await
}

/// Which amenities pay, and how sure their order is.
#[utoipa::path(post, path = "/yield/amenity-roi", tag = "yield",
    request_body = AmenityRoiRequest,
    responses((status = 200, description = "The amenities, best first", body = AmenityRoi), BodyProblems))]
pub(crate) async fn compare_amenities(
    Extension(current): Extension<Arc<Current>>,
    Json(request): Json<AmenityRoiRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.amenity_roi(&request)?)).await
}
