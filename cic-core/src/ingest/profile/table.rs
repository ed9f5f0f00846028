use std::collections::BTreeMap;

use serde::Deserialize;

use super::condition::Condition;
use super::field::Field;
use crate::ingest::RowKind;
use crate::settings::DateOrder;

/// One report of a source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What people call it.
    pub name: String,
    /// What its rows are.
    pub kind: RowKind,
    /// How it is written.
    #[serde(default)]
    pub format: Format,
    /// A file is this table when it has all of these columns; of several such tables the one that names most wins.
    pub recognised_by: Vec<String>,
    /// And at least one of these, if any are given.
    #[serde(default)]
    pub any_of: Vec<String>,
    /// Columns that are known and not read, so that no note mentions them.
    #[serde(default)]
    pub ignored: Vec<String>,
    /// The order of numeric dates, when the source always writes the same one.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// Columns of dates that no field reads, which still show the order of the others.
    #[serde(default)]
    pub other_dates: Vec<String>,
    /// What a time without an offset means.
    #[serde(default)]
    pub times: ZonePolicy,
    /// The clock time (`12:00`) of a booking whose start is a day alone; without it such a row is quarantined.
    #[serde(default)]
    pub time_of_day: Option<String>,
    /// Member ids that stand for any guest.
    #[serde(default)]
    pub guest_ids: Vec<String>,
    /// Rows that fail one of these are quarantined as left out.
    #[serde(default)]
    pub keep: Vec<Condition>,
    /// Whether `occurrence` begins with the start of play: rows of one time and name belong together.
    #[serde(default)]
    pub occurrence_has_start: bool,
    /// What columns that no field reads are.
    #[serde(default)]
    pub other_columns: OtherColumns,
    /// Where each field of a row comes from.
    pub fields: BTreeMap<String, Field>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text split by a delimiter, column names in the first line.
    #[default]
    Csv,
    /// JSON objects: one, several, or an array of them.
    Json,
}

/// What a time without an offset means; a written offset always counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZonePolicy {
    /// The venue's wall clock.
    #[default]
    Local,
    /// UTC.
    Utc,
    /// Nothing: the row is quarantined.
    Offset,
}

/// What columns that no field reads are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherColumns {
    /// Ignored, with a note.
    #[default]
    Ignored,
    /// Questions of a survey, their values the answers.
    Questions,
}

/// What stands before the cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`.
    Point,
    /// `1.234,50`.
    Comma,
}
