use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Instant, LocalReading, Point};

/// A court.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Court {
    /// The number that bookings name.
    pub id: u16,
    /// What the club calls it; defaults to `Court <id>`.
    #[serde(default)]
    pub name: Option<String>,
    /// Courts of one kind may stand in for each other.
    #[serde(default)]
    pub kind: Option<String>,
}

/// When the club is open: for each weekday from Monday, opening and closing minute, or closed.
///
/// A closing minute past 1,440 reaches into the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningHours(pub [Option<(u16, u16)>; 7]);

impl Default for OpeningHours {
    fn default() -> Self {
        let weekday = Some((8 * 60, 21 * 60));
        Self([
            weekday,
            weekday,
            weekday,
            weekday,
            weekday,
            Some((7 * 60, 19 * 60)),
            Some((7 * 60, 17 * 60)),
        ])
    }
}

impl OpeningHours {
    /// Opening and closing minute of a weekday.
    #[must_use]
    pub const fn on(&self, day: Weekday) -> Option<(u16, u16)> {
        self.0[day.num_days_from_monday() as usize]
    }
}

/// The place: its zone, courts, hours and grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    /// What it is called.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Where its clocks stand.
    pub time_zone: Tz,
    /// Its courts, by id ascending.
    pub courts: Vec<Court>,
    /// The grid of start times.
    pub slot_minutes: u16,
    /// A booking's length when the source does not say.
    pub booking_minutes: u16,
    /// A session with fewer registrants falls.
    pub session_minimum: u16,
    /// How many registrants a court seats.
    pub session_players_per_court: u16,
    /// When it is open.
    pub hours: OpeningHours,
    /// Where it stands.
    pub location: Option<Point>,
}

impl Venue {
    /// The club-local wall time of a moment.
    #[must_use]
    pub fn wall_time(&self, moment: Instant) -> NaiveDateTime {
        moment.with_timezone(&self.time_zone).naive_local()
    }

    /// The club-local day of a moment.
    #[must_use]
    pub fn local_day(&self, moment: Instant) -> NaiveDate {
        self.wall_time(moment).date()
    }

    /// How many moments a wall time names here.
    #[must_use]
    pub fn reading(&self, wall: NaiveDateTime) -> LocalReading {
        LocalReading::of(wall, self.time_zone)
    }

    /// Whether the club is open from `start` for the whole of `minutes`.
    #[must_use]
    pub fn is_open(&self, start: NaiveDateTime, minutes: u32) -> bool {
        let minute = start.time().num_seconds_from_midnight() / 60;
        let fits = |day: NaiveDate, minute: u32| {
            self.hours.on(day.weekday()).is_some_and(|(opens, closes)| {
                minute >= u32::from(opens) && minute + minutes <= u32::from(closes)
            })
        };
        fits(start.date(), minute)
            || start
                .date()
                .pred_opt()
                .is_some_and(|yesterday| fits(yesterday, minute + 24 * 60))
    }

    /// The rank of the court with this id.
    #[must_use]
    pub fn court_index(&self, id: u16) -> Option<usize> {
        self.courts.binary_search_by_key(&id, |court| court.id).ok()
    }
}
