use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::Transaction;
use super::first_contact::first_contact;
use crate::error::{Error, Result};

/// Connections to one of the two databases.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// How long a writer waits for another: longer than any write takes but an import.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Pages that a connection may hold, in KiB: an import's index stays in memory instead of going to the log many times.
const CACHE_KIBIBYTES: &str = "-262144";

impl Pool {
    /// Connects to the database behind `url`.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            return Self::open_sqlite(url).await;
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(|_| Error::url(url))?;
            first_contact(&options).await?;
            let pool = PgPoolOptions::new().max_connections(8).connect_with(options);
            return Ok(Self::Postgres(pool.await?));
        }
        Err(Error::url(url))
    }

    async fn open_sqlite(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|_| Error::url(url))?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("cache_size", CACHE_KIBIBYTES)
            .pragma("temp_store", "MEMORY");
        // Each connection to `:memory:` would see a database of its own.
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let pool = SqlitePoolOptions::new()
            .max_connections(if in_memory { 1 } else { 8 })
            .idle_timeout((!in_memory).then_some(Duration::from_secs(60)))
            .max_lifetime(None);
        Ok(Self::Sqlite(pool.connect_with(options).await?))
    }

    /// Brings the tables up to this version.
    pub(crate) async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite(pool) => {
                sqlx::migrate!("migrations/sqlite").run(pool).await?;
                number_rows(pool).await?;
            }
            Self::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    /// Begins to read: every statement sees the same state.
    pub(crate) async fn read(&self) -> Result<Transaction> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => Transaction::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// Begins to write.
    pub(crate) async fn write(&self) -> Result<Transaction> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }
}

/// SQLite numbers rows by itself where `id` is INTEGER; tables written for PostgreSQL say SERIAL and leave it NULL.
async fn number_rows(pool: &SqlitePool) -> Result<()> {
    let tables = [
        ("bookings", sql!("booking_number")),
        ("survey_responses", sql!("survey_number")),
    ];
    for (table, number) in tables {
        let numbers_itself: bool = sqlx::query_scalar(sql!("table_numbers_itself"))
            .bind(table)
            .fetch_one(pool)
            .await?;
        if !numbers_itself {
            sqlx::raw_sql(number).execute(pool).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pragma(pool: &Pool, sql: &'static str) -> i64 {
        pool.write().await.unwrap().number(sql, &[]).await.unwrap()
    }

    /// A process that dies says nothing about a power cut: only a synced log does.
    #[tokio::test]
    async fn every_writing_connection_syncs_at_every_commit_and_checks_references() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("cic.db").display());
        let pool = Pool::open(&url).await.unwrap();
        assert_eq!(pragma(&pool, "PRAGMA synchronous").await, 2, "FULL");
        assert_eq!(pragma(&pool, "PRAGMA foreign_keys").await, 1);
        assert_eq!(
            pragma(
                &pool,
                "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"
            )
            .await,
            1
        );
    }

    #[tokio::test]
    async fn a_url_of_another_kind_is_refused_without_repeating_its_password() {
        for url in [
            "mysql://cic:secret@host/db",
            "postgres://cic:secret@host:notaport/db",
        ] {
            let error = Pool::open(url).await.unwrap_err().to_string();
            assert!(
                error.contains("is not a database URL") && !error.contains("secret"),
                "{error}"
            );
        }
        assert!(
            Pool::open("cic.db")
                .await
                .unwrap_err()
                .to_string()
                .contains("\"cic.db\"")
        );
    }
}
