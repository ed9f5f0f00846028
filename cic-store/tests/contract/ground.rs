use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cic_core::Settings;
use cic_core::domain::{Instant, Venue};
use cic_core::ingest::{Batch, FileReport, ParsedRow, Row, RowKind};
use cic_store::{Import, ImportFile, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// A database of its own for one test.
pub(crate) struct Ground {
    pub(crate) url: String,
    pub(crate) store: Arc<dyn Store>,
    _folder: Option<tempfile::TempDir>,
}

impl Ground {
    /// A SQLite file, without tables.
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("cic.db").display());
        let store = cic_store::open(&url).await.unwrap();
        Self {
            url,
            store,
            _folder: Some(folder),
        }
    }

    /// A PostgreSQL database, without tables.
    pub(crate) async fn postgres() -> Self {
        static DATABASES: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("CIC_TEST_POSTGRES_URL").expect(
            "CIC_TEST_POSTGRES_URL names no PostgreSQL server; run the tests through cic-store/tests/postgres.sh, \
             or leave these out with `cargo nextest run -E 'not test(postgres)'`",
        );
        let name = format!(
            "cic_{}_{}",
            std::process::id(),
            DATABASES.fetch_add(1, Ordering::Relaxed)
        );
        let mut admin = PgConnection::connect(&server).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut admin)
            .await
            .unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        let url = format!("{head}/{name}");
        let store = cic_store::open(&url).await.unwrap();
        Self {
            url,
            store,
            _folder: None,
        }
    }

    /// Brings the tables up to this version.
    pub(crate) async fn migrated(self) -> Self {
        self.store.migrate().await.unwrap();
        self
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Runs statements as another program would.
    pub(crate) async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        } else {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        }
    }

    /// The first cell of the first row as text, as another program would read it.
    pub(crate) async fn text(&self, sql: &str) -> Option<String> {
        let sql = AssertSqlSafe(format!("SELECT CAST(({sql}) AS TEXT)"));
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        } else {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        }
    }

    /// Begins an import of `kind`.
    pub(crate) async fn begin(&self, kind: RowKind, dry_run: bool) -> cic_store::Result<Box<dyn Import>> {
        self.store.begin_import(file(kind, dry_run), &venue()).await
    }

    /// Imports lines of one row each, from line 2.
    pub(crate) async fn import(&self, kind: RowKind, rows: impl IntoIterator<Item = Row>) -> FileReport {
        self.import_lines(kind, rows.into_iter().map(|row| vec![row]))
            .await
    }

    /// Imports lines of several rows each, from line 2.
    pub(crate) async fn import_lines(
        &self,
        kind: RowKind,
        lines: impl IntoIterator<Item = Vec<Row>>,
    ) -> FileReport {
        let mut import = self.begin(kind, false).await.unwrap();
        import.take(batch(lines)).await.unwrap();
        let report = import.finish(Vec::new()).await.unwrap();
        assert_adds_up(&report);
        report
    }
}

/// Lines of rows, numbered from 2 as below a header.
pub(crate) fn batch(lines: impl IntoIterator<Item = Vec<Row>>) -> Batch {
    let parsed = (2..)
        .zip(lines)
        .map(|(line, rows)| ParsedRow { line, rows })
        .collect();
    Batch {
        parsed,
        quarantined: Vec::new(),
    }
}

/// rows = accepted + updated + unchanged + quarantined.
pub(crate) fn assert_adds_up(report: &FileReport) {
    let quarantined = report.quarantined.len() as u64;
    assert_eq!(
        report.rows,
        report.accepted + report.updated + report.unchanged + quarantined,
        "{report:?}"
    );
}

/// A file of `kind` whose import begins at noon.
pub(crate) fn file(kind: RowKind, dry_run: bool) -> ImportFile {
    ImportFile {
        name: format!("{kind:?}.csv").to_lowercase(),
        kind,
        profile: "canonical".to_owned(),
        started_at: at("2026-02-01T12:00:00Z"),
        dry_run,
    }
}

/// The default venue, in Chicago.
pub(crate) fn venue() -> Venue {
    Settings::default().venue
}

/// An instant.
pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// What came of a file, one line a fact.
pub(crate) fn told(report: &FileReport) -> String {
    let mut text = format!(
        "{}: {} rows = {} accepted + {} updated + {} unchanged + {} quarantined\n",
        report.file,
        report.rows,
        report.accepted,
        report.updated,
        report.unchanged,
        report.quarantined.len()
    );
    for row in &report.quarantined {
        text += &format!(
            "  line {}, {}: {:?}: {}\n",
            row.line, row.column, row.value, row.reason
        );
    }
    text
}
