//! What is charged beside the plan's fee, in cents.

use super::premises::{CASUAL, UNLIMITED, UNLIMITED_ANNUAL};

/// A guest's share.
pub(super) const GUEST: u32 = 1_000;
/// A lesson of an hour.
pub(super) const LESSON: u32 = 7_200;
/// A court for an hour of a company event.
pub(super) const EVENT_COURT_HOUR: u32 = 6_000;
/// The half hour of a weekday from which courts cost more.
const PEAK_FROM: usize = 34;

/// A court, by the organiser's plan.
pub(super) const fn court(plan: Option<u8>, weekday: usize, half: usize, halves: usize) -> u32 {
    let (hourly, hourly_at_peak) = match plan {
        None => (2_400, 3_200),
        Some(CASUAL) => (1_000, 1_600),
        Some(UNLIMITED | UNLIMITED_ANNUAL) => (0, 0),
        Some(_) => (0, 600),
    };
    let peak = weekday < 5 && half >= PEAK_FROM;
    let hourly = if peak { hourly_at_peak } else { hourly };
    hourly * halves as u32 / 2
}

/// A place in a session, by the registrant's plan.
pub(super) const fn registration(plan: Option<u8>, list: u32) -> u32 {
    match plan {
        None => list,
        Some(CASUAL) => list * 3 / 4,
        Some(UNLIMITED | UNLIMITED_ANNUAL) => list / 4,
        Some(_) => list / 2,
    }
}
