use serde::{Deserialize, Serialize};

/// The verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Recommendation {
    /// Say yes.
    Accept,
    /// Offer something else.
    #[serde(rename = "Counter-offer")]
    CounterOffer,
    /// Say no.
    Decline,
}

impl Recommendation {
    /// The word used in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::CounterOffer => "Counter-offer",
            Self::Decline => "Decline",
        }
    }
}

/// The answer to a [`super::DecideEventRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventDecision {
    /// Accept, Counter-offer or Decline.
    pub recommendation: Recommendation,
    /// One plain sentence.
    pub details: String,
    /// Expected lifetime value lost through displaced members, whole currency units, rounded half up.
    pub estimated_churn_cost: i64,
    /// Hash of engine version, overrides and request: the same question has the same id.
    pub id: String,
    /// The version of the engine that answered.
    pub engine_version: String,
    /// The policy that judged: `simple`.
    pub policy: String,
    /// Start, club-local with its offset.
    pub date_time: String,
    /// End, club-local with its offset.
    pub ends_at: String,
    /// What the client offers, currency units.
    pub revenue: f64,
    /// Revenue less the churn cost, currency units; 0 when the event cannot be held as asked.
    pub net: f64,
    /// The courts to take; empty when there are not enough.
    pub court_ids: Vec<u16>,
    /// Whom the event displaces, the costliest first.
    pub displaced_members: Vec<DisplacedMember>,
    /// Players without a member row who lose their court.
    pub displaced_guests: u32,
    /// What to offer instead: at most three that differ in kind, best first.
    pub alternatives: Vec<Alternative>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
}

/// A member who loses a court.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisplacedMember {
    /// The club's id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// Segment id.
    pub segment: String,
    /// Lifetime value, currency units.
    pub ltv: f64,
    /// Rise in churn probability.
    pub uplift: f64,
    /// Lifetime value times the rise, currency units.
    pub expected_loss: f64,
    /// Start of the play that is lost, club-local with its offset.
    pub starts_at: String,
    /// The court.
    pub court_id: u16,
}

/// What an alternative changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AlternativeKind {
    /// Another start within seven days.
    OtherTime,
    /// The same weekday and time in the next three weeks.
    OtherWeek,
    /// The same time on fewer courts.
    FewerCourts,
}

/// Something to offer instead, judged by the same rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// What differs from the request.
    pub kind: AlternativeKind,
    /// Start, club-local with its offset.
    pub date_time: String,
    /// How many courts.
    pub courts: u32,
    /// What it would bring, currency units: pro rata for fewer courts.
    pub revenue: f64,
    /// What it would cost in churn, whole currency units.
    pub estimated_churn_cost: i64,
    /// Revenue less churn cost, currency units.
    pub net: f64,
    /// How many members it would displace.
    pub displaced_members: usize,
    /// In words.
    pub details: String,
}
