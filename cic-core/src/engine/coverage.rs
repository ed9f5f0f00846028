use serde::{Deserialize, Serialize};

use super::Engine;
use crate::features::Source;

/// How many listed members have each source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// Listed members.
    pub members: usize,
    /// With a visit.
    pub booking: usize,
    /// With a survey answer.
    pub survey: usize,
    /// With a job title.
    pub social: usize,
    /// With a home in a known tract.
    pub tract: usize,
    /// With the size of their employer.
    pub employer: usize,
}

impl Engine {
    /// How many listed members have each source.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let with = |source| {
            self.listed()
                .filter(|&member| self.evidence(member).has(source))
                .count()
        };
        Coverage {
            members: self.observed.listed.len(),
            booking: with(Source::Booking),
            survey: with(Source::Survey),
            social: with(Source::Social),
            tract: with(Source::Tract),
            employer: with(Source::Employer),
        }
    }
}
