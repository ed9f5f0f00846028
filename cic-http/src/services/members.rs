//! The list of members, whole or in pages.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use cic_core::Engine;
use cic_core::engine::{MemberSummary, MembersRequest};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use cic_store::standing::Current;

use super::ask::{Answer, run};

use crate::error::Problem;

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Members, and where to go on.
pub struct Page {
    /// The `Link` header, empty on the last page.
    pub link: HeaderMap,
    /// The members.
    pub members: Answer,
}

/// The members that `request` asks for.
///
/// # Errors
/// When the segment is unknown or the limit cannot be used.
pub async fn page(current: &Arc<Current>, request: MembersRequest) -> Result<Page, Problem> {
    let engine = Arc::clone(&current.engine);
    run(move || {
        let members = engine
            .members(&request)
            .map_err(|error| Problem::of_query(&error))?;
        let link = next_page(&engine, &request, &members).map_err(|error| Problem::of_query(&error))?;
        Ok(Page {
            link: link.into_iter().map(|link| (header::LINK, link)).collect(),
            members: Answer::of(&members),
        })
    })
    .await
}

fn next_page(
    engine: &Engine,
    request: &MembersRequest,
    page: &[MemberSummary],
) -> cic_core::Result<Option<HeaderValue>> {
    let (Some(limit), Some(last)) = (request.limit, page.last()) else {
        return Ok(None);
    };
    let rest = MembersRequest {
        segment: request.segment.clone(),
        limit: Some(1),
        cursor: Some(last.id.clone()),
    };
    if page.len() < limit as usize || engine.members(&rest)?.is_empty() {
        return Ok(None);
    }
    let encoded = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let segment = request.segment.as_deref();
    let segment = segment.map_or_else(String::new, |id| format!("segment={}&", encoded(id)));
    let cursor = encoded(&last.id);
    let link = format!("</api/v1/members?{segment}limit={limit}&cursor={cursor}>; rel=\"next\"");
    Ok(HeaderValue::try_from(link).ok())
}
