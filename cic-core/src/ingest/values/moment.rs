use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::clock_text::{clock_time, offset};
use super::date_text::{days_since_1970, month_named, numeric_date, year_first};
use super::local_clock::LocalClock;
use crate::domain::Instant;
use crate::ingest::ZonePolicy;
use crate::settings::DateOrder;

/// Reads the times of one file.
#[derive(Debug, Clone)]
pub(crate) struct Moments {
    clock: LocalClock,
    policy: ZonePolicy,
    order: Option<DateOrder>,
}

/// A text as a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: Instant,
    /// The text is a day alone; `at` is where it begins.
    pub(crate) is_day: bool,
}

/// Days since 1970, seconds and microseconds of the day if given, and the offset if written.
struct Written<'a> {
    days: i64,
    time: Option<(i64, u32)>,
    rest: &'a str,
}

const FIRST_SECOND: i64 = 0;
/// 2106-01-01T00:00:00Z.
const END_SECOND: i64 = 4_291_747_200;
const DAY_SECONDS: i64 = 86_400;

impl Moments {
    pub(crate) fn new(zone: Tz, policy: ZonePolicy, order: Option<DateOrder>) -> Self {
        Self {
            clock: LocalClock::new(zone),
            policy,
            order,
        }
    }

    /// Reads a moment; the error is the reason to show.
    pub(crate) fn read(&mut self, text: &str) -> Result<Moment, String> {
        let written = self.written(text)?;
        let wall = written.days * DAY_SECONDS + written.time.map_or(0, |(seconds, _)| seconds);
        let is_day = written.time.is_none();
        let seconds = match offset(written.rest) {
            Some(Some(offset)) => wall - offset,
            None => return Err(unreadable()),
            Some(None) => match self.policy {
                ZonePolicy::Utc => wall,
                ZonePolicy::Local if is_day => self.clock.day_start(wall),
                ZonePolicy::Local => self.clock.seconds(wall).map_err(|error| error.to_string())?,
                ZonePolicy::Offset => {
                    return Err("the time has no offset; write it like 2026-02-19T19:00:00-06:00".to_owned());
                }
            },
        };
        if !(FIRST_SECOND..END_SECOND).contains(&seconds) {
            return Err(out_of_range());
        }
        let micros = written.time.map_or(0, |(_, micros)| micros);
        let at = DateTime::from_timestamp(seconds, micros * 1000).ok_or_else(unreadable)?;
        Ok(Moment { at, is_day })
    }

    /// The second of a wall time, which counts as though the wall clock were UTC.
    pub(crate) fn at_wall(&mut self, wall_seconds: i64) -> Result<i64, String> {
        self.clock
            .seconds(wall_seconds)
            .map_err(|error| error.to_string())
    }

    /// The second in which a day of the wall clock begins.
    pub(crate) fn day_start(&mut self, wall_seconds: i64) -> i64 {
        self.clock.day_start(wall_seconds)
    }

    /// A day moved to a clock time of it.
    pub(crate) fn on_day(&mut self, text: &str, minute: u16) -> Result<Instant, String> {
        let wall = self.written(text)?.days * DAY_SECONDS + i64::from(minute) * 60;
        let seconds = match self.policy {
            ZonePolicy::Utc => wall,
            ZonePolicy::Local | ZonePolicy::Offset => {
                self.clock.seconds(wall).map_err(|error| error.to_string())?
            }
        };
        DateTime::from_timestamp(seconds, 0).ok_or_else(unreadable)
    }

    /// Reads a calendar day; a time behind it does not count.
    pub(crate) fn read_day(&self, text: &str) -> Result<NaiveDate, String> {
        let seconds = self.written(text)?.days * DAY_SECONDS;
        if !(FIRST_SECOND..END_SECOND).contains(&seconds) {
            return Err(out_of_range());
        }
        DateTime::from_timestamp(seconds, 0)
            .map(|start| start.date_naive())
            .ok_or_else(unreadable)
    }

    fn written<'a>(&self, text: &'a str) -> Result<Written<'a>, String> {
        if let Some(written) = fixed(text) {
            return Ok(written);
        }
        let (year, month, day, rest) = if let Some(date) = year_first(text) {
            date
        } else if let Some(date) = numeric_date(text) {
            let order = match self.order {
                Some(order @ (DateOrder::Mdy | DateOrder::Dmy)) => order,
                Some(DateOrder::Ymd) => return Err(unreadable()),
                None => {
                    return Err(
                        "the order of day and month is not known; set `date_order` in [import] to \
                                \"mdy\" or \"dmy\""
                            .to_owned(),
                    );
                }
            };
            let (month, day) = date.month_and_day(order);
            (date.year, month, day, date.rest)
        } else {
            month_named(text).ok_or_else(unreadable)?
        };
        let days = days_since_1970(year, month, day).ok_or_else(|| self.no_such_day(year, month, day))?;
        let after = rest.trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']);
        if after.is_empty() {
            return Ok(Written {
                days,
                time: None,
                rest: "",
            });
        }
        let clock = after.strip_prefix(['T', 't']).unwrap_or(after);
        if clock.len() == rest.len() {
            return Err(unreadable());
        }
        let (time, rest) = clock_time(clock).ok_or_else(unreadable)?;
        Ok(Written {
            days,
            time: Some(time),
            rest,
        })
    }

    fn no_such_day(&self, year: i64, month: u32, day: u32) -> String {
        let order = match self.order {
            Some(DateOrder::Mdy) => " when the month comes first",
            Some(DateOrder::Dmy) => " when the day comes first",
            _ => "",
        };
        format!("there is no day {day} of month {month} in {year}{order}")
    }
}

/// `2026-02-19T19:00` and `2026-02-19T19:00:00` with what follows, the forms that most files hold.
fn fixed(text: &str) -> Option<Written<'_>> {
    let bytes = text.as_bytes();
    let two = |at: usize| {
        let (tens, ones) = (bytes[at].wrapping_sub(b'0'), bytes[at + 1].wrapping_sub(b'0'));
        (tens <= 9 && ones <= 9).then(|| u32::from(tens * 10 + ones))
    };
    if bytes.len() < 16 || bytes[4] != b'-' || bytes[7] != b'-' || bytes[13] != b':' {
        return None;
    }
    if bytes[10] != b'T' && bytes[10] != b' ' {
        return None;
    }
    let year = i64::from(two(0)? * 100 + two(2)?);
    let (month, day, hour, minute) = (two(5)?, two(8)?, two(11)?, two(14)?);
    let (second, end) = if bytes.len() >= 19 && bytes[16] == b':' {
        (two(17)?, 19)
    } else {
        (0, 16)
    };
    let rest = text.get(end..)?;
    // A fraction of a second or half of a day is for the general reader.
    let is_plain = rest.is_empty() || rest.starts_with(['Z', '+', '-']);
    if !is_plain || year < 1000 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from((hour * 60 + minute) * 60 + second);
    Some(Written {
        days: days_since_1970(year, month, day)?,
        time: Some((seconds, 0)),
        rest,
    })
}

fn unreadable() -> String {
    "this is not a time; write it like 2026-02-19T19:00 (club-local) or 2026-02-19T19:00:00-06:00".to_owned()
}

fn out_of_range() -> String {
    "the time lies before 1970 or after 2105".to_owned()
}
