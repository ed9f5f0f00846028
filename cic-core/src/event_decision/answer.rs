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
    /// The policy that judged: `expected_value` or `simple`.
    pub policy: String,
    /// Start, club-local with its offset.
    pub date_time: String,
    /// End, club-local with its offset.
    pub ends_at: String,
    /// What the client offers, currency units.
    pub revenue: f64,
    /// What the event is expected to bring less all it costs elsewhere, currency units; 0 when it cannot be held as asked.
    pub net: f64,
    /// The same figure under the name it has beside its interval.
    pub expected_net: f64,
    /// Where the expected net lies given what is unknown; `null` under the plain rule.
    pub net_interval: Option<NetInterval>,
    /// Where the net that comes to pass lies, luck included; `null` under the plain rule.
    pub realised_net_interval: Option<NetInterval>,
    /// Probability that the expected net is above 0, given what is unknown; `null` under the plain rule.
    pub probability_net_positive: Option<f64>,
    /// Expected loss of displaced visits: fees given back, and what is not recaptured; currency units.
    pub firm_loss: f64,
    /// Expected loss of bookings that have yet to come and would find no court, currency units.
    pub unbooked_loss: f64,
    /// Expected lifetime value lost through members who leave, by part.
    pub churn_cost: ChurnCost,
    /// What the event itself brings, by part.
    pub income: EventIncome,
    /// The least price at which the same event would be accepted, rounded up to 5; `null` when none up to 1.5 times the
    /// revenue is.
    pub price_at_which_accepted: Option<f64>,
    /// The courts to take; empty when there are not enough.
    pub court_ids: Vec<u16>,
    /// Whom the event displaces, the costliest first.
    pub displaced_members: Vec<DisplacedMember>,
    /// Players without a member row who lose their court.
    pub displaced_guests: u32,
    /// What to offer instead: at most three that differ in kind, best first.
    pub alternatives: Vec<Alternative>,
    /// Which assumption moves the answer most, the widest swing first; empty under the plain rule.
    pub tornado: Vec<Swing>,
    /// Where each figure comes from.
    pub provenance: Vec<Provenance>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
    /// A ready reply to the client; it names no member.
    pub email: String,
}

/// 5, 50 and 95 %, currency units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetInterval {
    /// 5 % lie below.
    pub low: f64,
    /// Half lie below.
    pub median: f64,
    /// 95 % lie below.
    pub high: f64,
}

/// Lifetime value lost through members who leave, currency units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChurnCost {
    /// By members who lose a court they had.
    pub displaced: f64,
    /// By organisers who find no court.
    pub spilled: f64,
    /// Both.
    pub total: f64,
}

/// What an event brings before what it costs elsewhere, currency units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventIncome {
    /// Margin of what its guests spend beside the courts.
    pub ancillary_margin: f64,
    /// What holding it costs.
    pub variable_cost: f64,
    /// What is kept when it is called off.
    pub deposit_kept: f64,
    /// Probability that it is called off.
    pub wash_probability: f64,
    /// What the client is worth beyond it.
    pub future_value: f64,
    /// (1 - wash)(revenue + ancillary - cost) + wash x deposit + future value.
    pub expected: f64,
}

/// What an assumption does to the expected net between its 5 and 95 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Swing {
    /// In words.
    pub assumption: String,
    /// Expected net at its 5 %, currency units.
    pub net_at_low: f64,
    /// Expected net at its 95 %, currency units.
    pub net_at_high: f64,
    /// The distance between them, currency units.
    pub swing: f64,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// Which figure.
    pub figure: String,
    /// Its value as used.
    pub value: f64,
    /// `prior`, `club-set` or `learned (n=...)`.
    pub source: String,
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
    /// Rise in the probability to leave.
    pub uplift: f64,
    /// Lifetime value times the rise, less what a waiting list replaces, currency units.
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
    /// The same event at the least price at which it would be accepted.
    HigherPrice,
}

/// Something to offer instead, judged as the request is.
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
    /// What it is expected to bring less all it costs elsewhere, currency units.
    pub net: f64,
    /// Where the expected net lies given what is unknown; `null` under the plain rule.
    pub net_interval: Option<NetInterval>,
    /// Probability that the expected net is above 0; `null` under the plain rule.
    pub probability_net_positive: Option<f64>,
    /// How many members it would displace.
    pub displaced_members: usize,
    /// In words.
    pub details: String,
}
