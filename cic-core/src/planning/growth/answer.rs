use serde::{Deserialize, Serialize};

use crate::planning::Quota;

/// A request to simulate growth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrowthRequest {
    /// How many members join which segment.
    pub added_members: Vec<AddedMembers>,
    /// How many weeks to simulate, 1 to 100,000.
    pub weeks: u32,
    /// The same seed gives the same weeks.
    pub seed: u32,
    /// How many courts to plan with, 1 to 400; the venue's when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courts: Option<u32>,
    /// Courts kept for segments in every open hour.
    pub quotas: Vec<Quota>,
    /// Who takes another hour; the settings' figures where a segment is not named.
    pub flexibility: Vec<Flexibility>,
    /// The share of wanted bookings that should be served; the one of the settings when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_rate: Option<f64>,
}

impl Default for GrowthRequest {
    fn default() -> Self {
        Self {
            added_members: Vec::new(),
            weeks: 1_000,
            seed: 1,
            courts: None,
            quotas: Vec::new(),
            flexibility: Vec::new(),
            set_rate: None,
        }
    }
}

/// Members who join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddedMembers {
    /// Segment id.
    pub segment: String,
    /// How many, at most 1,000,000.
    pub members: u32,
}

/// Who takes another hour when the wanted one is full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flexibility {
    /// Segment id.
    pub segment: String,
    /// The share that does, 0 to 1.
    pub share: f64,
}

/// Today's demand and the grown one, simulated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Growth {
    /// The version of the engine that answered.
    pub engine_version: String,
    /// Weeks simulated.
    pub weeks: u32,
    /// The seed.
    pub seed: u32,
    /// Courts planned with.
    pub courts: u32,
    /// The rate below which a warning is given.
    pub set_rate: f64,
    /// With the members there are.
    pub today: GrowthOutcome,
    /// With those who join.
    pub grown: GrowthOutcome,
    /// The most members, in today's mix, at whom the set rate is still met; `null` when nobody wants a court, or
    /// when no number is too many.
    pub most_members: Option<u32>,
    /// What falls below the set rate, each in a sentence.
    pub warnings: Vec<String>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
}

/// Simulated weeks in sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrowthOutcome {
    /// Members.
    pub members: u32,
    /// Bookings served / bookings wanted, 0 to 1; `null` when none is wanted.
    pub success_rate: Option<f64>,
    /// The same in a bad week: 5 % of weeks are worse.
    pub success_rate_in_a_bad_week: Option<f64>,
    /// The same in a good week: 5 % of weeks are better.
    pub success_rate_in_a_good_week: Option<f64>,
    /// Bookings that took another hour than the wanted one, as a share of those served.
    pub moved_share: Option<f64>,
    /// Court-hours served / court-hours open, 0 to 1.
    pub utilisation: f64,
    /// By segment.
    pub segments: Vec<SegmentGrowth>,
}

/// A segment over the simulated weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentGrowth {
    /// Segment id; `other` is guests and the club's own programme.
    pub segment: String,
    /// Members.
    pub members: u32,
    /// Bookings of an hour wanted, a week.
    pub wanted_a_week: f64,
    /// Served of them, a week.
    pub served_a_week: f64,
    /// Of those, in another hour than the wanted one.
    pub moved_a_week: f64,
    /// Served / wanted, 0 to 1; `null` when none is wanted.
    pub success_rate: Option<f64>,
}
