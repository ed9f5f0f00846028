use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Instant, Money};

/// Whether a member may play, pauses, or has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MemberStatus {
    /// May play.
    Active,
    /// Pauses; still a member.
    Suspended,
    /// Has left.
    Cancelled,
}

impl MemberStatus {
    /// The word used in files and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads [`MemberStatus::as_str`] back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Suspended, Self::Cancelled]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// A person the club knows. Without a paid `plan` they are a drop-in.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The club's own id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// Unique in the club where present.
    pub email: Option<String>,
    /// When the membership (or the acquaintance) began; [`Member::UNKNOWN_JOINING`] when no one says.
    pub joined_at: Instant,
    /// As of the export; see `cancelled_at` for when it became so.
    pub status: MemberStatus,
    /// When the member left, if known.
    pub cancelled_at: Option<Instant>,
    /// The paid plan's name; `None` is a drop-in.
    pub plan: Option<String>,
    /// What the member pays a month, when it differs from the plan's list price.
    pub monthly_fee: Option<Money>,
    /// Next renewal of an annual plan.
    pub renews_on: Option<NaiveDate>,
    /// Postal code of the home.
    pub home_zip_code: Option<String>,
    /// Street address of the home.
    pub home_address: Option<String>,
    /// Members with the same household share a plan.
    pub household: Option<String>,
}

impl Member {
    /// Stands for a day of joining that no source gives: before any club of ours.
    pub const UNKNOWN_JOINING: Instant = DateTime::UNIX_EPOCH;
}

/// A month's visits as a number alone, for clubs that keep no booking log yet (`member_visits.json`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitCount {
    /// Whose visits.
    pub member_id: String,
    /// Visits in the month before `recorded_at`.
    pub visits_last_month: u32,
    /// When the file was imported.
    pub recorded_at: Instant,
}
