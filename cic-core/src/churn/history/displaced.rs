use rayon::prelude::*;

use super::calendar::MonthCalendar;
use crate::Club;
use crate::club::BookingView;
use crate::domain::{BookingKind, BookingStatus};

/// How far apart the two entries of one decision may lie: the desk makes the event and calls bookings off.
const SAME_DECISION_SECONDS: u32 = 86_400;

/// `(when it became known, member)` of every visit that an event or a closed court made impossible.
///
/// No source says so. A visit counts when a reservation or lesson was called off within a day of the making of an event
/// or block that takes its court at its time.
pub(super) fn displaced_visits(club: &Club, calendar: &MonthCalendar) -> Vec<(u32, u32)> {
    let bookings = club.bookings();
    let first = bookings.first_from(u32::try_from(calendar.starts_at(0)).unwrap_or(0));
    (first..bookings.len())
        .into_par_iter()
        .with_min_len(4_096)
        .flat_map_iter(|index| {
            let taken = bookings.get(index);
            let takes = matches!(taken.kind, BookingKind::Event | BookingKind::Block) && taken.stands();
            takes.then(|| pushed_out(club, &taken)).into_iter().flatten()
        })
        .collect()
}

fn pushed_out(club: &Club, taken: &BookingView<'_>) -> Vec<(u32, u32)> {
    let bookings = club.bookings();
    let mut found = Vec::new();
    let (Some(made), Some(court)) = (taken.booked_at, taken.court) else {
        return found;
    };
    for other in bookings.overlapping(taken.starts_at, taken.ends_at()) {
        let gives_way = matches!(other.kind, BookingKind::Reservation | BookingKind::Lesson);
        if other.court != Some(court) || other.status != BookingStatus::Cancelled || !gives_way {
            continue;
        }
        let Some(cancelled) = bookings.cancelled_at(other.index) else {
            continue;
        };
        if cancelled.abs_diff(made) <= SAME_DECISION_SECONDS {
            let known = cancelled.max(made);
            let members = other.participants();
            found.extend(members.map(|member| (known, u32::try_from(member).unwrap_or(u32::MAX))));
        }
    }
    found
}
