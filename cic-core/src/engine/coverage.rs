use serde::{Deserialize, Serialize};

use super::Engine;

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
    /// With a job title or a public profile.
    pub social: usize,
    /// With a home in a known tract.
    pub tract: usize,
    /// With an employer.
    pub employer: usize,
}

impl Engine {
    /// How many listed members have each source.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        todo!()
    }
}
