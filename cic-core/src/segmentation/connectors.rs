use serde::{Deserialize, Serialize};

use crate::domain::{CompanySize, JobLevel};
use crate::features::Evidence;

/// How worthwhile a member is as a contact for company events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ConnectorTier {
    /// 15 and more.
    Potential,
    /// 20 and more.
    Strong,
    /// 25 and more.
    Prime,
}

impl ConnectorTier {
    /// The tier of a score; `None` below 15.
    #[must_use]
    pub const fn of_score(score: u8) -> Option<Self> {
        match score {
            25.. => Some(Self::Prime),
            20..25 => Some(Self::Strong),
            15..20 => Some(Self::Potential),
            0..15 => None,
        }
    }
}

/// Connector score 0 to 30: company size 10, job level 10, visits a week 5, distance 5. What is unknown scores 0.
#[must_use]
pub fn connector_score(evidence: &Evidence<'_>) -> u8 {
    let company = evidence
        .company_size()
        .map_or(0, |size| match CompanySize::of_employees(size) {
            CompanySize::Enterprise => 10,
            CompanySize::VeryLarge => 7,
            CompanySize::Large => 5,
            CompanySize::Medium => 2,
            CompanySize::Small => 0,
        });
    let job = evidence.job_level().map_or(0, |level| match level {
        JobLevel::Chief => 10,
        JobLevel::VicePresident => 8,
        JobLevel::Director => 6,
        JobLevel::Manager => 3,
        JobLevel::Staff => 0,
    });
    let visits = points(
        evidence.behaviour.visits_per_week,
        |rate, least| rate >= least,
        [4.0, 2.0, 1.0],
    );
    let miles = evidence.home.and_then(|home| home.miles_from_club);
    let distance = miles.map_or(0, |miles| {
        points(miles, |miles, limit| miles < limit, [0.5, 1.0, 2.0])
    });
    company + job + visits + distance
}

/// 5, 3 or 1 points for the first, second or third bound that `value` meets.
fn points(value: f64, meets: impl Fn(f64, f64) -> bool, bounds: [f64; 3]) -> u8 {
    bounds
        .into_iter()
        .zip([5, 3, 1])
        .find(|&(bound, _)| meets(value, bound))
        .map_or(0, |(_, points)| points)
}
