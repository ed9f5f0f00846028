use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::condition::Condition;
use super::table::DecimalMark;

/// Where a field's value comes from: sources in order, of which the first that has a value in the row counts.
///
/// Written as a column's name, as a table (see [`Source`]), or as a list of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Field(pub Vec<Source>);

/// One column, several joined, or a fixed value, and how its text is read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// The column.
    pub column: Option<String>,
    /// Columns whose values are joined; empty ones are left out.
    pub join: Vec<String>,
    /// What stands between joined values; a blank when not given.
    pub with: Option<String>,
    /// The same value in every row.
    pub value: Option<String>,
    /// The source counts in rows that pass this alone.
    pub when: Option<Condition>,
    /// Taken off the front of the value (`#` of `#207216`).
    pub strip_prefix: Option<String>,
    /// Values that mean none.
    pub empty: Vec<String>,
    /// A value that holds one of these texts means none (`noemail`).
    pub drop_holding: Vec<String>,
    /// What the source's words mean in ours.
    pub words: BTreeMap<String, String>,
    /// As `words`, for texts that hold the word; the longest wins.
    pub words_within: BTreeMap<String, String>,
    /// What any other word means; without it such a row is quarantined.
    pub otherwise: Option<String>,
    /// What stands between the entries of a list (players, guests, courts).
    pub separator: Option<String>,
    /// What stands before the id of each entry of a list (`(#`).
    pub open: Option<String>,
    /// What stands behind it (`)`).
    pub close: Option<String>,
    /// Court numbers of courts that have names.
    pub courts: BTreeMap<String, u16>,
    /// For a duration: minutes of one unit (`30` when the column counts half hours).
    pub unit_minutes: Option<f64>,
    /// For money: the decimal mark, where the file does not show it.
    pub decimal: Option<DecimalMark>,
}

impl Source {
    /// The columns it reads.
    pub(in crate::ingest) fn columns(&self) -> impl Iterator<Item = &str> {
        self.column.iter().chain(&self.join).map(String::as_str)
    }

    /// A column as it stands.
    pub(in crate::ingest) fn of_column(name: &str) -> Self {
        Self {
            column: Some(name.to_owned()),
            ..Self::default()
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a column's name, a table that describes a source, or a list of these")
    }

    fn visit_str<E>(self, name: &str) -> Result<Field, E> {
        Ok(Field(vec![Source::of_column(name)]))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Field, M::Error> {
        Source::deserialize(MapAccessDeserializer::new(map)).map(|source| Field(vec![source]))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Field, S::Error> {
        let mut sources = Vec::new();
        while let Some(Field(inner)) = list.next_element()? {
            sources.extend(inner);
        }
        Ok(Field(sources))
    }
}
