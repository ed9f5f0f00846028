use super::tally::{RATE_DAYS, Tally};
use crate::Club;
use crate::club::{LocalClock, Person};
use crate::domain::{Instant, Money};

/// What one member was seen to do. Shares are of bookings played in the last 52 weeks, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Behaviour {
    /// Days with a visit, ever.
    pub visits: u32,
    /// Days with a visit a week over the last 12 weeks, or since the first trace but at least 4.
    pub visits_per_week: f64,
    /// Whole club-local days since the last visit.
    pub days_since_last_visit: Option<u32>,
    /// Mean days between the latest 13 visits; `None` with fewer than three visits.
    pub usual_gap_days: Option<f64>,
    /// Standard deviation over mean of the same gaps.
    pub visit_gap_variation: Option<f64>,
    /// What the member's own bookings and desk visits brought in the last 90 days.
    pub spend_90_days: Money,
    /// Share on weekdays 17:00 to 21:00.
    pub weekday_peak_share: Option<f64>,
    /// Share on weekdays before 16:00.
    pub off_peak_share: Option<f64>,
    /// Distinct partners per meeting with one.
    pub partner_variety: Option<f64>,
    /// Share in sessions and lessons.
    pub session_share: Option<f64>,
    /// Share alone on a court; `None` also where the club does not record players.
    pub alone_share: Option<f64>,
    /// Mean minutes of a booking.
    pub mean_stay_minutes: Option<f64>,
    /// Bookings of kind event.
    pub company_events: u32,
}

impl Behaviour {
    pub(super) fn of(
        tally: &Tally,
        partner_variety: Option<f64>,
        players_are_known: bool,
        person: &Person,
        club: &Club,
        as_of: Instant,
    ) -> Self {
        let today = LocalClock::day_of(club.venue().wall_time(as_of));
        let share = |part: u32| (tally.played > 0).then(|| f64::from(part) / f64::from(tally.played));
        let gaps = tally.gaps();
        let rhythm_is_known = gaps.len() >= 2;
        let mut behaviour = Self {
            visits: tally.days,
            visits_per_week: f64::from(tally.rate_days) / weeks_observed(person, as_of),
            days_since_last_visit: tally.last_day().map(|day| today.saturating_sub(day)),
            usual_gap_days: rhythm_is_known.then(|| mean(&gaps)),
            visit_gap_variation: rhythm_is_known.then(|| variation(&gaps)),
            spend_90_days: Money::from_cents(tally.spend_cents),
            weekday_peak_share: share(tally.weekday_peak),
            off_peak_share: share(tally.off_peak),
            partner_variety,
            session_share: share(tally.sessions),
            alone_share: share(tally.alone).filter(|_| players_are_known),
            mean_stay_minutes: share(tally.stay_minutes),
            company_events: tally.company_events,
        };
        if tally.days == 0
            && let Some(count) = person.visit_count()
        {
            const WEEKS_A_MONTH: f64 = 365.25 / 12.0 / 7.0;
            behaviour.visits = count.visits_last_month;
            behaviour.visits_per_week = f64::from(count.visits_last_month) / WEEKS_A_MONTH;
        }
        behaviour
    }

    /// Silent for more than twice their own rhythm.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        match (self.days_since_last_visit, self.usual_gap_days) {
            (Some(silent), Some(usual)) => f64::from(silent) > 2.0 * usual,
            _ => false,
        }
    }
}

fn weeks_observed(person: &Person, as_of: Instant) -> f64 {
    const MOST: f64 = RATE_DAYS as f64 / 7.0;
    let weeks = (as_of - person.known_since).num_seconds() as f64 / (7.0 * 86_400.0);
    weeks.clamp(4.0, MOST)
}

fn mean(gaps: &[u32]) -> f64 {
    gaps.iter().map(|&gap| f64::from(gap)).sum::<f64>() / gaps.len() as f64
}

fn variation(gaps: &[u32]) -> f64 {
    let count = gaps.len() as f64;
    let mean = mean(gaps);
    let square = gaps
        .iter()
        .map(|&gap| (f64::from(gap) - mean).powi(2))
        .sum::<f64>()
        / count;
    square.sqrt() / mean
}
