use std::sync::Arc;

use axum::Extension;
use cic_core::engine::{MemberAtRisk, MembersAtRiskRequest};
use cic_store::standing::Current;

use super::extract::Query;
use super::problems::{NotFound, ReadProblems, Unprocessable};
use crate::error::Problem;
use crate::services::ask::{Answer, ask};

/// Members who are likely to leave, the most valuable first.
#[utoipa::path(get, path = "/members-at-risk", tag = "members",
    params(
        ("segment" = Option<String>, Query, description = "Only this segment"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100_000, description = "At most this many; without it the list is whole"),
    ),
    responses((status = 200, description = "The members", body = Vec<MemberAtRisk>), ReadProblems, NotFound, Unprocessable))]
pub(crate) async fn list_members_at_risk(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<MembersAtRiskRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| {
        engine
            .members_at_risk(&request)
            .map_err(|error| Problem::of_query(&error))
    })
    .await
}
