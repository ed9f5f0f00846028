use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::Result;

/// A segment and the members in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentSummary {
    /// `corporate_power_user`.
    pub id: String,
    /// `Corporate Power User`.
    pub display_name: String,
    /// Listed members: active and suspended, without visitors who stayed away for 12 months.
    pub member_count: usize,
    /// Mean lifetime value, whole currency units, rounded half up; 0 for an empty segment.
    pub average_ltv: i64,
    /// One sentence for the owner.
    pub description: String,
    /// Members whom a person should look at.
    pub needs_review: usize,
    /// Members at risk (see `members_at_risk`).
    pub at_risk: usize,
}

impl Engine {
    /// Every segment in the order of the settings' table.
    #[must_use]
    pub fn segments(&self) -> Vec<SegmentSummary> {
        todo!()
    }

    /// One segment.
    pub fn segment(&self, _id: &str) -> Result<SegmentSummary> {
        todo!()
    }
}
