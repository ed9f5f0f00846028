use rayon::prelude::*;

use super::tally::HABIT_DAYS;
use crate::Club;
use crate::domain::Instant;

/// For each member, distinct partners per meeting with one, over the habit window; `None` without meetings.
///
/// A partner is another member on the same reservation; registrants of one session are not.
pub(super) fn varieties(club: &Club, as_of: Instant) -> Vec<Option<f64>> {
    let now = u32::try_from(as_of.timestamp().max(0)).unwrap_or(u32::MAX);
    let bookings = club.bookings();
    let first = bookings.first_from(now.saturating_sub(HABIT_DAYS * 86_400));
    let end = bookings.first_from(now);
    (0..club.people().len())
        .into_par_iter()
        .with_min_len(512)
        .map_init(Vec::new, |met: &mut Vec<u32>, member| {
            met.clear();
            let own = club.play().bookings_of(member);
            let from = own.partition_point(|&booking| (booking as usize) < first);
            let until = own.partition_point(|&booking| (booking as usize) < end);
            let this = u32::try_from(member).unwrap_or(u32::MAX);
            for &index in &own[from..until] {
                bookings.add_partners(index as usize, this, met);
            }
            let meetings = met.len();
            met.sort_unstable();
            met.dedup();
            (meetings > 0).then(|| met.len() as f64 / meetings as f64)
        })
        .collect()
}
