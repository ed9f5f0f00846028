use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::Result;

/// Which members.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
pub struct MembersRequest {
    /// Only this segment.
    pub segment: Option<String>,
    /// At most this many, 1 to 100,000; without it the list is whole.
    pub limit: Option<u32>,
    /// Only members whose id sorts after this one: the last id of the page before.
    pub cursor: Option<String>,
}

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberSummary {
    /// The club's id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// Where they work, if known.
    pub employer: Option<String>,
    /// Segment id.
    pub segment: String,
    /// How sure the segment is, 0 to 100.
    pub confidence: u8,
    /// Lifetime value, whole currency units.
    pub ltv: i64,
    /// Visits a week.
    pub visits_per_week: f64,
    /// Whole days since the last visit; `null` without one.
    pub days_since_last_visit: Option<u32>,
}

impl Engine {
    /// Listed members by id ascending. An unknown segment is [`crate::Error::NotFound`].
    pub fn members(&self, _request: &MembersRequest) -> Result<Vec<MemberSummary>> {
        todo!()
    }
}
