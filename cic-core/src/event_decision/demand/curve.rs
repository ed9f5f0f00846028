use crate::Club;
use crate::domain::{BookingKind, BookingStatus};

/// Hours ahead at which the curve is read; straight lines lie between.
const HOURS: [f64; 18] = [
    0.0, 1.0, 2.0, 4.0, 8.0, 12.0, 18.0, 24.0, 36.0, 48.0, 72.0, 96.0, 120.0, 168.0, 240.0, 336.0, 504.0,
    1_008.0,
];
/// How many bookings the prior curve is worth.
const PRIOR_BOOKINGS: f64 = 10.0;
/// Without a record of when bookings are made, half of them are on hand two days ahead.
const PRIOR_MEAN_HOURS: f64 = 70.0;

/// G(h): the share of final bookings that is normally on hand h hours ahead.
#[derive(Debug, Clone)]
pub(super) struct BookingCurve {
    share: [f64; HOURS.len()],
    /// Bookings whose making is known.
    pub bookings: u64,
}

impl BookingCurve {
    /// The curve of each of `kinds`, from bookings that began between `from` and `until`.
    pub(super) fn fit<const N: usize>(
        club: &Club,
        kinds: [BookingKind; N],
        from: u32,
        until: u32,
    ) -> [Self; N] {
        let rows = club.bookings();
        let mut made = [[0_u64; HOURS.len() + 1]; N];
        for booking in (rows.first_from(from)..rows.first_from(until)).map(|index| rows.get(index)) {
            let kind = kinds.iter().position(|&kind| kind == booking.kind);
            let (Some(kind), Some(booked_at)) = (kind, booking.booked_at) else {
                continue;
            };
            if booking.status == BookingStatus::Cancelled {
                continue;
            }
            let lead = f64::from(booking.starts_at.saturating_sub(booked_at)) / 3_600.0;
            made[kind][HOURS.partition_point(|&hours| hours <= lead)] += 1;
        }
        made.map(|buckets| Self::of(&buckets))
    }

    /// From the number of bookings made at leads between the hours.
    fn of(buckets: &[u64; HOURS.len() + 1]) -> Self {
        let bookings: u64 = buckets.iter().sum();
        let mut share = [1.0; HOURS.len()];
        for (place, share) in share.iter_mut().enumerate() {
            let on_hand: u64 = buckets[place + 1..].iter().sum();
            let prior = PRIOR_BOOKINGS * (-HOURS[place] / PRIOR_MEAN_HOURS).exp();
            *share = (on_hand as f64 + prior) / (bookings as f64 + PRIOR_BOOKINGS);
        }
        share[0] = 1.0;
        Self { share, bookings }
    }

    /// G(h) at `hours` ahead.
    pub(super) fn share_on_hand(&self, hours: f64) -> f64 {
        let place = HOURS.partition_point(|&known| known <= hours);
        if place == 0 {
            return 1.0;
        }
        if place == HOURS.len() {
            // Beyond six weeks what is on hand thins out to nothing.
            let last = HOURS.len() - 1;
            return self.share[last] * HOURS[last] / hours;
        }
        let (low, high) = (HOURS[place - 1], HOURS[place]);
        let along = (hours - low) / (high - low);
        self.share[place - 1] + along * (self.share[place] - self.share[place - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_falls_from_one_to_nothing() {
        let mut buckets = [0; HOURS.len() + 1];
        buckets[8] = 30;
        buckets[12] = 70;
        let curve = BookingCurve::of(&buckets);
        let shares: Vec<f64> = (0..2_000)
            .map(|hours| curve.share_on_hand(f64::from(hours)))
            .collect();
        assert!((shares[0] - 1.0).abs() < 1e-12);
        assert!(shares.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
        assert!(curve.share_on_hand(1e9) < 1e-3);
    }

    #[test]
    fn without_bookings_half_are_on_hand_two_days_ahead() {
        let curve = BookingCurve::of(&[0; HOURS.len() + 1]);
        assert!((curve.share_on_hand(48.0) - 0.5).abs() < 0.01);
    }
}
