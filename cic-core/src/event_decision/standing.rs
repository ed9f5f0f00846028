use super::commitment::Commitments;
use crate::Club;
use crate::club::BookingView;

/// A booking that stands, and the court it is on once committed events are in their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub booking: BookingView<'a>,
    /// Index into the venue's courts; `None` when the source does not say.
    pub court: Option<usize>,
}

/// The bookings that stand within `from..until`, seconds since 1970.
///
/// A committed event that displaces people ends the bookings on its courts; one that displaces nobody has them moved.
pub(super) fn standing<'a>(
    club: &'a Club,
    commitments: &'a Commitments,
    from: u32,
    until: u32,
) -> impl Iterator<Item = Standing<'a>> + 'a {
    club.bookings()
        .overlapping(from, until)
        .filter(BookingView::stands)
        .filter_map(move |booking| {
            let court = booking.court.and_then(|id| club.venue().court_index(id));
            if let Some(moved) = commitments.moved_to(booking.index) {
                return Some(Standing {
                    booking,
                    court: moved,
                });
            }
            let mut events = commitments.overlapping(booking.starts_at, booking.ends_at());
            let is_ended = court.is_some_and(|court| events.any(|event| event.courts.contains(&court)));
            (!is_ended).then_some(Standing { booking, court })
        })
}
