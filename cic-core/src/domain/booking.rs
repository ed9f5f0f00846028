use serde::{Deserialize, Serialize};

use super::{Instant, Money};

/// What became of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingStatus {
    /// Stands, or was played.
    Booked,
    /// Was called off.
    Cancelled,
    /// Nobody came.
    NoShow,
}

/// What a court is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingKind {
    /// One party on one court.
    Reservation,
    /// Open play, clinic or league with registrants.
    Session,
    /// A lesson.
    Lesson,
    /// A corporate or private party.
    Event,
    /// Court out of use.
    Block,
}

macro_rules! words {
    ($noun:ty { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $noun {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files and tables.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word of [`Self::as_str`] back.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(BookingStatus { Booked = "booked", Cancelled = "cancelled", NoShow = "no_show" });
words!(BookingKind { Reservation = "reservation", Session = "session", Lesson = "lesson", Event = "event", Block = "block" });

/// One court reserved for one slot. A session is several of these that share `occurrence`.
#[derive(Debug, Clone, PartialEq)]
pub struct Booking {
    /// The system it came from (`canonical`, `courtreserve`); unique together with `external_id`.
    pub source: String,
    /// The id there.
    pub external_id: String,
    /// The organiser; `None` when a guest or the club itself booked.
    pub member_id: Option<String>,
    /// Start of play.
    pub starts_at: Instant,
    /// End of play, after `starts_at`.
    pub ends_at: Instant,
    /// The court; `None` when the source does not say (a registration for a session).
    pub court_id: Option<u16>,
    /// What was charged for it.
    pub revenue: Money,
    /// When it was made, if known.
    pub booked_at: Option<Instant>,
    /// When it was called off, if it was and that is known.
    pub cancelled_at: Option<Instant>,
    /// What became of it.
    pub status: BookingStatus,
    /// What the court is taken for.
    pub kind: BookingKind,
    /// Rows of one session (several courts, several registrants) share this.
    pub occurrence: Option<String>,
    /// Members who play beside the organiser, in the file's order, without repeats.
    pub players: Vec<String>,
    /// Players the club does not know by id.
    pub guests: u16,
}

/// The news that a booking was called off, from a report of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Cancellation {
    /// The system both reports come from.
    pub source: String,
    /// The booking's id there: every booking whose external id is this, or this and `/court`.
    pub external_id: String,
    /// When it was called off, if known.
    pub cancelled_at: Option<Instant>,
}

/// A person seen at the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckIn {
    /// The system it came from; unique together with `external_id`.
    pub source: String,
    /// The id there, or one made of the row's own values.
    pub external_id: String,
    /// Who came.
    pub member_id: String,
    /// When.
    pub checked_in_at: Instant,
    /// What was paid at the desk.
    pub price: Money,
}

/// A payment or refund.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// The system it came from; unique together with `external_id`.
    pub source: String,
    /// The id there.
    pub external_id: String,
    /// Who paid.
    pub member_id: String,
    /// When.
    pub paid_at: Instant,
    /// How much; negative is a refund.
    pub total: Money,
}
