use super::Club;
use crate::domain::{
    Booking, BookingKind, BookingStatus, CheckIn, Connector, Enrichment, Instant, Member, Money,
    SurveyResponse, Tract, Venue, VisitCount, ZipCentroid,
};

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
    /// A booking ends before it starts.
    #[error("a booking ends at {ends_at}, which is not after its start {starts_at}")]
    EndsBeforeStart {
        /// Its start.
        starts_at: Instant,
        /// Its end.
        ends_at: Instant,
    },
    /// An instant lies outside 1970 to 2105.
    #[error("{0} lies outside the years 1970 to 2105")]
    OutOfRange(Instant),
}

/// A booking with borrowed ids, so that millions of them go in without an allocation each.
#[derive(Debug, Clone, Copy)]
pub struct BookingRow<'a> {
    /// See [`Booking::member_id`].
    pub member_id: Option<&'a str>,
    /// See [`Booking::starts_at`].
    pub starts_at: Instant,
    /// See [`Booking::ends_at`].
    pub ends_at: Instant,
    /// See [`Booking::court_id`].
    pub court_id: Option<u16>,
    /// See [`Booking::revenue`].
    pub revenue: Money,
    /// See [`Booking::booked_at`].
    pub booked_at: Option<Instant>,
    /// See [`Booking::cancelled_at`].
    pub cancelled_at: Option<Instant>,
    /// See [`Booking::status`].
    pub status: BookingStatus,
    /// See [`Booking::kind`].
    pub kind: BookingKind,
    /// See [`Booking::occurrence`].
    pub occurrence: Option<&'a str>,
    /// See [`Booking::guests`].
    pub guests: u16,
}

/// Gathers rows in any order but members first, and makes a [`Club`].
///
/// The same rows in any order make the same club.
#[derive(Debug)]
pub struct ClubBuilder {}

impl ClubBuilder {
    /// A builder for a club at `venue`.
    #[must_use]
    pub fn new(_venue: &Venue) -> Self {
        todo!()
    }
    /// Adds a member.
    pub fn member(&mut self, _member: &Member) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a booking; `players` are the members beside the organiser.
    pub fn booking<'a>(
        &mut self,
        _booking: BookingRow<'a>,
        _players: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a booking from an owned row.
    pub fn owned_booking(&mut self, _booking: &Booking) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a check-in.
    pub fn check_in(&mut self, _check_in: &CheckIn) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a survey answer.
    pub fn survey(&mut self, _response: SurveyResponse) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds what a provider says of a member; a later row for the same member replaces an earlier one.
    pub fn enrichment(&mut self, _enrichment: Enrichment) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a month's visits as a number.
    pub fn visit_count(&mut self, _count: &VisitCount) -> Result<(), ClubError> {
        todo!()
    }
    /// Marks a member as a link to a company.
    pub fn connector(&mut self, _member_id: &str, _connector: &Connector) -> Result<(), ClubError> {
        todo!()
    }
    /// Adds a census tract.
    pub fn tract(&mut self, _tract: Tract) {
        todo!()
    }
    /// Adds the middle of a postal code.
    pub fn zip_centroid(&mut self, _centroid: ZipCentroid) {
        todo!()
    }
    /// The club.
    pub fn build(self) -> Result<Club, ClubError> {
        todo!()
    }
}
