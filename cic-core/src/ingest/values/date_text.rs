use crate::settings::DateOrder;

/// The first two numbers of a date that names its year last, and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct NumericDate<'a> {
    pub(in crate::ingest) first: u32,
    pub(in crate::ingest) second: u32,
    pub(super) year: i64,
    pub(super) rest: &'a str,
}

/// Year, month, day, and what stands behind the date.
pub(super) type DateAndRest<'a> = (i64, u32, u32, &'a str);

/// `02/19/2026 ...`, with `/`, `-` or `.` between the numbers.
pub(in crate::ingest) fn numeric_date(text: &str) -> Option<NumericDate<'_>> {
    let (first, rest) = number(text, 2)?;
    let rest = separator(rest)?;
    let (second, rest) = number(rest, 2)?;
    let rest = separator(rest)?;
    let (year, rest) = number(rest, 4)?;
    (year >= 1000).then_some(NumericDate {
        first,
        second,
        year: i64::from(year),
        rest,
    })
}

/// `2026-02-19 ...`, with `/`, `-` or `.` between the numbers.
pub(super) fn year_first(text: &str) -> Option<DateAndRest<'_>> {
    let (year, rest) = number(text, 4)?;
    let rest = separator(rest)?;
    let (month, rest) = number(rest, 2)?;
    let rest = separator(rest)?;
    let (day, rest) = number(rest, 2)?;
    (year >= 1000).then_some((i64::from(year), month, day, rest))
}

/// `19 Feb 2026 ...`, `Feb 19, 2026 ...`, `19-Feb-2026 ...`, with English names of months.
pub(super) fn month_named(text: &str) -> Option<DateAndRest<'_>> {
    let gap = |text| -> &str { str::trim_start_matches(text, [' ', ',', '-', '.', '/']) };
    let (day, month, rest) = if let Some((day, rest)) = number(text, 2) {
        let (month, rest) = month(gap(rest))?;
        (day, month, rest)
    } else {
        let (month, rest) = month(text)?;
        let (day, rest) = number(gap(rest), 2)?;
        (day, month, rest)
    };
    let (year, rest) = number(gap(rest), 4)?;
    (year >= 1000).then_some((i64::from(year), month, day, rest))
}

fn month(text: &str) -> Option<(u32, &str)> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let end = text
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = text[..end].to_ascii_lowercase();
    let index = NAMES
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word.as_str()))?;
    Some((u32::try_from(index + 1).ok()?, &text[end..]))
}

impl NumericDate<'_> {
    /// Month and day by an order that has the year last.
    pub(super) const fn month_and_day(&self, order: DateOrder) -> (u32, u32) {
        match order {
            DateOrder::Dmy => (self.second, self.first),
            DateOrder::Mdy | DateOrder::Ymd => (self.first, self.second),
        }
    }
}

fn number(text: &str, most_digits: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || length > most_digits {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

fn separator(text: &str) -> Option<&str> {
    text.strip_prefix(['/', '-', '.'])
}

/// Proleptic Gregorian, as Howard Hinnant's `days_from_civil` counts.
pub(super) fn days_since_1970(year: i64, month: u32, day: u32) -> Option<i64> {
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
