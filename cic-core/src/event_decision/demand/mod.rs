//! How many courts are wanted in a slot: final demand, and what of it is still to come.

mod cell;
mod check;
mod curve;
mod history;
mod means;

use chrono_tz::Tz;

use crate::Club;
use crate::club::{LocalClock, LocalStart};
use crate::domain::{BookingKind, OpeningHours};
use crate::planning::CourtDemand;
pub(in crate::event_decision) use cell::{Cell, WEEK_CELLS};
pub use check::{DemandCheck, ForecastQuality};
use curve::BookingCurve;
use history::{History, KINDS};
use means::Means;

const SECONDS_A_DAY: u32 = 86_400;
/// How far back demand is remembered.
const HISTORY_DAYS: u32 = 728;
/// How far back the booking curve looks.
const CURVE_DAYS: u32 = 364;
/// A forecast's mean is never taken to be surer than this, as a share of it: the next weeks are not the last ones.
const LEAST_UNCERTAINTY: f64 = 0.1;

/// Final demand by weekday, hour, season and kind of booking, and how it comes in.
#[derive(Debug)]
pub(crate) struct DemandModel {
    clock: LocalClock,
    hours: OpeningHours,
    courts: usize,
    as_of: u32,
    slots_an_hour: f64,
    means: [Means; 3],
    curves: [BookingCurve; 3],
    /// Weeks of play that were looked at.
    pub weeks: u32,
}

/// Demand that is still to come in one slot.
#[derive(Debug, Clone, Copy)]
pub(in crate::event_decision) struct Remaining {
    /// Courts.
    pub demand: CourtDemand,
    /// Standard deviation of what is known of the mean, as a share of it.
    pub uncertainty: f64,
}

impl DemandModel {
    /// Fits what was played before `as_of`, seconds since 1970.
    pub(crate) fn fit(club: &Club, as_of: u32) -> Self {
        Self::fit_before(club, as_of, as_of)
    }

    /// Fits what was played before `until`, for questions as of `as_of`.
    fn fit_before(club: &Club, until: u32, as_of: u32) -> Self {
        let venue = club.venue();
        let rows = club.bookings();
        let first_play = if rows.is_empty() {
            until
        } else {
            rows.get(0).starts_at
        };
        let from = first_play
            .max(until.saturating_sub(HISTORY_DAYS * SECONDS_A_DAY))
            .min(until);
        let clock = cell::clock(time_zone(club), from, as_of);
        // Whole weeks only, so that no weekday is seen oftener than another.
        let weeks = (until - from) / (7 * SECONDS_A_DAY);
        let from = until - weeks * 7 * SECONDS_A_DAY;
        let slots_an_hour = 60.0 / f64::from(venue.slot_minutes.min(60));
        let counts = History::read(club, from, until).counted(&clock, &venue.hours);
        let curve_from = until.saturating_sub(CURVE_DAYS * SECONDS_A_DAY);
        Self {
            means: counts.map(|counts| Means::fit(&counts, slots_an_hour)),
            curves: BookingCurve::fit(club, KINDS, curve_from, until),
            clock,
            hours: venue.hours,
            courts: venue.courts.len(),
            as_of,
            slots_an_hour,
            weeks,
        }
    }

    /// The club-local reading of an instant, seconds since 1970.
    pub(in crate::event_decision) fn local(&self, seconds: u32) -> LocalStart {
        self.clock.read(seconds)
    }

    /// Demand in the slot that begins at `seconds` which has not booked yet while `on_hand` courts are; `share` of it
    /// counts.
    ///
    /// A slot's own rate is Gamma distributed around its mean, and what is on hand tells of it: with size r = 1 /
    /// overdispersion, n on hand and G the share usually on hand, the rate is (r + n) / (r + G x mean) times the usual.
    pub(in crate::event_decision) fn remaining(&self, seconds: u32, on_hand: u32, share: f64) -> Remaining {
        let cell = Cell::of(self.clock.read(seconds)).in_year();
        let hours = f64::from(seconds.saturating_sub(self.as_of)) / 3_600.0;
        // Sessions are put on by the club itself, long before: none of them waits for a court.
        let books_ahead = |kind: usize| KINDS[kind] != BookingKind::Session;
        let still = |kind: usize| match books_ahead(kind) {
            true => 1.0 - self.curves[kind].share_on_hand(hours),
            false => 0.0,
        };
        let usual = self.combined(cell, still);
        let in_the_end = self.combined(cell, |kind| f64::from(u8::from(books_ahead(kind))));
        let overdispersion = in_the_end.demand.overdispersion();
        let (mut mean, mut left) = (usual.demand.mean(), usual.demand.overdispersion());
        if overdispersion > 1e-9 {
            let size = 1.0 / overdispersion;
            let on_hand_as_usual = in_the_end.demand.mean() - mean;
            let seen = size + f64::from(on_hand);
            mean *= seen / (size + on_hand_as_usual);
            left = 1.0 / seen;
        }
        Remaining {
            demand: CourtDemand::negative_binomial(mean * share, left).unwrap_or(CourtDemand::NONE),
            ..usual
        }
    }

    /// Final demand in a cell of the week in the season of `seconds`.
    pub(in crate::event_decision) fn in_the_end(&self, week_cell: usize, seconds: u32) -> CourtDemand {
        let season = Cell::of(self.clock.read(seconds)).season;
        self.combined(season * WEEK_CELLS + week_cell, |_| 1.0).demand
    }

    /// The kinds' demands, each thinned, as one negative binomial of the same mean and variance.
    fn combined(&self, cell: usize, share: impl Fn(usize) -> f64) -> Remaining {
        let (mut mean, mut beyond, mut unknown) = (0.0, 0.0, 0.0);
        for (kind, means) in self.means.iter().enumerate() {
            let of_kind = means.mean[cell] * share(kind);
            mean += of_kind;
            beyond += means.overdispersion * of_kind * of_kind;
            if means.mean[cell] > 0.0 {
                let weeks = (means.slots[cell] / self.slots_an_hour).max(1.0);
                let variance = (1.0 / means.mean[cell] + means.overdispersion) / weeks;
                unknown += variance * of_kind * of_kind;
            }
        }
        if mean <= 0.0 {
            return Remaining {
                demand: CourtDemand::NONE,
                uncertainty: LEAST_UNCERTAINTY,
            };
        }
        let squares = mean * mean;
        Remaining {
            demand: CourtDemand::negative_binomial(mean, beyond / squares).unwrap_or(CourtDemand::NONE),
            uncertainty: (unknown / squares).sqrt().clamp(LEAST_UNCERTAINTY, 1.0),
        }
    }

    /// Bookings from which the booking curve of reservations is known.
    pub(in crate::event_decision) const fn curve_bookings(&self) -> u64 {
        self.curves[0].bookings
    }

    /// How many courts the venue has.
    pub(in crate::event_decision) const fn courts(&self) -> usize {
        self.courts
    }
}

fn time_zone(club: &Club) -> Tz {
    club.venue().time_zone
}
