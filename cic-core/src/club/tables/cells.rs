use std::borrow::Cow;

use chrono::{DateTime, NaiveDate};

use super::column::Cell;
use crate::club::bookings::{seconds_of, seconds_up};
use crate::domain::{Instant, Money};
use crate::ingest::{Moments, ZonePolicy, checked_id, read_money};
use crate::settings::Settings;

/// Reads the times of one column.
pub(crate) struct Times {
    moments: Moments,
}

impl Times {
    pub(crate) fn new(settings: &Settings) -> Self {
        let (zone, order) = (settings.venue.time_zone, settings.import.date_order);
        Self {
            moments: Moments::new(zone, ZonePolicy::Local, order),
        }
    }

    /// An instant; a day alone is where it begins.
    pub(crate) fn instant(&mut self, cell: Cell<'_>) -> Result<Instant, String> {
        self.read(cell).map(|(at, _)| at)
    }

    /// The second in which play starts or ends, which a day alone does not tell.
    pub(super) fn second_of_play(&mut self, cell: Cell<'_>) -> Result<u32, String> {
        let (at, is_day) = self.read(cell)?;
        if is_day {
            return Err("a day has no time of day; give the start of play with its time".to_owned());
        }
        seconds_of(at).ok_or_else(out_of_range)
    }

    /// The second from which something is known.
    pub(super) fn second_of_knowledge(&mut self, cell: Cell<'_>) -> Result<u32, String> {
        seconds_up(self.instant(cell)?).ok_or_else(out_of_range)
    }

    /// A calendar day of the club.
    pub(super) fn day(&mut self, cell: Cell<'_>, settings: &Settings) -> Result<NaiveDate, String> {
        match cell {
            Cell::Text(text) => self.moments.read_day(text),
            _ => self.instant(cell).map(|at| settings.venue.local_day(at)),
        }
    }

    fn read(&mut self, cell: Cell<'_>) -> Result<(Instant, bool), String> {
        let (seconds, nanos, is_day) = match cell {
            Cell::Text(text) => return self.moments.read(text).map(|moment| (moment.at, moment.is_day)),
            Cell::Time {
                seconds,
                nanos,
                is_instant: true,
            } => (seconds, nanos, false),
            Cell::Time { seconds, nanos, .. } => (self.moments.at_wall(seconds)?, nanos, false),
            Cell::Day(day) => (self.moments.day_start(i64::from(day) * 86_400), 0, true),
            _ => return Err("this is not a time; convert the column to timestamps".to_owned()),
        };
        let at = DateTime::from_timestamp(seconds, nanos).filter(|&at| seconds_of(at).is_some());
        at.map(|at| (at, is_day)).ok_or_else(out_of_range)
    }
}

fn out_of_range() -> String {
    "the time lies before 1970 or after 2105; check the unit of the timestamps".to_owned()
}

/// An id as text.
pub(super) fn id(cell: Cell<'_>) -> Result<Cow<'_, str>, String> {
    match cell {
        Cell::Text(text) => checked_id(text).map(Cow::Borrowed),
        Cell::Integer(number) => Ok(Cow::Owned(number.to_string())),
        Cell::Number(_) => {
            Err("an id is text or a whole number; convert the column to integers or text".to_owned())
        }
        _ => Err("an id is text or a whole number".to_owned()),
    }
}

/// Free text.
pub(super) fn text(cell: Cell<'_>) -> Result<String, String> {
    match cell {
        Cell::Text(text) => Ok(text.to_owned()),
        Cell::Integer(number) => Ok(number.to_string()),
        Cell::Number(number) => Ok(number.to_string()),
        Cell::Day(_) => Ok(cell.shown()),
        _ => Err("this is not text; convert the column to text".to_owned()),
    }
}

/// An amount that was charged, in currency units.
pub(crate) fn charge(cell: Cell<'_>) -> Result<Money, String> {
    let amount = match cell {
        #[expect(clippy::cast_precision_loss, reason = "amounts beyond 9e10 are refused")]
        Cell::Integer(units) => Money::from_units(units as f64),
        Cell::Number(units) => Money::from_units(units),
        Cell::Text(text) => Some(read_money(text, None)?),
        _ => return Err("this is not an amount; convert the column to numbers of currency units".to_owned()),
    };
    let amount = amount.ok_or("an amount is a finite number between 0 and 9e10 currency units")?;
    if amount < Money::ZERO {
        return Err("the amount is negative; leave refunds out".to_owned());
    }
    Ok(amount)
}

/// A count from 0 to `most`.
pub(super) fn count(cell: Cell<'_>, most: u32) -> Result<u32, String> {
    let count = match cell {
        Cell::Integer(count) => u32::try_from(count).ok(),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be a u32"
        )]
        Cell::Number(count) if count.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&count) => {
            Some(count as u32)
        }
        Cell::Text(text) => text.parse().ok(),
        _ => None,
    };
    count
        .filter(|&count| count <= most)
        .ok_or_else(|| format!("this is not a whole number from 0 to {most}"))
}

/// One of our words.
pub(super) fn word<T>(cell: Cell<'_>, parse: impl Fn(&str) -> Option<T>, known: &str) -> Result<T, String> {
    let Cell::Text(text) = cell else {
        return Err(format!("this is not a word; write one of {known}"));
    };
    parse(text)
        .or_else(|| parse(&text.to_lowercase().replace([' ', '-'], "_")))
        .ok_or_else(|| format!("this word is not known here; write one of {known}"))
}
