use std::sync::Arc;

use axum::Extension;
use axum::response::{IntoResponse, Response};
use cic_core::engine::{MemberProfile, MemberSummary, MembersRequest};

use super::extract::{Path, Query};
use super::problems::{NotFound, ReadProblems, Unprocessable};
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use crate::services::members::page;
use cic_store::standing::Current;

/// Members by id ascending: all of them, or one page when `limit` is given.
#[utoipa::path(get, path = "/members", tag = "members",
    params(
        ("segment" = Option<String>, Query, description = "Only this segment"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100_000, description = "At most this many; without it the list is whole"),
        ("cursor" = Option<String>, Query, description = "Only members after this id: take it from the `Link` header of the page before"),
    ),
    responses(
        (status = 200, description = "The members", body = Vec<MemberSummary>,
            headers(("Link" = Option<String>, description = "The next page, `rel=\"next\"`, when there is one"))),
        ReadProblems, NotFound, Unprocessable))]
pub(crate) async fn list_members(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<MembersRequest>,
) -> Result<Response, Problem> {
    let page = page(&current, request).await?;
    Ok((page.link, page.members).into_response())
}

/// All that is known and concluded of one member.
#[utoipa::path(get, path = "/members/{id}", tag = "members",
    params(("id" = String, Path, description = "The club's own id")),
    responses((status = 200, description = "The member", body = MemberProfile), ReadProblems, NotFound))]
pub(crate) async fn get_member(
    Extension(current): Extension<Arc<Current>>,
    Path(id): Path<String>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| Ok(engine.member(&id)?)).await
}
