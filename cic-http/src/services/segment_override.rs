//! A person's word on a member's segment: said, taken back.

use chrono::Utc;
use cic_core::domain::SegmentOverride;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ask::Answer;
use crate::app::App;
use crate::error::{Problem, ProblemField};
use axum::http::StatusCode;

/// The longest reason or name that is kept.
const MOST_CHARACTERS: usize = 500;

/// A person's word on a member's segment. It wins over every rule and survives every re-run.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverrideRequest {
    /// Segment id.
    pub segment: String,
    /// Why, 1 to 500 characters.
    pub reason: String,
    /// Who says so, 1 to 500 characters.
    pub decided_by: String,
}

impl OverrideRequest {
    fn check(&self) -> Result<(), Problem> {
        let errors: Vec<ProblemField> = [("/reason", &self.reason), ("/decidedBy", &self.decided_by)]
            .into_iter()
            .filter_map(|(pointer, text)| {
                fault_of_text(text).map(|detail| ProblemField::body(pointer, detail))
            })
            .collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(Problem::of_fields(StatusCode::UNPROCESSABLE_ENTITY, errors))
        }
    }
}

fn fault_of_text(text: &str) -> Option<String> {
    let characters = text.chars().count();
    if text.trim().is_empty() {
        Some("must not be empty".to_owned())
    } else if characters > MOST_CHARACTERS {
        Some(format!(
            "has {characters} characters; at most {MOST_CHARACTERS} are kept"
        ))
    } else if text
        .chars()
        .any(|character| character.is_control() && character != '\n')
    {
        Some("must not hold control characters".to_owned())
    } else {
        None
    }
}

/// Records a person's word and answers the member's segment under it.
///
/// # Errors
/// When the member is unknown, or the segment, or the reason is missing.
pub async fn put(app: &App, member_id: String, request: OverrideRequest) -> Result<Answer, Problem> {
    let current = app.current();
    current.engine.member(&member_id)?;
    request.check()?;
    if current.engine.segment(&request.segment).is_err() {
        let detail = format!("no segment has the id {:?}", request.segment);
        let errors = vec![ProblemField::body("/segment", detail)];
        return Err(Problem::of_fields(StatusCode::UNPROCESSABLE_ENTITY, errors));
    }
    let decided = SegmentOverride {
        member_id,
        segment_id: request.segment,
        decided_by: request.decided_by,
        decided_at: Utc::now(),
        reason: request.reason,
    };
    app.store.put_override(&decided).await?;
    renewed(app).await?;
    let member = app.current().engine.member(&decided.member_id)?;
    Ok(Answer::of(&member.segment))
}

/// Takes a person's word back.
///
/// # Errors
/// When the member is unknown or nobody overrode their segment.
pub async fn delete(app: &App, member_id: &str) -> Result<(), Problem> {
    app.current().engine.member(member_id)?;
    if !app.store.delete_override(member_id).await? {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "nobody has overridden this member's segment",
        ));
    }
    renewed(app).await
}

async fn renewed(app: &App) -> Result<(), Problem> {
    app.renew().await.map_err(|error| {
        tracing::error!(%error, "the engine could not be renewed after an override");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "the override is stored, but the engine could not be renewed; it will be in a moment",
        )
    })
}
