use std::sync::Arc;

use axum::Extension;
use cic_core::engine::{Clusters, ClustersRequest};
use cic_store::standing::Current;

use super::problems::ReadProblems;
use crate::error::Problem;
use crate::services::ask::{Answer, ask};

/// The groups that behaviour alone shows, beside the rules.
#[utoipa::path(get, path = "/clusters", tag = "segments",
    responses((status = 200, description = "The groups, with their agreement with the segments", body = Clusters), ReadProblems))]
pub(crate) async fn get_clusters(Extension(current): Extension<Arc<Current>>) -> Result<Answer, Problem> {
    ask(
        &current,
        |engine| Ok(engine.clusters(&ClustersRequest::default())),
    )
    .await
}
