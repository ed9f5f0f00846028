use chrono::Datelike;
use cic_core::domain::Instant;
use cic_core::ingest::QuarantinedRow;

use crate::connection::{Value, tears_a_page};

/// Why a row cannot go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) column: &'static str,
    pub(crate) value: String,
    pub(crate) reason: String,
}

/// How much of a value a report repeats, in characters.
const LONGEST_VALUE: usize = 200;

impl Refusal {
    pub(crate) fn new(column: &'static str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            column,
            value: value.chars().take(LONGEST_VALUE).collect(),
            reason: reason.into(),
        }
    }

    /// A member whom nobody described yet.
    pub(crate) fn unknown_member(column: &'static str, id: &str) -> Self {
        Self::new(column, id, "no member has this id; import the members first")
    }

    /// A key that stood on an earlier line with other values.
    pub(crate) fn contradicted(column: &'static str, key: &Value<'_>, first_line: u64) -> Self {
        let mut text = Vec::new();
        key.write_copy(&mut text);
        let reason = format!("line {first_line} says otherwise of the same; keep one of the two lines");
        Self::new(column, &String::from_utf8_lossy(&text), reason)
    }

    /// A time that the engine's calendar does not have.
    pub(crate) fn outside_calendar(column: &'static str, moment: Instant) -> Option<Self> {
        (!in_calendar(moment)).then(|| {
            Self::new(
                column,
                &moment.to_rfc3339(),
                "the time lies outside the years 1970 to 2105",
            )
        })
    }

    pub(crate) fn at_line(self, line: u64) -> QuarantinedRow {
        QuarantinedRow {
            line,
            column: self.column.to_owned(),
            value: self.value,
            reason: self.reason,
        }
    }
}

/// The longest key that both databases can index, in bytes.
const LONGEST_KEY: usize = 2_000;

/// Why no database would take these cells: `columns` are `line` and theirs.
pub(super) fn guard(
    columns: &'static [&'static str],
    key_cells: usize,
    cells: &[Value<'_>],
) -> Option<Refusal> {
    let mut key_bytes = 0;
    for (index, (column, cell)) in columns[1..].iter().zip(cells).enumerate() {
        match cell {
            Value::Text(text) => {
                if text.contains('\0') {
                    let shown = text.replace('\0', "\u{2400}");
                    return Some(Refusal::new(
                        column,
                        &shown,
                        "the text holds a NUL character; remove it",
                    ));
                }
                if tears_a_page(text) {
                    let reason = "the text holds a separator (U+001D to U+001F); remove it";
                    return Some(Refusal::new(column, &text.escape_debug().to_string(), reason));
                }
                if index < key_cells || *column == "email" {
                    key_bytes += text.len();
                }
            }
            Value::Instant(moment) => {
                if let Some(refusal) = Refusal::outside_calendar(column, *moment) {
                    return Some(refusal);
                }
            }
            Value::Date(day) => {
                if !(1..=9_999).contains(&day.year()) {
                    let reason = "the year does not have four digits";
                    return Some(Refusal::new(column, &day.to_string(), reason));
                }
            }
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Wall(_) => {}
        }
    }
    (key_bytes > LONGEST_KEY).then(|| {
        let reason = format!("the id is {key_bytes} bytes long; the longest is {LONGEST_KEY}");
        Refusal::new(columns[key_cells], "", reason)
    })
}

/// Whether the engine's calendar has this moment.
pub(crate) fn in_calendar(moment: Instant) -> bool {
    (1970..=2105).contains(&moment.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["line", "id", "name", "joined"];

    #[test]
    fn a_nul_is_refused_wherever_it_stands() {
        let refusal = guard(COLUMNS, 1, &["M1".into(), "a\0b".into()]).unwrap();
        assert_eq!((refusal.column, refusal.value.as_str()), ("name", "a\u{2400}b"));
    }

    #[test]
    fn a_text_may_be_long_and_a_key_may_not() {
        let long = "x".repeat(1_000_000);
        assert_eq!(guard(COLUMNS, 1, &["M1".into(), long.as_str().into()]), None);
        assert_eq!(
            guard(COLUMNS, 1, &[long.as_str().into(), "".into()])
                .unwrap()
                .column,
            "id"
        );
    }

    #[test]
    fn times_outside_the_engines_calendar_are_refused() {
        let moment: Instant = "2200-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            guard(COLUMNS, 1, &["M1".into(), "".into(), moment.into()])
                .unwrap()
                .column,
            "joined"
        );
    }
}
