use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Engine;
use super::members::checked_limit;
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
    /// Mean days between the latest visits.
    pub usual_gap_days: f64,
    /// Lifetime value, whole currency units.
    pub ltv: i64,
}

impl Engine {
    /// Members at risk, the most valuable first, then the longest silent.
    pub fn members_at_risk(&self, request: &MembersAtRiskRequest) -> Result<Vec<MemberAtRisk>> {
        let limit = checked_limit(request.limit)?;
        let overdue = self
            .listed_in(request.segment.as_deref())?
            .filter(|&member| self.is_at_risk(member));
        let mut members: Vec<MemberAtRisk> = overdue.filter_map(|member| self.at_risk(member)).collect();
        members.sort_by(|one, other| {
            let key = |member: &MemberAtRisk| (Reverse(member.ltv), Reverse(member.days_since_last_visit));
            key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
        });
        members.truncate(limit);
        Ok(members)
    }

    fn at_risk(&self, member: usize) -> Option<MemberAtRisk> {
        let row = &self.observed.club.people()[member].member;
        let behaviour = &self.observed.behaviours[member];
        Some(MemberAtRisk {
            id: row.id.clone(),
            name: row.name.clone(),
            segment: self.observed.settings.segments[self.segment_of(member)]
                .id
                .clone(),
            days_since_last_visit: behaviour.days_since_last_visit?,
            usual_gap_days: behaviour.usual_gap_days?,
            ltv: self.ltv(member).whole_units(),
        })
    }
}
