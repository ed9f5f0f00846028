use std::borrow::Cow;

/// Text by row, however its holder lays it out.
pub trait TextRows: Send + Sync {
    /// The text of a row.
    fn text(&self, row: usize) -> &str;

    /// How many rows there are.
    fn rows(&self) -> usize;
}

impl<T: AsRef<str> + Send + Sync> TextRows for Vec<T> {
    fn text(&self, row: usize) -> &str {
        self[row].as_ref()
    }

    fn rows(&self) -> usize {
        self.len()
    }
}

/// Which rows have a value: one bit a row, the lowest bit of a byte first, as Arrow has it.
#[derive(Debug, Clone)]
pub struct Validity<'a> {
    /// The bits.
    pub bits: Cow<'a, [u8]>,
    /// The bit of the first row.
    pub offset: usize,
}

impl Validity<'_> {
    fn is_valid(&self, row: usize) -> bool {
        let bit = self.offset + row;
        self.bits[bit / 8] >> (bit % 8) & 1 == 1
    }
}

/// The values of a column. `NaN` and empty text count as no value.
pub enum Values<'a> {
    /// Text row by row.
    Text(Box<dyn TextRows + 'a>),
    /// Dictionary-encoded text: `words[codes[row]]`.
    Words {
        /// By row; rows without a value may hold anything.
        codes: Cow<'a, [u32]>,
        /// The dictionary.
        words: Box<dyn TextRows + 'a>,
    },
    /// Whole numbers.
    Integers(Cow<'a, [i64]>),
    /// Numbers.
    Numbers(Cow<'a, [f64]>),
    /// Instants since 1970 in UTC, or club-local wall times written as though they were UTC.
    Times {
        /// By row.
        ticks: Cow<'a, [i64]>,
        /// 1, 1,000, 1,000,000 or 1,000,000,000.
        ticks_per_second: i64,
        /// Whether they are instants; else they are club-local wall times.
        are_instants: bool,
    },
    /// Days since 1970-01-01.
    Days(Cow<'a, [i32]>),
    /// Lists: those of row `r` are `items[ends[r - 1]..ends[r]]`, from `first` for row 0.
    Lists {
        /// Where the first list begins.
        first: usize,
        /// By row, where its list ends.
        ends: Cow<'a, [u32]>,
        /// The entries of all lists.
        items: Box<Column<'a>>,
    },
    /// No row has a value.
    Missing,
    /// A type that no field of a club is read from, by the name its holder gives it.
    Other(String),
}

/// One named column, borrowed from whoever holds it.
pub struct Column<'a> {
    /// Its name; case, blanks and underscores do not matter.
    pub name: Cow<'a, str>,
    /// Its values.
    pub values: Values<'a>,
    /// Which rows have a value; all of them without it.
    pub validity: Option<Validity<'a>>,
}

impl<'a> Column<'a> {
    /// A column all of whose rows have a value.
    pub fn new(name: impl Into<Cow<'a, str>>, values: Values<'a>) -> Self {
        Self {
            name: name.into(),
            values,
            validity: None,
        }
    }

    /// A column of texts, some of which may be missing as empty text.
    pub fn of_text<T: AsRef<str> + Send + Sync + 'a>(name: &'a str, texts: Vec<T>) -> Self {
        Self::new(name, Values::Text(Box::new(texts)))
    }

    /// How many rows it has; `None` when any number fits.
    pub(super) fn rows(&self) -> Option<usize> {
        match &self.values {
            Values::Text(texts) => Some(texts.rows()),
            Values::Words { codes, .. } => Some(codes.len()),
            Values::Integers(values) => Some(values.len()),
            Values::Numbers(values) => Some(values.len()),
            Values::Times { ticks, .. } => Some(ticks.len()),
            Values::Days(days) => Some(days.len()),
            Values::Lists { ends, .. } => Some(ends.len()),
            Values::Missing | Values::Other(_) => None,
        }
    }

    /// What it holds, in words.
    pub(super) fn kind(&self) -> &str {
        match &self.values {
            Values::Text(_) | Values::Words { .. } => "text",
            Values::Integers(_) => "whole numbers",
            Values::Numbers(_) => "numbers with fractions",
            Values::Times {
                are_instants: true, ..
            } => "times with a zone",
            Values::Times { .. } => "times without a zone",
            Values::Days(_) => "days",
            Values::Lists { .. } => "lists",
            Values::Missing => "nothing",
            Values::Other(kind) => kind,
        }
    }

    fn has_value(&self, row: usize) -> bool {
        self.validity
            .as_ref()
            .is_none_or(|validity| validity.is_valid(row))
    }

    /// The value of a row; lists are read by [`Column::list`].
    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        if !self.has_value(row) {
            return Cell::Missing;
        }
        match &self.values {
            Values::Text(texts) => Cell::of_text(texts.text(row)),
            Values::Words { codes, words } => Cell::of_text(words.text(codes[row] as usize)),
            Values::Integers(values) => Cell::Integer(values[row]),
            Values::Numbers(values) if values[row].is_nan() => Cell::Missing,
            Values::Numbers(values) => Cell::Number(values[row]),
            Values::Times {
                ticks,
                ticks_per_second,
                are_instants,
            } => {
                let (seconds, nanos) = split(ticks[row], *ticks_per_second);
                Cell::Time {
                    seconds,
                    nanos,
                    is_instant: *are_instants,
                }
            }
            Values::Days(days) => Cell::Day(days[row]),
            Values::Missing => Cell::Missing,
            Values::Lists { .. } | Values::Other(_) => Cell::Unreadable,
        }
    }

    /// The column of a list's entries and their rows in it; `None` when it holds no lists or the row has none.
    pub(super) fn list(&self, row: usize) -> Option<(&Column<'a>, std::ops::Range<usize>)> {
        let Values::Lists { first, ends, items } = &self.values else {
            return None;
        };
        if !self.has_value(row) {
            return None;
        }
        let from = if row == 0 { *first } else { ends[row - 1] as usize };
        Some((items, from..ends[row] as usize))
    }
}

