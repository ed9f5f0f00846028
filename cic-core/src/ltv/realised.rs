use super::discounting::Discounting;
use crate::churn::history::{Contracts, MONTH_SECONDS};
use crate::domain::{BookingStatus, Instant};
use crate::{Club, Settings};

/// What came to pass of one member after an instant.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Realised {
    /// Margin up to the horizon of the settings, discounted to the instant.
    pub margin: f64,
    /// Months until the membership ended, if it did within the horizon.
    pub exit_months: Option<f64>,
}

/// What came to pass of everyone in `known`, the club as known at `as_of`, by what `later` says: the test of a value.
///
/// Fees accrue until the membership ends, once a household; bookings count unless they were called off. `later` must
/// reach to the horizon.
#[must_use]
pub fn realised(known: &Club, later: &Club, settings: &Settings, as_of: Instant) -> Vec<Realised> {
    let economics = &settings.economics;
    let discounting = Discounting::new(economics.annual_discount_rate);
    let horizon = f64::from(economics.horizon_months);
    let contracts = Contracts::of(known, settings, as_of);
    let now = as_of.timestamp();
    let months_from_now = |seconds: i64| (seconds - now) as f64 / MONTH_SECONDS as f64;
    let mut place = vec![None; later.people().len()];
    let mut realised = vec![Realised::default(); known.people().len()];
    for (member, person) in known.people().iter().enumerate() {
        let Some(same) = later.find(&person.member.id) else {
            continue;
        };
        place[same] = Some(member);
        let exit = later.people()[same].member.cancelled_at;
        let exit_months = exit.map(|at| months_from_now(at.timestamp()));
        let fee = contracts.contracts[member].map_or(0.0, |contract| contract.fee_cents as f64 / 100.0);
        let until = exit_months.unwrap_or(horizon).clamp(0.0, horizon);
        realised[member] = Realised {
            margin: economics.margin * fee * discounting.of_stream(0.0, until),
            exit_months: exit_months.filter(|&months| months < horizon),
        };
    }
    for booking in later.bookings().iter() {
        let months = months_from_now(i64::from(booking.starts_at));
        let counts = (0.0..horizon).contains(&months) && booking.status != BookingStatus::Cancelled;
        if counts && let Some(member) = booking.organiser.and_then(|same| place[same]) {
            realised[member].margin +=
                economics.margin * booking.revenue.units() * discounting.factor(months);
        }
    }
    realised
}
