use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use cic_core::domain::{Instant, Money};
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, error::BoxDynError};

use super::stamp::{self, Stamp};

/// One cell on its way into a database.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Integer(i64),
    Real(f64),
    /// A moment, to the microsecond.
    Instant(Instant),
    /// Club-local wall time.
    Wall(NaiveDateTime),
    Date(NaiveDate),
}

impl Value<'_> {
    /// Club-local wall time, to the microsecond.
    pub(crate) fn wall(wall: NaiveDateTime) -> Self {
        Self::Wall(stamp::to_microseconds(wall.and_utc()).naive_utc())
    }

    pub(super) fn bind_postgres(&self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match *self {
            Self::Null => arguments.add(None::<&str>),
            Self::Text(ref text) => arguments.add(text.as_ref()),
            Self::Integer(number) => arguments.add(number),
            Self::Real(number) => arguments.add(number),
            Self::Instant(moment) => arguments.add(moment),
            Self::Wall(wall) => arguments.add(wall),
            Self::Date(day) => arguments.add(day),
        }
    }

    pub(super) fn bind_sqlite(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        let text = |text: &str| Arc::<str>::from(text);
        match *self {
            Self::Null => arguments.add(None::<&str>),
            Self::Text(ref content) => arguments.add(text(content)),
            Self::Integer(number) => arguments.add(number),
            Self::Real(number) => arguments.add(number),
            Self::Instant(moment) => arguments.add(text(Stamp::of_instant(moment).as_str())),
            Self::Wall(wall) => arguments.add(text(Stamp::of_wall(wall).as_str())),
            Self::Date(day) => arguments.add(text(Stamp::of_date(day).as_str())),
        }
    }

    /// Writes the cell as COPY reads it.
    pub(crate) fn write_copy(&self, line: &mut Vec<u8>) {
        match *self {
            Self::Null => line.extend_from_slice(b"\\N"),
            Self::Text(ref text) => write_copy_text(line, text),
            Self::Integer(number) => line.extend_from_slice(number.to_string().as_bytes()),
            Self::Real(number) => line.extend_from_slice(number.to_string().as_bytes()),
            Self::Instant(moment) => line.extend_from_slice(Stamp::of_instant(moment).as_str().as_bytes()),
            Self::Wall(wall) => line.extend_from_slice(Stamp::of_wall(wall).as_str().as_bytes()),
            Self::Date(day) => line.extend_from_slice(Stamp::of_date(day).as_str().as_bytes()),
        }
    }
}

fn write_copy_text(line: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'\\' => line.extend_from_slice(b"\\\\"),
            b'\n' => line.extend_from_slice(b"\\n"),
            b'\r' => line.extend_from_slice(b"\\r"),
            b'\t' => line.extend_from_slice(b"\\t"),
            _ => line.push(byte),
        }
    }
}

impl Hash for Value<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Text(text) => text.hash(state),
            Self::Integer(number) => number.hash(state),
            Self::Real(number) => number.to_bits().hash(state),
            Self::Instant(moment) => moment.hash(state),
            Self::Wall(wall) => wall.hash(state),
            Self::Date(day) => day.hash(state),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Money> for Value<'_> {
    fn from(amount: Money) -> Self {
        Self::Integer(amount.cents())
    }
}

impl From<Instant> for Value<'_> {
    fn from(moment: Instant) -> Self {
        Self::Instant(stamp::to_microseconds(moment))
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

macro_rules! from_integer {
    ($($integer:ty),+) => {$(
        impl From<$integer> for Value<'_> {
            fn from(number: $integer) -> Self {
                Self::Integer(i64::from(number))
            }
        }
    )+};
}
from_integer!(i64, u32, u16, u8, bool);

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_text_escapes_what_would_end_a_cell_or_a_line() {
        let mut line = Vec::new();
        Value::from("a\tb\\c\nd\re 🎾").write_copy(&mut line);
        assert_eq!(String::from_utf8(line).unwrap(), "a\\tb\\\\c\\nd\\re 🎾");
    }

    #[test]
    fn copy_tells_nothing_from_the_empty_text() {
        let mut line = Vec::new();
        Value::from(None::<&str>).write_copy(&mut line);
        Value::from("").write_copy(&mut line);
        assert_eq!(line, b"\\N");
    }
}
