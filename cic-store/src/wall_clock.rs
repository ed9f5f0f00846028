//! Club-local wall time and back, millions of times: the zone's rules are asked once a day of the calendar.

use std::collections::HashMap;

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use cic_core::domain::{Instant, LocalReading, Venue};

/// The clock on the club's wall.
#[derive(Debug)]
pub(crate) struct WallClock {
    zone: Tz,
    /// By day from the common era: the offset, where no clock is put back or forward near that day.
    plain_days: HashMap<i32, Option<Duration>>,
}

impl WallClock {
    /// The clock on the wall of `venue`.
    pub(crate) fn new(venue: &Venue) -> Self {
        Self {
            zone: venue.time_zone,
            plain_days: HashMap::new(),
        }
    }

    /// What the clock shows at a moment, and whether it shows it for the second time.
    pub(crate) fn wall(&mut self, moment: Instant) -> (NaiveDateTime, bool) {
        let utc = moment.naive_utc();
        if let Some(offset) = self.plain_offset(utc.date()) {
            return (utc + offset, false);
        }
        let wall = moment.with_timezone(&self.zone).naive_local();
        let again = match LocalReading::of(wall, self.zone) {
            LocalReading::Twice(_, second) => second == moment,
            LocalReading::One(_) | LocalReading::Skipped(..) => false,
        };
        (wall, again)
    }

    /// The moment at which the clock shows `wall`; for a skipped time the earlier reading.
    pub(crate) fn moment(&mut self, wall: NaiveDateTime, again: bool) -> Instant {
        if let Some(offset) = self.plain_offset(wall.date()) {
            return (wall - offset).and_utc();
        }
        match LocalReading::of(wall, self.zone) {
            LocalReading::Twice(_, second) if again => second,
            reading => reading.earliest(),
        }
    }

    /// The offset from UTC, unless it changes between the day before `day` and the day after it.
    fn plain_offset(&mut self, day: NaiveDate) -> Option<Duration> {
        let zone = self.zone;
        *self.plain_days.entry(day.num_days_from_ce()).or_insert_with(|| {
            let offset = |day: NaiveDate| {
                zone.offset_from_utc_datetime(&day.and_time(chrono::NaiveTime::MIN))
                    .fix()
                    .local_minus_utc()
            };
            let before = offset(day.checked_sub_days(Days::new(1))?);
            let steady = before == offset(day) && before == offset(day.checked_add_days(Days::new(2))?);
            steady.then(|| Duration::seconds(i64::from(before)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: Tz) -> WallClock {
        WallClock {
            zone,
            plain_days: HashMap::new(),
        }
    }

    #[test]
    fn every_moment_of_two_years_comes_back_from_the_wall() {
        use chrono_tz::{America, Asia, Australia, Europe, Pacific};
        let zones = [
            America::Chicago,
            Europe::Dublin,
            Australia::Lord_Howe,
            Asia::Kolkata,
            Pacific::Apia,
            America::St_Johns,
        ];
        for zone in zones {
            let mut clock = clock(zone);
            let mut moment: Instant = "2011-06-01T00:00:00Z".parse().unwrap();
            let end: Instant = "2013-06-01T00:00:00Z".parse().unwrap();
            while moment < end {
                let (wall, again) = clock.wall(moment);
                assert_eq!(wall, moment.with_timezone(&zone).naive_local());
                assert_eq!(clock.moment(wall, again), moment, "{zone} {wall} {again}");
                moment += Duration::minutes(17);
            }
        }
    }

    #[test]
    fn the_doubled_hour_is_told_apart() {
        let mut clock = clock(chrono_tz::America::Chicago);
        let first: Instant = "2026-11-01T06:30:00Z".parse().unwrap();
        let second: Instant = "2026-11-01T07:30:00Z".parse().unwrap();
        assert_eq!(clock.wall(first).0, clock.wall(second).0);
        assert_eq!((clock.wall(first).1, clock.wall(second).1), (false, true));
    }
}
