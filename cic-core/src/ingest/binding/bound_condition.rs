use super::columns::Columns;
use crate::ingest::FileRefused;
use crate::ingest::profile::Condition;
use crate::ingest::record::Record;
use crate::ingest::values::normal_word;

/// A [`Condition`] on a column that the file has.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct BoundCondition {
    index: usize,
    column: String,
    one_of: Vec<String>,
    none_of: Vec<String>,
    filled: Option<bool>,
    /// What rows that pass are like, for the reason shown beside one that does not.
    described: String,
}

impl BoundCondition {
    /// `None` when the file lacks the column.
    pub(in crate::ingest) fn bind(
        condition: &Condition,
        columns: &mut Columns<'_>,
    ) -> Result<Option<Self>, FileRefused> {
        let Some(index) = columns.find(&condition.column)? else {
            return Ok(None);
        };
        let normal = |words: &[String]| words.iter().map(|word| normal_word(word)).collect();
        let mut described = Vec::new();
        if !condition.one_of.is_empty() {
            described.push(format!("is one of {}", condition.one_of.join(", ")));
        }
        if !condition.none_of.is_empty() {
            described.push(format!("is none of {}", condition.none_of.join(", ")));
        }
        match condition.filled {
            Some(true) => described.push("has a value".to_owned()),
            Some(false) => described.push("has none".to_owned()),
            None => {}
        }
        Ok(Some(Self {
            index,
            column: columns.name(index).to_owned(),
            one_of: normal(&condition.one_of),
            none_of: normal(&condition.none_of),
            filled: condition.filled,
            described: described.join(" and "),
        }))
    }

    pub(in crate::ingest) fn passes(&self, record: &Record<'_>) -> bool {
        let value = record.value(self.index);
        if self.filled.is_some_and(|filled| filled == value.is_empty()) {
            return false;
        }
        if self.one_of.is_empty() && self.none_of.is_empty() {
            return true;
        }
        let word = normal_word(value);
        (self.one_of.is_empty() || self.one_of.contains(&word)) && !self.none_of.contains(&word)
    }

    pub(in crate::ingest) fn column(&self) -> &str {
        &self.column
    }

    pub(in crate::ingest) fn value<'r>(&self, record: &Record<'r>) -> &'r str {
        record.value(self.index)
    }

    /// `the profile keeps rows whose facid is one of 0, 1`.
    pub(in crate::ingest) fn reason(&self) -> String {
        format!(
            "left out by the profile, which keeps rows whose `{}` {}",
            self.column, self.described
        )
    }
}
