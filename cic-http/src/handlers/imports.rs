use std::sync::Arc;

use axum::extract::State;

use super::problems::ReadProblems;
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::Answer;
use crate::services::imports::{self, ImportSummary};

/// Past imports, latest first.
#[utoipa::path(get, path = "/imports", tag = "imports",
    responses((status = 200, description = "The imports", body = Vec<ImportSummary>), ReadProblems))]
pub(crate) async fn list_imports(State(app): State<Arc<App>>) -> Result<Answer, Problem> {
    imports::list(app.store.as_ref()).await
}
