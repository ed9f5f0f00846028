use chrono::{Datelike, NaiveDate};

use crate::club::{LocalClock, LocalStart};

/// Weekdays times hours: the cells of a week.
pub(in crate::event_decision) const WEEK_CELLS: usize = 7 * 24;
/// Winter, spring, summer and autumn by calendar months.
pub(super) const SEASONS: usize = 4;

/// Which part of a week, and which part of the year, a slot lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::event_decision) struct Cell {
    /// Monday is 0.
    pub weekday: usize,
    /// 0 to 23.
    pub hour: usize,
    /// December begins season 0.
    pub season: usize,
}

impl Cell {
    /// The cell of a club-local start.
    pub(in crate::event_decision) fn of(start: LocalStart) -> Self {
        Self {
            weekday: start.weekday() as usize,
            hour: usize::from(start.minute / 60),
            season: season_of(start.day),
        }
    }

    /// Its rank in the week.
    pub(in crate::event_decision) const fn in_week(self) -> usize {
        self.weekday * 24 + self.hour
    }

    /// Its rank in the week and the year.
    pub(super) const fn in_year(self) -> usize {
        self.season * WEEK_CELLS + self.in_week()
    }
}

fn season_of(day: u32) -> usize {
    let date = i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days);
    date.map_or(0, |date| (date.month() % 12 / 3) as usize)
}

/// The club-local clock over what is remembered and what can be asked for.
pub(in crate::event_decision) fn clock(zone: chrono_tz::Tz, first: u32, as_of: u32) -> LocalClock {
    const AHEAD: u32 = 800 * 86_400;
    LocalClock::new(zone, first.min(as_of), as_of.saturating_add(AHEAD))
}
