use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use cic_core::engine::ModelsReport;
use cic_store::standing::Current;

use super::problems::{ReadProblems, WriteProblems};
use crate::app::App;
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use crate::services::refit;

/// What is fitted, why, and how good it was on months it had not seen.
#[utoipa::path(get, path = "/models", tag = "operations",
    responses((status = 200, description = "The models of churn and value", body = ModelsReport), ReadProblems))]
pub(crate) async fn get_models(Extension(current): Extension<Arc<Current>>) -> Result<Answer, Problem> {
    ask(&current, |engine| Ok(engine.models())).await
}

/// Fits everything anew on what is known now, stores it, and answers what came of it.
#[utoipa::path(post, path = "/models", tag = "operations",
    responses((status = 200, description = "The models as they are from now on", body = ModelsReport), WriteProblems))]
pub(crate) async fn refit_models(State(app): State<Arc<App>>) -> Result<Answer, Problem> {
    refit::refit(&app).await
}
