//! Days and minutes of the simulated history.
//!
//! Times are *local minutes*: minutes of wall clock since midnight of the first day. Nothing happens
//! between 00:30 and 03:00, so a local minute always names one moment.

use std::f64::consts::TAU;

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::domain::Instant;

pub(super) const MINUTES_PER_DAY: i32 = 1_440;
/// How far bookings on hand reach beyond the end of history.
pub(super) const FUTURE_WEEKS: u32 = 2;
/// Club events are booked at most this long before the first day.
const DAYS_BEFORE: i32 = 45;
/// Earliest and latest minute of a day at which people deal with bookings.
pub(super) const WAKING: (i32, i32) = (7 * 60, 22 * 60);

/// The simulated stretch of time: whole weeks that end with the day `until`, and two more.
#[derive(Debug)]
pub(super) struct Calendar {
    zone: Tz,
    first_day: NaiveDate,
    /// Weeks of history.
    pub(super) weeks: u32,
    days: Vec<Day>,
}

#[derive(Debug)]
struct Day {
    /// `2026-02-19`.
    date: [u8; 10],
    /// `-06:00`, from 03:00 on.
    offset: [u8; 6],
    offset_minutes: i32,
}

impl Calendar {
    pub(super) fn new(until: NaiveDate, months: u32, zone: Tz) -> Self {
        let begins = until.checked_sub_months(Months::new(months)).unwrap_or(until);
        let weeks = ((until - begins).num_days() / 7).max(1) as u32;
        let first_day = until + Duration::days(1 - i64::from(weeks) * 7);
        let last = (weeks + FUTURE_WEEKS) as i32 * 7 + 2;
        let days = (-DAYS_BEFORE..last)
            .map(|day| Day::of(first_day + Duration::days(i64::from(day)), zone))
            .collect();
        Self {
            zone,
            first_day,
            weeks,
            days,
        }
    }

    /// Days of history; the day of this number is the first one after it.
    pub(super) const fn history_days(&self) -> i32 {
        self.weeks as i32 * 7
    }

    /// The local minute at which history ends: midnight after `until`.
    pub(super) const fn as_of(&self) -> i32 {
        self.history_days() * MINUTES_PER_DAY
    }

    pub(super) fn date(&self, day: i32) -> NaiveDate {
        self.first_day + Duration::days(i64::from(day))
    }

    pub(super) fn day_of(&self, date: NaiveDate) -> i32 {
        (date - self.first_day).num_days() as i32
    }

    /// 0 is Monday.
    pub(super) fn weekday(&self, day: i32) -> usize {
        (self.first_day.weekday().num_days_from_monday() as i32 + day).rem_euclid(7) as usize
    }

    /// Months since the one in which history begins.
    pub(super) fn month(&self, day: i32) -> usize {
        let date = self.date(day);
        let months = |date: NaiveDate| date.year() * 12 + date.month0() as i32;
        (months(date) - months(self.first_day)).max(0) as usize
    }

    /// The first day of that month.
    pub(super) fn month_begins(&self, month: usize) -> NaiveDate {
        let first = self.first_day.with_day(1).unwrap_or(self.first_day);
        first
            .checked_add_months(Months::new(month as u32))
            .unwrap_or(first)
    }

    /// Appetite for indoor play over the year: high in January, low in August and at the turn of the year.
    pub(super) fn season(&self, day: i32) -> f64 {
        let date = self.date(day);
        let turn = f64::from(date.ordinal0()) / 365.25;
        let holidays = (date.month() == 12 && date.day() > 22) || (date.month() == 1 && date.day() < 3);
        let wave = 1.0 + 0.17 * (TAU * (turn - 0.06)).cos();
        if holidays { wave * 0.6 } else { wave }
    }