/// Whole seconds and the rest, for the four units that there are: dividing by a constant is several times faster.
const fn split(ticks: i64, ticks_per_second: i64) -> (i64, u32) {
    const fn by<const UNIT: i64>(ticks: i64) -> (i64, u32) {
        let nanos = ticks.rem_euclid(UNIT) * (1_000_000_000 / UNIT);
        (ticks.div_euclid(UNIT), nanos as u32)
    }
    match ticks_per_second {
        1 => (ticks, 0),
        1_000 => by::<1_000>(ticks),
        1_000_000 => by::<1_000_000>(ticks),
        _ => by::<1_000_000_000>(ticks),
    }
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    Missing,
    /// Not empty, without blanks around it.
    Text(&'a str),
    Integer(i64),
    /// Not `NaN`.
    Number(f64),
    Time {
        seconds: i64,
        nanos: u32,
        is_instant: bool,
    },
    Day(i32),
    Unreadable,
}

impl<'a> Cell<'a> {
    pub(super) fn of_text(text: &'a str) -> Self {
        let text = match text.as_bytes() {
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
            _ => text.trim(),
        };
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    /// As people write it.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Missing => "no value".to_owned(),
            Self::Text(text) => format!("{:?}", text.chars().take(80).collect::<String>()),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Time {
                seconds,
                nanos,
                is_instant,
            } => chrono::DateTime::from_timestamp(seconds, nanos).map_or_else(
                || "a time beyond all calendars".to_owned(),
                |at| {
                    if is_instant {
                        at.to_rfc3339()
                    } else {
                        at.naive_utc().to_string()
                    }
                },
            ),
            Self::Day(day) => chrono::DateTime::from_timestamp(i64::from(day) * 86_400, 0)
                .map_or_else(|| day.to_string(), |at| at.date_naive().to_string()),
            Self::Unreadable => "a value of another type".to_owned(),
        }
    }
}
