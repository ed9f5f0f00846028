use std::sync::Arc;

use axum::Extension;
use cic_core::engine::Coverage;

use super::problems::ReadProblems;
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use cic_store::standing::Current;

/// How many members have each source of evidence.
#[utoipa::path(get, path = "/coverage", tag = "members",
    responses((status = 200, description = "The counts", body = Coverage), ReadProblems))]
pub(crate) async fn get_coverage(Extension(current): Extension<Arc<Current>>) -> Result<Answer, Problem> {
    ask(&current, |engine| Ok(engine.coverage())).await
}
