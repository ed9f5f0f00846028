use chrono::{Datelike, Days, NaiveTime};

use super::evaluate::Window;
use super::occupancy::Occupancy;
use super::stake::Situation;
use crate::club::{BookingView, instant_of, seconds_of};
use crate::domain::BookingKind;

/// Why an event cannot be held as asked, whatever it pays; `None` when nothing stands against it.
pub(super) fn obstacle(
    situation: &Situation<'_>,
    window: &Window<'_>,
    occupancy: &Occupancy,
) -> Option<String> {
    let venue = situation.club.venue();
    if !venue.is_open(venue.wall_time(instant_of(window.starts_at)), window.minutes) {
        return Some("the club is closed for all or part of that time".to_owned());
    }
    if exceeds_weekly_cap(situation, window) {
        let cap = situation.settings.event.weekly_event_court_hours.unwrap_or(0.0);
        return Some(format!(
            "events may take no more than {cap} court-hours in a week, and these would be more"
        ));
    }
    let can_be_had = |court: usize| !occupancy.is_taken[court];
    let had = match window.fixed {
        Some(courts) => courts.iter().filter(|&&court| can_be_had(court)).count(),
        None => (0..venue.courts.len()).filter(|&court| can_be_had(court)).count(),
    };
    (had < window.courts).then(|| {
        let taken = occupancy.is_taken.iter().filter(|&&taken| taken).count();
        format!(
            "{taken} of {} courts are already given to events, protected or out of use",
            venue.courts.len()
        )
    })
}

/// Whether the event takes its week beyond the club's cap of event court-hours.
pub(super) fn exceeds_weekly_cap(situation: &Situation<'_>, window: &Window<'_>) -> bool {
    let Some(cap) = situation.settings.event.weekly_event_court_hours else {
        return false;
    };
    let hours = window.courts as f64 * f64::from(window.minutes) / 60.0;
    week_of(situation, window.starts_at)
        .is_some_and(|(from, until)| hours + event_court_hours(situation, from, until) > cap + 1e-9)
}

/// From Monday to Monday, club-local, as seconds since 1970.
fn week_of(situation: &Situation<'_>, seconds: u32) -> Option<(u32, u32)> {
    let venue = situation.club.venue();
    let day = venue.local_day(instant_of(seconds));
    let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
    let midnight = |days: u64| {
        let wall = monday.checked_add_days(Days::new(days))?.and_time(NaiveTime::MIN);
        seconds_of(venue.reading(wall).earliest())
    };
    Some((midnight(0)?, midnight(7)?))
}

fn event_court_hours(situation: &Situation<'_>, from: u32, until: u32) -> f64 {
    let within = |starts_at: u32, ends_at: u32| f64::from(ends_at.min(until) - starts_at.max(from)) / 3_600.0;
    let rows = situation
        .club
        .bookings()
        .overlapping(from, until)
        .filter(BookingView::stands);
    let booked: f64 = rows
        .filter(|row| row.kind == BookingKind::Event && row.court.is_some())
        .map(|row| within(row.starts_at, row.ends_at()))
        .sum();
    let committed: f64 = situation
        .commitments
        .overlapping(from, until)
        .map(|event| event.courts.len() as f64 * within(event.starts_at, event.ends_at))
        .sum();
    booked + committed
}
