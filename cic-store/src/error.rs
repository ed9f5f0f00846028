use cic_core::ErrorKind;

/// The outcome of every call of a store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a store. Texts hold no personal data and no password.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL is not one of the two kinds.
    #[error("{0:?} is not a database URL; write sqlite://FILE or postgres://USER@HOST/DATABASE")]
    Url(String),
    /// The tables are not there or older than this version.
    #[error("the database has no tables of this version yet; run `cic migrate`")]
    NotMigrated,
    /// Another import holds the lock.
    #[error("another import is under way; try again when it is done")]
    ImportUnderWay,
    /// Nothing is stored under this id.
    #[error("no {what} has the id {id:?}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A stored row makes no sense.
    #[error("{table}, row {id}: {reason}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's key.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// The database refused or went away.
    #[error("the database did not do it: {0}")]
    Database(#[source] sqlx::Error),
    /// Nobody answers.
    #[error("no database answers at {server}: {why}; check that it runs there and may be reached")]
    Silent {
        /// Host and port.
        server: String,
        /// What came instead of an answer.
        why: String,
    },
    /// A migration failed.
    #[error("the tables could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The rows do not make a club.
    #[error("the stored rows do not make a club: {0}")]
    Club(#[from] cic_core::club::ClubError),
}

impl Error {
    /// The kind, for mapping to a status, an exception or a code.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Url(_) => ErrorKind::Invalid,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::ImportUnderWay => ErrorKind::Conflict,
            Self::NotMigrated
            | Self::Corrupt { .. }
            | Self::Database(_)
            | Self::Silent { .. }
            | Self::Migrate(_)
            | Self::Club(_) => ErrorKind::Unavailable,
        }
    }

    /// A refusal of `url` that repeats nothing after its kind, where a password may stand.
    pub(crate) fn url(url: &str) -> Self {
        Self::Url(
            url.split_once(':')
                .map_or_else(|| url.to_owned(), |(kind, _)| format!("{kind}:...")),
        )
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        let message = error
            .as_database_error()
            .map_or("", sqlx::error::DatabaseError::message);
        match code.as_deref() {
            // SQLite: busy, also while it recovers the log or has a stale snapshot.
            Some("5" | "261" | "517") => Self::ImportUnderWay,
            // PostgreSQL: undefined table, undefined column.
            Some("42P01" | "42703") => Self::NotMigrated,
            Some("1") if message.starts_with("no such table") || message.starts_with("no such column") => {
                Self::NotMigrated
            }
            _ => Self::Database(error),
        }
    }
}
