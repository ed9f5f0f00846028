use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use cic_core::domain::Instant;
use cic_store::Store;

use super::arguments::Global;
use super::failure::Failure;
use crate::config::read_settings;
use cic_store::standing::{self, Current, Explicit};

/// Names the database where the command line does not.
const ENVIRONMENT: &str = "CIC_DATABASE_URL";
/// How long a database server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
const DEFAULT_DATABASE: &str = "sqlite://cic.db";

/// What every command was told.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    database: Option<String>,
    /// Settings and as-of, where they were given.
    pub(crate) explicit: Explicit,
    /// Whether the answer is for machines.
    pub(crate) json: bool,
}

impl Context {
    /// Reads the settings file, if one is named.
    pub(crate) fn new(global: Global) -> Result<Self, Failure> {
        let settings = global.settings.as_deref().map(read_settings).transpose()?;
        let explicit = Explicit {
            settings,
            as_of: global.as_of,
        };
        Ok(Self {
            database: global.database,
            explicit,
            json: global.json,
        })
    }

    /// The same, on another database with nothing else said.
    pub(crate) fn at_database(&self, url: String) -> Self {
        Self {
            database: Some(url),
            explicit: Explicit::default(),
            json: self.json,
        }
    }

    /// The database that was named on the command line.
    pub(crate) fn named_database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The wall clock, read once a command.
    pub(crate) fn now() -> Instant {
        Utc::now()
    }

    /// Opens the store to write to it: tables are brought up to date first.
    pub(crate) async fn open_to_write(&self) -> Result<Arc<dyn Store>, Failure> {
        let store = open(&self.url()).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// Opens the store to look at it; a SQLite file that is not there is not made.
    pub(crate) async fn open_to_read(&self) -> Result<Arc<dyn Store>, Failure> {
        let url = self.url();
        let file = url
            .strip_prefix("sqlite:")
            .map(|rest| rest.trim_start_matches("//"))
            .map(|rest| rest.split('?').next().unwrap_or_default());
        if let Some(file) = file
            && !file.is_empty()
            && file != ":memory:"
            && !Path::new(file).exists()
        {
            return Err(Failure::Refused(format!(
                "there is no database {file} yet; `cic import` makes it"
            )));
        }
        open(&self.url()).await
    }

    /// The engine of the latest fit, or of the explicit settings and as-of.
    pub(crate) async fn engine(&self) -> Result<(Arc<dyn Store>, Current), Failure> {
        let store = self.open_to_read().await?;
        let current = standing::load(store.as_ref(), &self.explicit, Self::now()).await?;
        Ok((store, current))
    }

    fn url(&self) -> Cow<'_, str> {
        let named = self.database.as_deref().map(Cow::Borrowed);
        let from_environment = || std::env::var(ENVIRONMENT).ok().filter(|url| !url.is_empty());
        named
            .or_else(|| from_environment().map(Cow::Owned))
            .unwrap_or(Cow::Borrowed(DEFAULT_DATABASE))
    }
}

async fn open(url: &str) -> Result<Arc<dyn Store>, Failure> {
    let opening = tokio::time::timeout(PATIENCE, cic_store::open(url)).await;
    let opened = opening.map_err(|_| {
        let seconds = PATIENCE.as_secs();
        Failure::Refused(format!("the database did not answer within {seconds} seconds"))
    })?;
    Ok(opened?)
}
