use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::Result;

/// Which members at risk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MembersAtRiskRequest {
    /// Only this segment.
    pub segment: Option<String>,
    /// At most this many; without it the list is whole.
    pub limit: Option<u32>,
}

/// A member who has been silent for more than twice their own rhythm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberAtRisk {
    /// The club's id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// Segment id.
    pub segment: String,
    /// Whole days since the last visit.
    pub days_since_last_visit: u32,
    /// Median days between visits.
    pub usual_gap_days: f64,
    /// Lifetime value, whole currency units.
    pub ltv: i64,
}

impl Engine {
    /// Members at risk, the most valuable first, then the longest silent.
    pub fn members_at_risk(&self, _request: &MembersAtRiskRequest) -> Result<Vec<MemberAtRisk>> {
        todo!()
    }
}
