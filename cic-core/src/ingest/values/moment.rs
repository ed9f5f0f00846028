use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::date_text::{month_named, numeric_date, year_first};
use super::local_clock::LocalClock;
use crate::domain::Instant;
use crate::ingest::ZonePolicy;
use crate::settings::DateOrder;

/// Reads the times of one file.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Moments {
    clock: LocalClock,
    policy: ZonePolicy,
    order: Option<DateOrder>,
}

/// A text as a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct Moment {
    pub(in crate::ingest) at: Instant,
    /// The text is a day alone; `at` is where it begins.
    pub(in crate::ingest) is_day: bool,
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
    pub(in crate::ingest) fn new(zone: Tz, policy: ZonePolicy, order: Option<DateOrder>) -> Self {
        Self {
            clock: LocalClock::new(zone),
            policy,
            order,
        }
    }

    /// Reads a moment; the error is the reason to show.
    pub(in crate::ingest) fn read(&mut self, text: &str) -> Result<Moment, String> {
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

    /// A day moved to a clock time of it.
    pub(in crate::ingest) fn on_day(&mut self, text: &str, minute: u16) -> Result<Instant, String> {
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
    pub(in crate::ingest) fn read_day(&self, text: &str) -> Result<NaiveDate, String> {
        let seconds = self.written(text)?.days * DAY_SECONDS;
        if !(FIRST_SECOND..END_SECOND).contains(&seconds) {
            return Err(out_of_range());
        }
        DateTime::from_timestamp(seconds, 0)
            .map(|start| start.date_naive())
            .ok_or_else(unreadable)
    }

    fn written<'a>(&self, text: &'a str) -> Result<Written<'a>, String> {
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

fn unreadable() -> String {
    "this is not a time; write it like 2026-02-19T19:00 (club-local) or 2026-02-19T19:00:00-06:00".to_owned()
}

fn out_of_range() -> String {
    "the time lies before 1970 or after 2105".to_owned()
}

/// `19:00`, `19:00:30.5`, `7:00 PM`: seconds and microseconds of the day, and what stands behind.
fn clock_time(text: &str) -> Option<((i64, u32), &str)> {
    let (mut hour, rest) = two_digits(text)?;
    let (mut minute, mut second, mut micros) = (0, 0, 0);
    let mut rest = rest;
    let mut has_minutes = false;
    if let Some(after) = rest.strip_prefix(':') {
        (minute, rest) = two_digits(after)?;
        has_minutes = true;
        if let Some(after) = rest.strip_prefix(':') {
            (second, rest) = two_digits(after)?;
            if let Some(after) = rest.strip_prefix(['.', ',']) {
                let length = after.bytes().take_while(u8::is_ascii_digit).count();
                let padded = format!("{:0<6.6}", &after[..length]);
                micros = padded.parse().ok()?;
                rest = &after[length..];
            }
        }
    }
    let bare = rest.trim_start();
    let half = bare.get(..1).unwrap_or_default();
    let is_half_day = half.eq_ignore_ascii_case("a") || half.eq_ignore_ascii_case("p");
    if is_half_day {
        let letters: String = bare.chars().filter(|character| *character != '.').collect();
        let afternoon = letters.eq_ignore_ascii_case("pm");
        if !(afternoon || letters.eq_ignore_ascii_case("am")) || !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        rest = "";
    } else if !has_minutes {
        return None;
    }
    (hour < 24 && minute < 60 && second < 60).then_some((((hour * 60 + minute) * 60 + second, micros), rest))
}

fn two_digits(text: &str) -> Option<(i64, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, &text[length..]))
}

/// Seconds east of UTC; `Some(None)` when nothing is written, `None` when it is no offset.
fn offset(text: &str) -> Option<Option<i64>> {
    let text = text.trim();
    match text.as_bytes() {
        [] => Some(None),
        [b'Z' | b'z'] => Some(Some(0)),
        [sign @ (b'+' | b'-'), digits @ ..] => {
            let (hours, minutes) = match digits {
                [h1, h2] => ([*h1, *h2], [b'0', b'0']),
                [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => ([*h1, *h2], [*m1, *m2]),
                _ => return None,
            };
            let pair = |[tens, ones]: [u8; 2]| {
                (tens.is_ascii_digit() && ones.is_ascii_digit())
                    .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
            };
            let (hours, minutes) = (pair(hours)?, pair(minutes)?);
            let seconds = (hours * 60 + minutes) * 60;
            (hours < 24 && minutes < 60).then_some(Some(if *sign == b'-' { -seconds } else { seconds }))
        }
        _ if text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("gmt") => Some(Some(0)),
        _ => None,
    }
}

/// Proleptic Gregorian, as Howard Hinnant's `days_from_civil` counts.
fn days_since_1970(year: i64, month: u32, day: u32) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    if day == 0 || day > length {
        return None;
    }
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}
