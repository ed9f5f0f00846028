use std::time::Instant;

use futures_util::TryStreamExt;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use super::pool::PATIENCE;
use super::sheet::{Content, rows_per_insert};
use super::{Cells, Columns, Sheet, Value, page};
use crate::error::{Error, Result};

/// A transaction; dropping it rolls it back.
#[derive(Debug)]
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// The bytes that go to PostgreSQL in one message of a COPY.
const COPY_MESSAGE_BYTES: usize = 1 << 20;

impl Transaction {
    /// Runs one statement; how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(open) => {
                let query = sqlx::query_with(sql, sqlite_arguments(values)?);
                query.execute(&mut **open).await?.rows_affected()
            }
            Self::Postgres(open) => {
                let query = sqlx::query_with(sql, postgres_arguments(values)?);
                query.execute(&mut **open).await?.rows_affected()
            }
        })
    }

    /// Hands each row of a query on `table` to `each`.
    pub(crate) async fn each(
        &mut self,
        table: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
        mut each: impl FnMut(&mut Cells<'_>) -> Result<()> + Send,
    ) -> Result<()> {
        match self {
            Self::Sqlite(open) => {
                let query = sqlx::query_with(sql, sqlite_arguments(values)?);
                let mut rows = query.fetch(&mut **open);
                while let Some(row) = rows.try_next().await? {
                    each(&mut Cells::of_sqlite(table, &row))?;
                }
            }
            Self::Postgres(open) => {
                let query = sqlx::query_with(sql, postgres_arguments(values)?);
                let mut rows = query.fetch(&mut **open);
                while let Some(row) = rows.try_next().await? {
                    each(&mut Cells::of_postgres(table, &row))?;
                }
            }
        }
        Ok(())
    }

    /// Hands each row of `table` to `each`, read page by page in the order of its ids.
    ///
    /// The query answers the last id of a page and its text; see [`page`].
    pub(crate) async fn each_in_pages(
        &mut self,
        table: &'static str,
        sql: &'static str,
        mut each: impl FnMut(&mut Cells<'_>) -> Result<()> + Send,
    ) -> Result<()> {
        let mut above = Some(i64::MIN);
        while let Some(id) = above {
            above = None;
            self.each(table, sql, &page::values(id), |cells| {
                above = cells.some_integer()?;
                let lines = cells
                    .some_text()?
                    .into_iter()
                    .flat_map(|text| text.split(page::BETWEEN_ROWS));
                for line in lines {
                    each(&mut Cells::of_line(table, line))?;
                }
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// Every row of a query on `table`, read by `read`.
    pub(crate) async fn all<T: Send>(
        &mut self,
        table: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&mut Cells<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(table, sql, values, |cells| {
            found.push(read(cells)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// The first cell of the one row that the statement answers.
    pub(crate) async fn number(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<i64> {
        let mut number = 0;
        self.each("", sql, values, |cells| {
            number = cells.integer()?;
            Ok(())
        })
        .await?;
        Ok(number)
    }

    /// An empty sheet for `columns`.
    pub(crate) fn sheet(&self, columns: Columns) -> Sheet {
        Sheet::new(
            columns,
            match self {
                Self::Sqlite(_) => Content::Sqlite(Vec::new()),
                Self::Postgres(_) => Content::Postgres(Vec::new()),
            },
        )
    }

    /// Writes the rows of `sheet` into its table and leaves it empty.
    pub(crate) async fn append(&mut self, sheet: &mut Sheet) -> Result<()> {
        let rows = std::mem::take(&mut sheet.rows);
        match (self, &mut sheet.content) {
            (Self::Sqlite(open), Content::Sqlite(inserts)) => {
                let per_insert = rows_per_insert(sheet.columns.names.len());
                let full = insert(&sheet.columns, per_insert);
                let mut left = rows;
                for arguments in inserts.drain(..) {
                    let here = left.min(per_insert);
                    let sql = if here == per_insert {
                        full.clone()
                    } else {
                        insert(&sheet.columns, here)
                    };
                    sqlx::query_with(AssertSqlSafe(sql), arguments)
                        .persistent(here == per_insert)
                        .execute(&mut **open)
                        .await?;
                    left -= here;
                }
            }
            (Self::Postgres(open), Content::Postgres(text)) => {
                let sql = format!("COPY {} FROM STDIN", sheet.columns.target());
                let mut copy = open.copy_in_raw(&sql).await?;
                for message in text.chunks(COPY_MESSAGE_BYTES) {
                    copy.send(message).await?;
                }
                copy.finish().await?;
                text.clear();
            }
            _ => unreachable!("a sheet is made by the transaction that appends it"),
        }
        Ok(())
    }

    /// Keeps imports apart. SQLite has one writer at a time anyway.
    pub(crate) async fn lock_imports(&mut self) -> Result<()> {
        let Self::Postgres(open) = self else {
            return Ok(());
        };
        let patient_until = Instant::now() + PATIENCE;
        loop {
            let free: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(7163263104)")
                .fetch_one(&mut **open)
                .await?;
            if free {
                return Ok(());
            }
            // An import that was just dropped is still being undone.
            if Instant::now() >= patient_until {
                return Err(Error::ImportUnderWay);
            }
            tokio::time::sleep(PATIENCE / 40).await;
        }
    }

    /// Tells the planner what a table freshly filled holds. SQLite plans well enough without.
    pub(crate) async fn analyze(&mut self, table: &'static str) -> Result<()> {
        if let Self::Postgres(open) = self {
            sqlx::raw_sql(AssertSqlSafe(format!("ANALYZE {table}")))
                .execute(&mut **open)
                .await?;
        }
        Ok(())
    }

    /// Empties a temporary table, space and all.
    pub(crate) async fn clear(&mut self, table: &'static str) -> Result<()> {
        match self {
            // SQLite truncates where no condition is given.
            Self::Sqlite(open) => {
                sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
                    .execute(&mut **open)
                    .await?;
            }
            Self::Postgres(open) => {
                sqlx::query(AssertSqlSafe(format!("TRUNCATE {table}")))
                    .execute(&mut **open)
                    .await?;
            }
        }
        Ok(())
    }

    /// Makes it last: the change is on disk when this returns.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(open) => open.commit().await?,
            Self::Postgres(open) => open.commit().await?,
        }
        Ok(())
    }

    /// Undoes it and waits until that is done.
    pub(crate) async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(open) => open.rollback().await?,
            Self::Postgres(open) => open.rollback().await?,
        }
        Ok(())
    }
}

fn insert(columns: &Columns, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns.names.len()].join(","));
    format!(
        "INSERT INTO {} VALUES {}",
        columns.target(),
        vec![row.as_str(); rows].join(",")
    )
}

fn sqlite_arguments(values: &[Value<'_>]) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    let bound = values
        .iter()
        .try_for_each(|value| value.bind_sqlite(&mut arguments));
    bound.map_err(sqlx::Error::Encode).map(|()| arguments)
}

fn postgres_arguments(values: &[Value<'_>]) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    let bound = values
        .iter()
        .try_for_each(|value| value.bind_postgres(&mut arguments));
    bound.map_err(sqlx::Error::Encode).map(|()| arguments)
}
