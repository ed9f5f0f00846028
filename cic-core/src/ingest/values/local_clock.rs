use chrono::DateTime;
use chrono_tz::Tz;

use crate::domain::{LocalReading, LocalTimeError};

const REMEMBERED_HOURS: usize = 4096;

/// Wall times of one zone to seconds since 1970 UTC; hours already met cost a look-up.
#[derive(Debug, Clone)]
pub(super) struct LocalClock {
    zone: Tz,
    /// Local hour since 1970 and the zone's offset throughout it, at the hour modulo the length.
    hours: Vec<(i64, i64)>,
}

impl LocalClock {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            zone,
            hours: vec![(i64::MIN, 0); REMEMBERED_HOURS],
        }
    }

    /// `wall_seconds` counts as though the wall clock were UTC.
    pub(super) fn seconds(&mut self, wall_seconds: i64) -> Result<i64, LocalTimeError> {
        let hour = wall_seconds.div_euclid(3600);
        #[expect(clippy::cast_possible_truncation, reason = "below the length")]
        let slot = hour.rem_euclid(REMEMBERED_HOURS as i64) as usize;
        if self.hours[slot].0 == hour {
            return Ok(wall_seconds - self.hours[slot].1);
        }
        let first = self.reading(hour * 3600);
        let last = self.reading(hour * 3600 + 3599);
        if let (LocalReading::One(first), LocalReading::One(last)) = (first, last) {
            let offset = hour * 3600 - first.timestamp();
            if last.timestamp() - first.timestamp() == 3599 {
                self.hours[slot] = (hour, offset);
                return Ok(wall_seconds - offset);
            }
        }
        let wall = naive(wall_seconds);
        self.reading(wall_seconds)
            .single(wall, self.zone)
            .map(|moment| moment.timestamp())
    }

    /// The first moment of a local day, whatever its clocks do.
    pub(super) fn day_start(&mut self, wall_seconds: i64) -> i64 {
        match self.reading(wall_seconds) {
            LocalReading::One(moment) | LocalReading::Twice(moment, _) | LocalReading::Skipped(_, moment) => {
                moment.timestamp()
            }
        }
    }

    fn reading(&self, wall_seconds: i64) -> LocalReading {
        LocalReading::of(naive(wall_seconds), self.zone)
    }
}

fn naive(wall_seconds: i64) -> chrono::NaiveDateTime {
    DateTime::from_timestamp(wall_seconds, 0)
        .unwrap_or_default()
        .naive_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembered_hours_agree_with_the_zone_at_every_minute_of_a_year() {
        for zone in [
            chrono_tz::America::Chicago,
            chrono_tz::Australia::Lord_Howe,
            chrono_tz::Asia::Kathmandu,
        ] {
            let mut clock = LocalClock::new(zone);
            for minute in 0..366 * 24 * 60 {
                let wall = 1_767_225_600 + minute * 60;
                let expected = LocalReading::of(naive(wall), zone).single(naive(wall), zone);
                assert_eq!(
                    clock.seconds(wall),
                    expected.map(|moment| moment.timestamp()),
                    "{wall} in {zone}"
                );
            }
        }
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_starts_when_its_clocks_do() {
        let mut clock = LocalClock::new(chrono_tz::America::Santiago);
        // 2024-09-08 begins at 01:00-03:00.
        assert_eq!(clock.day_start(1_725_753_600), 1_725_753_600 + 4 * 3600);
    }
}
