use std::fmt::Display;
use std::str::Split;

use chrono::{NaiveDate, NaiveDateTime};
use cic_core::domain::{Instant, Money};
use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use super::{page, stamp};
use crate::error::{Error, Result};

/// The cells of one row, read from left to right.
pub(crate) struct Cells<'r> {
    table: &'static str,
    row: Driver<'r>,
    next: usize,
}

#[derive(Clone)]
enum Driver<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
    /// A row of a page: the whole of it, and the cells not read yet.
    Line(&'r str, Split<'r, char>),
}

/// Reads the next cell, by either driver or from the text of a page with `$read`.
macro_rules! next {
    ($cells:expr, $kind:ty, $read:expr) => {{
        let index = $cells.next;
        $cells.next += 1;
        match &mut $cells.row {
            Driver::Sqlite(row) => row.try_get_unchecked::<Option<$kind>, _>(index)?,
            Driver::Postgres(row) => row.try_get::<Option<$kind>, _>(index)?,
            Driver::Line(_, cells) => {
                let text = cells.next().ok_or_else(|| $cells.corrupt("a cell is missing"))?;
                let read: fn(&'r str) -> Option<$kind> = $read;
                let wrong = || $cells.corrupt(format_args!("{text:?} is not a value for this column"));
                (!text.is_empty())
                    .then(|| read(text).ok_or_else(wrong))
                    .transpose()?
            }
        }
    }};
}

impl<'r> Cells<'r> {
    pub(super) const fn of_sqlite(table: &'static str, row: &'r SqliteRow) -> Self {
        Self {
            table,
            row: Driver::Sqlite(row),
            next: 0,
        }
    }

    pub(super) const fn of_postgres(table: &'static str, row: &'r PgRow) -> Self {
        Self {
            table,
            row: Driver::Postgres(row),
            next: 0,
        }
    }

    pub(super) fn of_line(table: &'static str, line: &'r str) -> Self {
        Self {
            table,
            row: Driver::Line(line, line.split(page::BETWEEN_CELLS)),
            next: 0,
        }
    }

    /// Passes over a cell, such as the id that [`Cells::corrupt`] names.
    pub(crate) fn skip(&mut self) -> Result<()> {
        self.text().map(|_| ())
    }

    /// A text; empty where the database has none.
    pub(crate) fn text(&mut self) -> Result<&'r str> {
        Ok(next!(self, &'r str, Some).unwrap_or_default())
    }

    /// A text; neither NULL nor the empty text is one.
    pub(crate) fn some_text(&mut self) -> Result<Option<&'r str>> {
        Ok(next!(self, &'r str, Some).filter(|text| !text.is_empty()))
    }

    /// An owned [`Cells::some_text`].
    pub(crate) fn some_string(&mut self) -> Result<Option<String>> {
        Ok(self.some_text()?.map(str::to_owned))
    }

    /// The items of a list, on a page.
    pub(crate) fn items(&mut self) -> Result<impl Iterator<Item = &'r str> + use<'r>> {
        Ok(self
            .some_text()?
            .into_iter()
            .flat_map(|text| text.split(page::BETWEEN_ITEMS)))
    }

    pub(crate) fn some_integer(&mut self) -> Result<Option<i64>> {
        Ok(next!(self, i64, |text| text.parse().ok()))
    }

    /// A whole number; 0 where the database has none.
    pub(crate) fn integer(&mut self) -> Result<i64> {
        Ok(self.some_integer()?.unwrap_or_default())
    }

    /// A whole number of a narrower kind.
    pub(crate) fn number<N: TryFrom<i64>>(&mut self) -> Result<Option<N>> {
        self.some_integer()?
            .map(|number| {
                N::try_from(number).map_err(|_| self.corrupt(format_args!("{number} is out of range")))
            })
            .transpose()
    }

    pub(crate) fn some_real(&mut self) -> Result<Option<f64>> {
        Ok(next!(self, f64, |text| text.parse().ok()))
    }

    /// An amount selected as whole cents.
    pub(crate) fn some_money(&mut self) -> Result<Option<Money>> {
        Ok(self.some_integer()?.map(Money::from_cents))
    }

    pub(crate) fn some_instant(&mut self) -> Result<Option<Instant>> {
        match self.row {
            Driver::Postgres(_) => Ok(next!(self, Instant, stamp::read_instant)),
            Driver::Sqlite(_) | Driver::Line(..) => self.stamp(stamp::read_instant),
        }
    }

    /// An instant that every row has.
    pub(crate) fn instant(&mut self) -> Result<Instant> {
        self.some_instant()?
            .ok_or_else(|| self.corrupt("a time is missing"))
    }

    pub(crate) fn some_wall(&mut self) -> Result<Option<NaiveDateTime>> {
        match self.row {
            Driver::Postgres(_) => Ok(next!(self, NaiveDateTime, stamp::read_wall)),
            Driver::Sqlite(_) | Driver::Line(..) => self.stamp(stamp::read_wall),
        }
    }

    pub(crate) fn some_date(&mut self) -> Result<Option<NaiveDate>> {
        match self.row {
            Driver::Postgres(_) => Ok(next!(self, NaiveDate, stamp::read_date)),
            Driver::Sqlite(_) | Driver::Line(..) => self.stamp(stamp::read_date),
        }
    }

    /// A word that `parse` knows.
    pub(crate) fn word<W>(&mut self, parse: impl Fn(&str) -> Option<W>) -> Result<W> {
        let word = self.text()?;
        parse(word).ok_or_else(|| self.corrupt(format_args!("{word:?} is not a word for this column")))
    }

    /// An error that names the table and the row, by its first cell.
    pub(crate) fn corrupt(&self, reason: impl Display) -> Error {
        let text = match &self.row {
            Driver::Line(line, _) => line.split(page::BETWEEN_CELLS).next().map(str::to_owned),
            Driver::Sqlite(row) => row.try_get_unchecked::<Option<String>, _>(0).ok().flatten(),
            Driver::Postgres(row) => row
                .try_get::<Option<String>, _>(0)
                .ok()
                .flatten()
                .or_else(|| row.try_get::<i64, _>(0).ok().map(|id| id.to_string())),
        };
        Error::Corrupt {
            table: self.table,
            id: text.unwrap_or_default(),
            reason: reason.to_string(),
        }
    }

    fn stamp<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        self.some_text()?
            .map(|text| {
                read(text).ok_or_else(|| {
                    self.corrupt(format_args!(
                        "{text:?} is not a time; write it like 2026-02-19 19:00:00"
                    ))
                })
            })
            .transpose()
    }
}
