use crate::domain::{Instant, Money};

/// Why rows do not make a club.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClubError {
    /// A row names a member that no row describes.
    #[error("{what} names the member {id:?}, whom no row describes")]
    UnknownMember {
        /// The kind of row.
        what: &'static str,
        /// The id it names.
        id: String,
    },
    /// Two rows describe one member.
    #[error("two rows describe the member {0:?}")]
    DuplicateMember(String),
    /// A booking ends before it starts, or lasts more than 45 days.
    #[error("a booking from {starts_at} to {ends_at} does not last between one minute and 45 days")]
    Length {
        /// Its start.
        starts_at: Instant,
        /// Its end.
        ends_at: Instant,
    },
    /// An instant lies outside 1970 to 2105.
    #[error("{0} lies outside the years 1970 to 2105")]
    OutOfRange(Instant),
    /// One booking's revenue lies beyond 20 million units.
    #[error("the revenue {0} of one booking is beyond 20 million")]
    Revenue(Money),
    /// More bookings, players or members than an index can number.
    #[error("a club holds at most 4,000,000,000 {0}")]
    TooMany(&'static str),
}