    /// The moment a local minute names.
    pub(super) fn instant(&self, minute: i32) -> Instant {
        let wall = self.wall(minute);
        let offset = self.known(minute).map_or_else(
            || {
                let reading = self.zone.offset_from_local_datetime(&wall).earliest();
                reading.map_or(0, |offset| offset.fix().local_minus_utc() / 60)
            },
            |day| day.offset_minutes,
        );
        (wall - Duration::minutes(i64::from(offset))).and_utc()
    }

    /// The wall clock at a local minute.
    pub(super) fn wall(&self, minute: i32) -> NaiveDateTime {
        self.first_day.and_hms_opt(0, 0, 0).unwrap_or_default() + Duration::minutes(i64::from(minute))
    }

    /// Writes `2026-02-19T19:00:00-06:00`.
    pub(super) fn write_rfc3339(&self, minute: i32, out: &mut Vec<u8>) {
        let index = minute.div_euclid(MINUTES_PER_DAY) + DAYS_BEFORE;
        let day = usize::try_from(index).ok().and_then(|index| self.days.get(index));
        let (Some(day), Some(clock_day)) = (day, self.known(minute)) else {
            let text = self.instant(minute).with_timezone(&self.zone).to_rfc3339();
            out.extend_from_slice(text.as_bytes());
            return;
        };
        let of_day = minute.rem_euclid(MINUTES_PER_DAY);
        out.extend_from_slice(&day.date);
        out.push(b'T');
        two_digits(of_day / 60, out);
        out.push(b':');
        two_digits(of_day % 60, out);
        out.extend_from_slice(b":00");
        out.extend_from_slice(&clock_day.offset);
    }

    /// The day whose offset holds at a local minute: clocks change at two in the morning.
    fn known(&self, minute: i32) -> Option<&Day> {
        let index = (minute - 150).div_euclid(MINUTES_PER_DAY) + DAYS_BEFORE;
        usize::try_from(index).ok().and_then(|index| self.days.get(index))
    }
}

impl Day {
    fn of(date: NaiveDate, zone: Tz) -> Self {
        let noon = date.and_hms_opt(12, 0, 0).unwrap_or_default();
        let offset = zone.offset_from_local_datetime(&noon).earliest();
        let offset_minutes = offset.map_or(0, |offset| offset.fix().local_minus_utc() / 60);
        let mut text = Vec::with_capacity(10);
        two_digits(date.year() / 100, &mut text);
        two_digits(date.year() % 100, &mut text);
        for part in [date.month(), date.day()] {
            text.push(b'-');
            two_digits(part as i32, &mut text);
        }
        let mut sign = vec![if offset_minutes < 0 { b'-' } else { b'+' }];
        two_digits(offset_minutes.abs() / 60, &mut sign);
        sign.push(b':');
        two_digits(offset_minutes.abs() % 60, &mut sign);
        let (mut date, mut offset) = ([b'0'; 10], [b'0'; 6]);
        date.copy_from_slice(&text);
        offset.copy_from_slice(&sign);
        Self {
            date,
            offset,
            offset_minutes,
        }
    }
}

/// Writes a number below 100 as two digits.
pub(super) fn two_digits(number: i32, out: &mut Vec<u8>) {
    out.push(b'0' + (number / 10 % 10) as u8);
    out.push(b'0' + (number % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_minutes_name_the_moments_of_the_zone_on_both_sides_of_a_clock_change() {
        let zone = chrono_tz::America::Chicago;
        let calendar = Calendar::new(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(), 6, zone);
        for day in -40..calendar.history_days() + 14 {
            for of_day in [0, 15, 330, 720, 1_439] {
                let minute = day * MINUTES_PER_DAY + of_day;
                let expected = zone.from_local_datetime(&calendar.wall(minute)).single().unwrap();
                assert_eq!(calendar.instant(minute), expected);
                let mut text = Vec::new();
                calendar.write_rfc3339(minute, &mut text);
                assert_eq!(String::from_utf8(text).unwrap(), expected.to_rfc3339());
            }
        }
    }
}
