use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::{Error, Result};

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

const MOST_ROWS: u32 = 100_000;

/// How many rows a list may have; without a limit it is whole.
pub(super) fn checked_limit(limit: Option<u32>) -> Result<usize> {
    match limit {
        None => Ok(usize::MAX),
        Some(limit @ 1..=MOST_ROWS) => Ok(limit as usize),
        Some(limit) => Err(Error::invalid(
            "limit",
            format!("{limit} is not between 1 and {MOST_ROWS}"),
        )),
    }
}

impl Engine {
    /// Listed members by id ascending. An unknown segment is [`crate::Error::NotFound`].
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a limit of 0 or beyond 100,000.
    pub fn members(&self, request: &MembersRequest) -> Result<Vec<MemberSummary>> {
        let limit = checked_limit(request.limit)?;
        let after = |member: &usize| match &request.cursor {
            None => true,
            Some(cursor) => self.observed.club.people()[*member].member.id > *cursor,
        };
        let members = self
            .listed_in(request.segment.as_deref())?
            .filter(after)
            .take(limit);
        Ok(members.map(|member| self.summary(member)).collect())
    }

    fn summary(&self, member: usize) -> MemberSummary {
        let row = &self.observed.club.people()[member].member;
        let behaviour = &self.observed.behaviours[member];
        let assigned = self.assigned(member);
        MemberSummary {
            id: row.id.clone(),
            name: row.name.clone(),
            employer: self.employer(member).map(str::to_owned),
            segment: self.observed.settings.segments[assigned.segment].id.clone(),
            confidence: assigned.confidence,
            ltv: self.ltv(member).whole_units(),
            visits_per_week: behaviour.visits_per_week,
            days_since_last_visit: behaviour.days_since_last_visit,
        }
    }
}
