use crate::domain::{Booking, BookingKind, BookingStatus, Instant, Money};

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

impl<'a> BookingRow<'a> {
    /// Borrows an owned row.
    #[must_use]
    pub fn of(booking: &'a Booking) -> Self {
        Self {
            member_id: booking.member_id.as_deref(),
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            court_id: booking.court_id,
            revenue: booking.revenue,
            booked_at: booking.booked_at,
            cancelled_at: booking.cancelled_at,
            status: booking.status,
            kind: booking.kind,
            occurrence: booking.occurrence.as_deref(),
            guests: booking.guests,
        }
    }
}
