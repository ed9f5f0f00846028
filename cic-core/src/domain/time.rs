use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A moment, UTC.
pub type Instant = DateTime<Utc>;

/// How many moments a club-local wall time names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalReading {
    /// Exactly one, as on all but two days a year.
    One(Instant),
    /// Two: clocks went back. Earlier first.
    Twice(Instant, Instant),
    /// None: clocks went forward over it. The readings by the offset before and after the gap.
    Skipped(Instant, Instant),
}

impl LocalReading {
    /// Reads a wall time in `zone`.
    #[must_use]
    pub fn of(wall: NaiveDateTime, zone: Tz) -> Self {
        match zone.from_local_datetime(&wall) {
            LocalResult::Single(moment) => Self::One(moment.to_utc()),
            LocalResult::Ambiguous(first, second) => {
                let (first, second) = (first.to_utc(), second.to_utc());
                Self::Twice(first.min(second), first.max(second))
            }
            LocalResult::None => {
                let reading = |shift_hours: i64| {
                    let nearby = zone.from_local_datetime(&(wall + chrono::Duration::hours(shift_hours)));
                    nearby.earliest().map_or_else(
                        || wall.and_utc(),
                        |moment| moment.to_utc() - chrono::Duration::hours(shift_hours),
                    )
                };
                let (before, after) = (reading(-3), reading(3));
                Self::Skipped(before.min(after), before.max(after))
            }
        }
    }

    /// The moment, or why there is not exactly one.
    pub fn single(self, wall: NaiveDateTime, zone: Tz) -> Result<Instant, LocalTimeError> {
        let rfc3339 = |moment: Instant| moment.with_timezone(&zone).to_rfc3339();
        match self {
            Self::One(moment) => Ok(moment),
            Self::Twice(first, second) => Err(LocalTimeError::Twice {
                wall,
                zone,
                first: rfc3339(first),
                second: rfc3339(second),
            }),
            Self::Skipped(before, after) => Err(LocalTimeError::Skipped {
                wall,
                zone,
                before: rfc3339(before),
                after: rfc3339(after),
            }),
        }
    }

    /// The earlier moment of those it may name: for stored wall times, which were checked on the way in.
    #[must_use]
    pub const fn earliest(self) -> Instant {
        match self {
            Self::One(moment) | Self::Twice(moment, _) | Self::Skipped(moment, _) => moment,
        }
    }

    /// The later moment of those it may name.
    #[must_use]
    pub const fn latest(self) -> Instant {
        match self {
            Self::One(moment) | Self::Twice(_, moment) | Self::Skipped(_, moment) => moment,
        }
    }
}

/// Why a text is not one moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocalTimeError {
    /// Not a time at all.
    #[error("{0:?} is not a time; write it like 2026-02-19T19:00 (club-local) or 2026-02-19T19:00:00-06:00")]
    Unreadable(String),
    /// Named twice by the clock going back.
    #[error("{wall} happens twice in {zone}; write {first} or {second}")]
    Twice {
        /// The wall time.
        wall: NaiveDateTime,
        /// The venue's zone.
        zone: Tz,
        /// The earlier reading.
        first: String,
        /// The later reading.
        second: String,
    },
    /// Skipped by the clock going forward.
    #[error("{wall} does not exist in {zone}, where clocks skip it; write {before} or {after}")]
    Skipped {
        /// The wall time.
        wall: NaiveDateTime,
        /// The venue's zone.
        zone: Tz,
        /// By the offset after the gap.
        before: String,
        /// By the offset before the gap.
        after: String,
    },
}

/// Reads an instant up to which knowledge counts: as [`parse_instant_or_local`], or a day alone, which is where it begins.
///
/// # Errors
/// Those of [`parse_instant_or_local`].
pub fn parse_as_of(text: &str, zone: Tz) -> Result<Instant, LocalTimeError> {
    let text = text.trim();
    let is_a_day = text.len() == "2026-02-19".len();
    let midnight = is_a_day.then(|| format!("{text}T00:00"));
    parse_instant_or_local(midnight.as_deref().unwrap_or(text), zone)
}

/// Reads RFC 3339 with an offset as that moment, and a time without one as club-local.
///
/// Seconds may be missing, and a blank may stand for the `T`. A wall time that daylight saving skips or
/// doubles is refused with both readings.
pub fn parse_instant_or_local(text: &str, zone: Tz) -> Result<Instant, LocalTimeError> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    for with_offset in [
        "%Y-%m-%dT%H:%M%:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M%:z",
    ] {
        if let Ok(moment) = DateTime::parse_from_str(text, with_offset) {
            return Ok(moment.to_utc());
        }
    }
    if let Some(utc) = text.strip_suffix('Z')
        && let Ok(wall) = NaiveDateTime::parse_from_str(utc, "%Y-%m-%dT%H:%M")
    {
        return Ok(wall.and_utc());
    }
    for local in [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
    ] {
        if let Ok(wall) = NaiveDateTime::parse_from_str(text, local) {
            return LocalReading::of(wall, zone).single(wall, zone);
        }
    }
    Err(LocalTimeError::Unreadable(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = chrono_tz::America::Chicago;

    #[test]
    fn an_offset_wins_over_the_zone() {
        let moment = parse_instant_or_local("2026-02-15T19:00:00Z", ZONE).unwrap();
        assert_eq!(
            moment.with_timezone(&ZONE).to_rfc3339(),
            "2026-02-15T13:00:00-06:00"
        );
    }

    #[test]
    fn a_doubled_hour_is_refused_with_both_readings() {
        let error = parse_instant_or_local("2026-11-01T01:30", ZONE).unwrap_err();
        assert_eq!(
            error.to_string(),
            "2026-11-01 01:30:00 happens twice in America/Chicago; \
             write 2026-11-01T01:30:00-05:00 or 2026-11-01T01:30:00-06:00"
        );
    }

    #[test]
    fn a_skipped_hour_is_refused_with_both_readings() {
        let error = parse_instant_or_local("2026-03-08 02:30", ZONE).unwrap_err();
        assert_eq!(
            error.to_string(),
            "2026-03-08 02:30:00 does not exist in America/Chicago, where clocks skip it; \
             write 2026-03-08T01:30:00-06:00 or 2026-03-08T03:30:00-05:00"
        );
    }
}
