use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;

use super::Value;
use crate::error::Result;

/// The table and columns that a sheet fills, `position, name, ...`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// The table.
    pub(crate) table: &'static str,
    /// Its columns, in the order in which rows are pushed.
    pub(crate) names: &'static [&'static str],
}

impl Columns {
    /// `table (first, second)`.
    pub(super) fn target(&self) -> String {
        format!("{} ({})", self.table, self.names.join(", "))
    }
}

/// Rows gathered for one bulk write.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(super) columns: Columns,
    pub(super) rows: usize,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// One set of arguments per INSERT of [`rows_per_insert`] rows; the last may be short.
    Sqlite(Vec<SqliteArguments>),
    /// Text for COPY.
    Postgres(Vec<u8>),
}

/// How many rows one INSERT takes: enough to make the round trip cheap, few enough for SQLite's 32,766 parameters.
pub(super) const fn rows_per_insert(columns: usize) -> usize {
    let most = 32_766 / columns;
    if most < 256 { most } else { 256 }
}

impl Sheet {
    pub(super) const fn new(columns: Columns, content: Content) -> Self {
        Self {
            columns,
            rows: 0,
            content,
        }
    }

    /// How many rows it holds.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it is time to write it: SQLite keeps what it stages in its cache, PostgreSQL would rather plan rarely.
    pub(crate) const fn is_full(&self) -> bool {
        match self.content {
            Content::Sqlite(_) => self.rows >= 16_384,
            Content::Postgres(_) => self.rows >= 131_072,
        }
    }

    /// Hands its rows over and stays behind empty.
    pub(crate) fn take(&mut self) -> Self {
        let empty = match self.content {
            Content::Sqlite(_) => Content::Sqlite(Vec::new()),
            Content::Postgres(_) => Content::Postgres(Vec::new()),
        };
        std::mem::replace(self, Self::new(self.columns, empty))
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: &[Value<'_>]) -> Result<()> {
        debug_assert_eq!(row.len(), self.columns.names.len(), "{}", self.columns.table);
        match &mut self.content {
            Content::Sqlite(inserts) => {
                push_arguments(inserts, self.rows, row).map_err(sqlx::Error::Encode)?;
            }
            Content::Postgres(text) => push_copy_line(text, row),
        }
        self.rows += 1;
        Ok(())
    }
}

fn push_arguments(
    inserts: &mut Vec<SqliteArguments>,
    rows: usize,
    row: &[Value<'_>],
) -> Result<(), BoxDynError> {
    let per_insert = rows_per_insert(row.len());
    if rows.is_multiple_of(per_insert) {
        let mut arguments = SqliteArguments::default();
        arguments.reserve(per_insert * row.len(), 0);
        inserts.push(arguments);
    }
    let arguments = inserts.last_mut().expect("the first row pushed one");
    row.iter().try_for_each(|value| value.bind_sqlite(arguments))
}

fn push_copy_line(text: &mut Vec<u8>, row: &[Value<'_>]) {
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            text.push(b'\t');
        }
        value.write_copy(text);
    }
    text.push(b'\n');
}
