use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use cic_core::engine::SegmentFit;

use super::extract::{Json, Path};
use super::problems::{BodyProblems, NotFound, WriteProblems};
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::Answer;
use crate::services::segment_override::{self, OverrideRequest};

/// Overrides the segment of a member. A person's word wins over every rule and survives every re-run.
#[utoipa::path(put, path = "/members/{id}/segment", tag = "members",
    params(("id" = String, Path, description = "The club's own id")),
    request_body = OverrideRequest,
    responses((status = 200, description = "The member's segment from now on", body = SegmentFit), NotFound, BodyProblems))]
pub(crate) async fn put_override(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Json(request): Json<OverrideRequest>,
) -> Result<Answer, Problem> {
    segment_override::put(&app, id, request).await
}

/// Takes an override back: the rules decide again.
#[utoipa::path(delete, path = "/members/{id}/segment", tag = "members",
    params(("id" = String, Path, description = "The club's own id")),
    responses((status = 204, description = "Taken back"), NotFound, WriteProblems))]
pub(crate) async fn delete_override(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    segment_override::delete(&app, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
