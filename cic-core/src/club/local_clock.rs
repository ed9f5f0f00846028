use chrono::{DateTime, Datelike, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// Club-local readings of instants given as seconds since 1970, by a table of the zone's offsets.
#[derive(Debug)]
pub(crate) struct LocalClock {
    /// `(from, offset seconds)`, ascending; the first entry holds from the start of the range.
    offsets: Vec<(u32, i32)>,
}

/// A club-local start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LocalStart {
    /// Days since 1970-01-01.
    pub day: u32,
    /// Minute of that day, 0 to 1,439.
    pub minute: u16,
}

impl LocalStart {
    /// Monday is 0. 1970-01-01 was a Thursday.
    pub(crate) const fn weekday(self) -> u32 {
        (self.day + 3) % 7
    }

    pub(crate) const fn is_weekday(self) -> bool {
        self.weekday() < 5
    }
}

impl LocalClock {
    /// A clock for instants from `first` to `last`.
    pub(crate) fn new(zone: Tz, first: u32, last: u32) -> Self {
        const HOURS_12: u32 = 12 * 3600;
        let offset_at = |seconds: u32| {
            let utc = DateTime::from_timestamp(i64::from(seconds), 0)
                .unwrap_or_default()
                .naive_utc();
            zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        };
        let mut offsets = vec![(0, offset_at(first))];
        let mut before = first;
        while before < last {
            let after = before.saturating_add(HOURS_12).min(last);
            if offset_at(after) != offset_at(before) {
                offsets.push((
                    first_second_of(offset_at(after), before, after, &offset_at),
                    offset_at(after),
                ));
            }
            before = after;
        }
        Self { offsets }
    }

    /// The club-local start of an instant in the clock's range.
    pub(crate) fn read(&self, seconds: u32) -> LocalStart {
        let entry = self.offsets.partition_point(|&(from, _)| from <= seconds).max(1) - 1;
        let local = i64::from(seconds) + i64::from(self.offsets[entry].1);
        let local = u32::try_from(local.max(0)).unwrap_or(u32::MAX);
        LocalStart {
            day: local / 86_400,
            minute: (local % 86_400 / 60) as u16,
        }
    }

    /// The [`LocalStart::day`] of a wall time.
    pub(crate) fn day_of(wall: NaiveDateTime) -> u32 {
        u32::try_from(wall.date().num_days_from_ce() - EPOCH_DAY_FROM_CE).unwrap_or(0)
    }
}

const EPOCH_DAY_FROM_CE: i32 = 719_163;

/// The first second in `(before, after]` at which the zone has `offset`, by halving.
fn first_second_of(offset: i32, before: u32, after: u32, offset_at: &impl Fn(u32) -> i32) -> u32 {
    let (mut low, mut high) = (before, after);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if offset_at(middle) == offset {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_zone_on_every_quarter_hour_of_two_years() {
        for zone in [
            chrono_tz::America::Chicago,
            chrono_tz::Australia::Lord_Howe,
            chrono_tz::Asia::Kolkata,
        ] {
            let first = 1_704_067_200_u32;
            let last = first + 2 * 366 * 86_400;
            let clock = LocalClock::new(zone, first, last);
            for seconds in (first..last).step_by(900) {
                let wall = DateTime::from_timestamp(i64::from(seconds), 0)
                    .unwrap()
                    .with_timezone(&zone)
                    .naive_local();
                let start = clock.read(seconds);
                assert_eq!(start.weekday(), wall.weekday().num_days_from_monday());
                assert_eq!(LocalClock::day_of(wall), start.day);
                assert_eq!(
                    u32::from(start.minute),
                    chrono::Timelike::num_seconds_from_midnight(&wall) / 60
                );
            }
        }
    }
}
