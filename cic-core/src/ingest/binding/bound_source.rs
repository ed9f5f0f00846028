use std::borrow::Cow;

use super::bound_condition::BoundCondition;
use super::columns::Columns;
use super::words::Words;
use crate::ingest::FileRefused;
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Source;
use crate::ingest::record::Record;

/// A [`Source`] on columns that the file has.
#[derive(Debug, Clone)]
pub(super) struct BoundSource {
    origin: Origin,
    /// As the file names it.
    pub(super) column: String,
    treatment: Option<Box<Treatment>>,
    pub(super) source: Source,
}

#[derive(Debug, Clone)]
enum Origin {
    Column(usize),
    Joined(Vec<usize>, String),
    Fixed(String),
}

/// What happens to a value beside being trimmed; most sources have none.
#[derive(Debug, Clone)]
struct Treatment {
    when: Option<BoundCondition>,
    strip_prefix: Option<String>,
    empty: Vec<String>,
    drop_holding: Vec<String>,
    words: Option<Words>,
}

impl BoundSource {
    /// `None` when the file lacks the columns.
    pub(super) fn bind(source: &Source, columns: &mut Columns<'_>) -> Result<Option<Self>, FileRefused> {
        let mut found = Vec::new();
        for name in source.columns() {
            found.extend(columns.find(name)?);
        }
        let origin = match (found.as_slice(), &source.value) {
            (_, Some(value)) => Origin::Fixed(value.clone()),
            ([], None) => return Ok(None),
            ([only], None) => Origin::Column(*only),
            (several, None) => Origin::Joined(
                several.to_vec(),
                source.with.clone().unwrap_or_else(|| " ".to_owned()),
            ),
        };
        let when = match &source.when {
            Some(condition) => match BoundCondition::bind(condition, columns)? {
                Some(bound) => Some(bound),
                None => return Ok(None),
            },
            None => None,
        };
        let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let treatment = Treatment {
            when,
            strip_prefix: source.strip_prefix.clone(),
            empty: lower(&source.empty),
            drop_holding: lower(&source.drop_holding),
            words: Words::of(source),
        };
        let names: Vec<&str> = found.iter().map(|&index| columns.name(index)).collect();
        Ok(Some(Self {
            origin,
            column: names.join(" + "),
            treatment: treatment.does_something().then(|| Box::new(treatment)),
            source: source.clone(),
        }))
    }

    /// The value in this row; empty when there is none.
    pub(super) fn text<'r>(&'r self, record: &Record<'r>) -> Result<Cow<'r, str>, ValueFault> {
        let Some(treatment) = &self.treatment else {
            return Ok(self.raw(record));
        };
        if treatment.when.as_ref().is_some_and(|when| !when.passes(record)) {
            return Ok(Cow::Borrowed(""));
        }
        treatment
            .apply(self.raw(record))
            .map_err(|(value, reason)| ValueFault::new(&self.column, &value, reason))
    }

    fn raw<'r>(&'r self, record: &Record<'r>) -> Cow<'r, str> {
        match &self.origin {
            Origin::Column(index) => Cow::Borrowed(record.value(*index)),
            Origin::Fixed(value) => Cow::Borrowed(value),
            Origin::Joined(indexes, with) => {
                let mut joined = String::new();
                for value in indexes.iter().map(|&index| record.value(index)) {
                    if !joined.is_empty() && !value.is_empty() {
                        joined.push_str(with);
                    }
                    joined.push_str(value);
                }
                Cow::Owned(joined)
            }
        }
    }
}

impl Treatment {
    const fn does_something(&self) -> bool {
        self.when.is_some()
            || self.strip_prefix.is_some()
            || !self.empty.is_empty()
            || !self.drop_holding.is_empty()
            || self.words.is_some()
    }

    fn apply<'r>(&'r self, value: Cow<'r, str>) -> Result<Cow<'r, str>, (String, String)> {
        let value = match &self.strip_prefix {
            Some(prefix) if value.starts_with(prefix.as_str()) => {
                Cow::Owned(value[prefix.len()..].trim_start().to_owned())
            }
            _ => value,
        };
        if !(self.empty.is_empty() && self.drop_holding.is_empty()) {
            let lower = value.to_lowercase();
            if self.empty.contains(&lower)
                || self.drop_holding.iter().any(|part| lower.contains(part.as_str()))
            {
                return Ok(Cow::Borrowed(""));
            }
        }
        match &self.words {
            Some(words) if !value.is_empty() => match words.translate(&value) {
                Ok(ours) => Ok(Cow::Borrowed(ours)),
                Err(reason) => Err((value.into_owned(), reason)),
            },
            _ => Ok(value),
        }
    }
}
