use serde::{Deserialize, Serialize};

use super::Engine;
use crate::domain::{MemberStatus, Motivation};
use crate::error::Result;
use crate::segmentation::{ConnectorTier, Contradiction, Origin, SourceFit, Standing};

/// Everything the engine says of one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberProfile {
    /// The club's id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// As of the engine's instant.
    pub status: MemberStatus,
    /// When the membership began, club-local with its offset.
    pub joined_at: String,
    /// The paid plan; `null` for a drop-in.
    pub plan: Option<String>,
    /// Where they work, if known.
    pub employer: Option<String>,
    /// What they do there, if known.
    pub title: Option<String>,
    /// What they say they play for, if asked.
    pub motivation: Option<Motivation>,
    /// Segment with its confidence.
    pub segment: SegmentFit,
    /// Behaviour as of the engine's instant.
    pub features: MemberFeatures,
    /// Lifetime value and how it came about.
    pub value: MemberValue,
    /// Silent for more than twice their own rhythm.
    pub at_risk: bool,
    /// What does not fit together.
    pub contradictions: Vec<Contradiction>,
    /// Connector score 0 to 30.
    pub connector_score: u8,
    /// `null` below 15.
    pub connector_tier: Option<ConnectorTier>,
    /// The company for which the club lists the member as connector.
    pub connector_company: Option<String>,
}

/// A member's segment and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentFit {
    /// Segment id.
    pub id: String,
    /// `Corporate Power User`.
    pub display_name: String,
    /// 0 to 100.
    pub confidence: u8,
    /// How it came about.
    pub origin: Origin,
    /// How firmly it stands.
    pub standing: Standing,
    /// Whether a person should look.
    pub needs_review: bool,
    /// Each source that is present: its weight (they sum to 100) and how well it fits.
    pub sources: Vec<SourceFit>,
    /// The data-driven cluster, if there are enough members for one.
    pub cluster: Option<u8>,
    /// Who overrode the rules, when and why.
    pub overridden: Option<String>,
}

/// Behaviour, as of the engine's instant. Shares are 0 to 1 and `null` without visits to share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberFeatures {
    /// Days with a visit, ever.
    pub visits: u32,
    /// Days with a visit per week over 12 weeks.
    pub visits_per_week: f64,
    /// Whole days since the last visit.
    pub days_since_last_visit: Option<u32>,
    /// Median days between visits.
    pub usual_gap_days: Option<f64>,
    /// Court fees and the like in the last 90 days, currency units.
    pub spend_90_days: f64,
    /// Share on weekdays 17:00 to 21:00.
    pub weekday_peak_share: Option<f64>,
    /// Share on weekdays before 16:00.
    pub off_peak_share: Option<f64>,
    /// Distinct partners per meeting.
    pub partner_variety: Option<f64>,
    /// Share in sessions and lessons.
    pub session_share: Option<f64>,
    /// Share alone.
    pub alone_share: Option<f64>,
    /// Mean minutes a visit.
    pub mean_stay_minutes: Option<f64>,
    /// Miles from home to the club.
    pub miles_from_club: Option<f64>,
    /// The home's census tract.
    pub tract: Option<String>,
}

/// What a member is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberValue {
    /// Currency units.
    pub ltv: f64,
    /// ISO 4217.
    pub currency: String,
    /// `cold_start`: the segment's monthly figure x margin x expected tenure - acquisition cost, undiscounted.
    pub method: String,
    /// Months looked ahead.
    pub horizon_months: f64,
    /// Discount rate a year; 0 for `cold_start`.
    pub annual_discount_rate: f64,
}

impl Engine {
    /// One member's profile; a member not known as of the engine's instant is [`crate::Error::NotFound`].
    pub fn member(&self, _id: &str) -> Result<MemberProfile> {
        todo!()
    }
}
