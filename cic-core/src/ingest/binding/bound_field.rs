use std::borrow::Cow;

use super::bound_source::BoundSource;
use super::columns::Columns;
use crate::ingest::FileRefused;
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::{Field, Source, Table};
use crate::ingest::record::Record;

/// A [`Field`] on columns that the file has; without sources when it has none of them.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct BoundField {
    sources: Vec<BoundSource>,
}

/// A field's value in one row, with the source that gave it.
pub(in crate::ingest) struct Value<'r> {
    pub(in crate::ingest) text: Cow<'r, str>,
    /// The column as the file names it.
    pub(in crate::ingest) column: &'r str,
    pub(in crate::ingest) source: Option<&'r Source>,
}

impl BoundField {
    /// Binds a table's field; empty when the table does not have it.
    pub(in crate::ingest) fn bind(
        table: &Table,
        name: &str,
        columns: &mut Columns<'_>,
    ) -> Result<Self, FileRefused> {
        let mut sources = Vec::new();
        if let Some(Field(written)) = table.fields.get(name) {
            for source in written {
                sources.extend(BoundSource::bind(source, columns)?);
            }
        }
        Ok(Self { sources })
    }

    /// Binds a field that the kind cannot do without.
    pub(in crate::ingest) fn bind_needed(
        table: &Table,
        name: &str,
        columns: &mut Columns<'_>,
    ) -> Result<Self, FileRefused> {
        let field = Self::bind(table, name, columns)?;
        if !field.sources.is_empty() {
            return Ok(field);
        }
        let wanted: Vec<&str> = table
            .fields
            .get(name)
            .into_iter()
            .flat_map(|Field(sources)| sources.iter().flat_map(Source::columns))
            .collect();
        Err(FileRefused {
            line: Some(1),
            column: wanted.first().map(|name| (*name).to_owned()),
            reason: format!("the file needs a column `{}`", wanted.join("` or `")),
        })
    }

    /// Binds a column as it stands.
    pub(in crate::ingest) fn of_column(name: &str, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        let source = BoundSource::bind(&Source::of_column(name), columns)?;
        Ok(Self {
            sources: source.into_iter().collect(),
        })
    }

    pub(in crate::ingest) const fn is_absent(&self) -> bool {
        self.sources.is_empty()
    }

    /// The value in this row: that of the first source that has one.
    pub(in crate::ingest) fn value<'r>(&'r self, record: &Record<'r>) -> Result<Value<'r>, ValueFault> {
        for source in &self.sources {
            let text = source.text(record)?;
            if !text.is_empty() {
                return Ok(Value {
                    text,
                    column: &source.column,
                    source: Some(&source.source),
                });
            }
        }
        let column = self.sources.first().map_or("", |source| source.column.as_str());
        Ok(Value {
            text: Cow::Borrowed(""),
            column,
            source: None,
        })
    }

    /// Whether the row has a value.
    pub(in crate::ingest) fn text<'r>(
        &'r self,
        record: &Record<'r>,
    ) -> Result<Option<Cow<'r, str>>, ValueFault> {
        self.value(record)
            .map(|value| (!value.text.is_empty()).then_some(value.text))
    }

    /// The value as an owned text; `None` when there is none.
    pub(in crate::ingest) fn owned(&self, record: &Record<'_>) -> Result<Option<String>, ValueFault> {
        Ok(self.text(record)?.map(Cow::into_owned))
    }

    /// The value, without which the row cannot go in.
    pub(in crate::ingest) fn needed<'r>(&'r self, record: &Record<'r>) -> Result<Value<'r>, ValueFault> {
        let value = self.value(record)?;
        if value.text.is_empty() {
            return Err(ValueFault::new(
                value.column,
                "",
                "the row has no value here and cannot do without",
            ));
        }
        Ok(value)
    }

    /// Reads the value, if the row has one.
    pub(in crate::ingest) fn read<T>(
        &self,
        record: &Record<'_>,
        reader: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ValueFault> {
        let value = self.value(record)?;
        if value.text.is_empty() {
            Ok(None)
        } else {
            value.read(reader).map(Some)
        }
    }
}

impl Value<'_> {
    /// Reads the text; a fault names the column.
    pub(in crate::ingest) fn read<T>(
        &self,
        reader: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, ValueFault> {
        reader(&self.text).map_err(|reason| self.fault(reason))
    }

    pub(in crate::ingest) fn fault(&self, reason: impl Into<String>) -> ValueFault {
        ValueFault::new(self.column, &self.text, reason)
    }
}
