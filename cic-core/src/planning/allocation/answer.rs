use serde::{Deserialize, Serialize};

use crate::domain::DayOfWeek;
use crate::planning::Quota;

/// A request for who finds a court.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllocationRequest {
    /// How many courts to plan with, 1 to 400; the venue's when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courts: Option<u32>,
    /// Demand is so many times what it was, 0 to 100; 1 when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand_factor: Option<f64>,
    /// Courts kept for segments in every open hour.
    pub quotas: Vec<Quota>,
    /// A share of wanted courts that is served below this is warned of; the one of the settings when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_rate: Option<f64>,
}

/// Who finds a court.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allocation {
    /// The version of the engine that answered.
    pub engine_version: String,
    /// Courts planned with.
    pub courts: u32,
    /// The rate below which a warning is given.
    pub set_rate: f64,
    /// Courts served / courts wanted over the week, 0 to 1; `null` when none is wanted.
    pub success_rate: Option<f64>,
    /// The same by segment.
    pub segments: Vec<SegmentService>,
    /// Every open hour, Monday first.
    pub hours: Vec<HourAllocation>,
    /// What falls below the set rate, each in a sentence.
    pub warnings: Vec<String>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
}

/// How a segment is served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentService {
    /// Segment id; `other` is guests and the club's own programme.
    pub segment: String,
    /// Courts kept for it.
    pub quota: u32,
    /// Court-hours wanted, a week in the whole answer, in the hour in an hour's.
    pub wanted: f64,
    /// Court-hours served of them.
    pub served: f64,
    /// Served / wanted, 0 to 1; `null` when none is wanted.
    pub fill_rate: Option<f64>,
}

/// One open hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourAllocation {
    /// The day.
    pub weekday: DayOfWeek,
    /// The hour, 0 to 23, club-local.
    pub hour: u8,
    /// Courts wanted on average, those that find none included.
    pub wanted: f64,
    /// Courts served / courts wanted, 0 to 1; `null` when none is wanted.
    pub fill_rate: Option<f64>,
    /// The same if everyone just walked up (Erlang B), for comparison.
    pub walk_up_rate: Option<f64>,
    /// By segment.
    pub segments: Vec<SegmentService>,
    /// Whether the fill rate is below the set rate.
    pub is_below_set_rate: bool,
    /// How many courts to keep for whom (EMSR-b), the most valuable first; none while the hour is served well enough.
    pub protection: Vec<Protection>,
}

/// Courts to keep while less valuable demand asks for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Protection {
    /// These segments together.
    pub segments: Vec<String>,
    /// Courts to keep for them.
    pub courts: f64,
}
