use std::sync::Arc;

use axum::Extension;
use cic_core::engine::SegmentSummary;

use super::extract::Path;
use super::problems::{NotFound, ReadProblems};
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use cic_store::standing::Current;

/// Every segment, with how many members it has and what one of them is worth on average.
#[utoipa::path(get, path = "/segments", tag = "segments",
    responses((status = 200, description = "In the order of the settings' table", body = Vec<SegmentSummary>), ReadProblems))]
pub(crate) async fn list_segments(Extension(current): Extension<Arc<Current>>) -> Result<Answer, Problem> {
    ask(&current, |engine| Ok(engine.segments())).await
}

/// One segment.
#[utoipa::path(get, path = "/segments/{id}", tag = "segments",
    params(("id" = String, Path, description = "Segment id, as `corporate_power_user`")),
    responses((status = 200, description = "The segment", body = SegmentSummary), ReadProblems, NotFound))]
pub(crate) async fn get_segment(
    Extension(current): Extension<Arc<Current>>,
    Path(id): Path<String>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.segment(&id)?)).await
}
