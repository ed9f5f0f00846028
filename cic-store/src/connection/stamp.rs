//! Times as text: `2026-02-19 19:00:00` on the club's wall, `2026-02-20T01:00:00Z` in UTC, and
//! `.123456` behind the seconds where they are not whole.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use cic_core::domain::Instant;

/// The text of a time, without an allocation.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stamp {
    bytes: [u8; 27],
    length: usize,
}

impl Stamp {
    pub(super) fn of_instant(moment: Instant) -> Self {
        let utc = moment.naive_utc();
        let mut stamp = Self::of_date(utc.date());
        stamp.push(b"T");
        stamp.push_time(utc.time());
        stamp.push(b"Z");
        stamp
    }

    pub(super) fn of_wall(wall: NaiveDateTime) -> Self {
        let mut stamp = Self::of_date(wall.date());
        stamp.push(b" ");
        stamp.push_time(wall.time());
        stamp
    }

    pub(super) fn of_date(day: NaiveDate) -> Self {
        let mut stamp = Self::default();
        // Rows with years of more than four digits are quarantined before.
        stamp.push_digits::<4>(day.year().unsigned_abs());
        stamp.push(b"-");
        stamp.push_digits::<2>(day.month());
        stamp.push(b"-");
        stamp.push_digits::<2>(day.day());
        stamp
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("digits and separators are ASCII")
    }

    fn push_time(&mut self, time: NaiveTime) {
        self.push_digits::<2>(time.hour());
        self.push(b":");
        self.push_digits::<2>(time.minute());
        self.push(b":");
        self.push_digits::<2>(time.second());
        // A leap second is the last microsecond of its minute.
        let microseconds = (time.nanosecond() / 1_000).min(999_999);
        if microseconds > 0 {
            self.push(b".");
            self.push_digits::<6>(microseconds);
        }
    }

    fn push_digits<const WIDTH: usize>(&mut self, mut number: u32) {
        let mut digits = [b'0'; WIDTH];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).expect("below ten");
            number /= 10;
        }
        self.push(&digits);
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
    }
}

/// Cuts what PostgreSQL would not keep.
pub(super) fn to_microseconds(moment: Instant) -> Instant {
    let beyond = moment.nanosecond() % 1_000;
    if beyond == 0 {
        return moment;
    }
    moment - chrono::Duration::nanoseconds(i64::from(beyond))
}

/// Reads an instant as written above, or as other programs write one with an offset.
pub(super) fn read_instant(text: &str) -> Option<Instant> {
    if let Some(utc) = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00")) {
        return read_wall(utc).map(|stamp| stamp.and_utc());
    }
    DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z")
        .or_else(|_| DateTime::parse_from_rfc3339(text))
        .ok()
        .map(|moment| to_microseconds(moment.to_utc()))
}

/// Reads a wall time: `T` or a blank in the middle; seconds, fraction or the whole time may be missing.
pub(super) fn read_wall(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_at_checked(10).unwrap_or((text, ""));
    let date = read_date(date)?;
    if time.is_empty() {
        return Some(date.and_time(NaiveTime::MIN));
    }
    let time = time.strip_prefix([' ', 'T'])?;
    let bytes = time.as_bytes();
    let hour = digits(bytes.get(0..2)?)?;
    let minute = digits(bytes.get(3..5)?)?;
    let separators_hold = bytes[2] == b':' && (bytes.len() == 5 || bytes[5] == b':');
    let second = if bytes.len() == 5 {
        0
    } else {
        digits(bytes.get(6..8)?)?
    };
    let microsecond = match bytes.get(8..) {
        None | Some([]) => 0,
        Some([b'.', fraction @ ..]) if !fraction.is_empty() => read_microseconds(fraction)?,
        Some(_) => return None,
    };
    separators_hold
        .then(|| NaiveTime::from_hms_micro_opt(hour, minute, second, microsecond))
        .flatten()
        .map(|time| date.and_time(time))
}

/// Reads `2026-02-19`.
pub(super) fn read_date(text: &str) -> Option<NaiveDate> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
        return None;
    };
    let year = i32::try_from(digits(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[m0, m1])?, digits(&[d0, d1])?)
}

fn read_microseconds(fraction: &[u8]) -> Option<u32> {
    digits(fraction)?;
    let mut six = [b'0'; 6];
    let kept = fraction.len().min(6);
    six[..kept].copy_from_slice(&fraction[..kept]);
    digits(&six)
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_read_back_as_written() {
        let wall = NaiveDate::from_ymd_opt(2026, 2, 19)
            .unwrap()
            .and_hms_micro_opt(19, 0, 5, 40)
            .unwrap();
        assert_eq!(Stamp::of_wall(wall).as_str(), "2026-02-19 19:00:05.000040");
        assert_eq!(read_wall("2026-02-19 19:00:05.000040"), Some(wall));
        assert_eq!(
            Stamp::of_instant(wall.and_utc()).as_str(),
            "2026-02-19T19:00:05.000040Z"
        );
        assert_eq!(read_instant("2026-02-19T19:00:05.000040Z"), Some(wall.and_utc()));
    }

    #[test]
    fn walls_of_other_programs_are_read() {
        let wall = NaiveDate::from_ymd_opt(2026, 2, 19)
            .unwrap()
            .and_hms_opt(19, 0, 0);
        for text in [
            "2026-02-19T19:00",
            "2026-02-19 19:00:00",
            "2026-02-19 19:00:00.000000000",
        ] {
            assert_eq!(read_wall(text), wall, "{text}");
        }
        assert_eq!(read_wall("2026-02-19"), read_wall("2026-02-19 00:00"));
        for text in [
            "",
            "19/02/2026",
            "2026-02-30 10:00",
            "2026-02-19 25:00",
            "2026-02-19 10:00:00x",
            "🎾🎾🎾",
        ] {
            assert_eq!(read_wall(text), None, "{text}");
        }
    }
}
