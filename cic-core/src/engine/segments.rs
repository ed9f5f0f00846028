use serde::{Deserialize, Serialize};

use super::Engine;
use crate::domain::Money;
use crate::error::Result;
use crate::segmentation::SegmentDefinition;

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

#[derive(Clone, Copy, Default)]
struct Counts {
    members: usize,
    ltv: Money,
    needs_review: usize,
    at_risk: usize,
}

impl Counts {
    fn average_ltv(&self) -> Money {
        i64::try_from(self.members)
            .ok()
            .filter(|&members| members > 0)
            .map_or(Money::ZERO, |members| {
                Money::from_cents((2 * self.ltv.cents() + members).div_euclid(2 * members))
            })
    }
}

impl Engine {
    /// Every segment in the order of the settings' table.
    #[must_use]
    pub fn segments(&self) -> Vec<SegmentSummary> {
        let mut counts = vec![Counts::default(); self.observed.settings.segments.len()];
        for member in self.listed() {
            let counts = &mut counts[self.segment_of(member)];
            counts.members += 1;
            counts.ltv += self.ltv(member);
            counts.at_risk += usize::from(self.is_at_risk(member));
            let is_overridden = self.overrides.contains_key(&member);
            counts.needs_review +=
                usize::from(!is_overridden && self.observed.assigned[member].needs_review());
        }
        let summary = |(segment, counts): (&SegmentDefinition, Counts)| SegmentSummary {
            id: segment.id.clone(),
            display_name: segment.display_name.clone(),
            member_count: counts.members,
            average_ltv: counts.average_ltv().whole_units(),
            description: segment.description.clone(),
            needs_review: counts.needs_review,
            at_risk: counts.at_risk,
        };
        self.observed
            .settings
            .segments
            .iter()
            .zip(counts)
            .map(summary)
            .collect()
    }

    /// One segment.
    pub fn segment(&self, id: &str) -> Result<SegmentSummary> {
        let index = self.find_segment(id)?;
        Ok(self.segments().swap_remove(index))
    }
}
