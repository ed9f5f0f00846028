//! An engine as a program holds it: over tables, over files, or over a store whose changes it takes up.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use cic_core::club::tables::ClubTables;
use cic_core::columns::Columns;
use cic_core::domain::Instant;
use cic_core::engine::{FeaturesRequest, Observed};
use cic_core::ingest::ImportReport;
use cic_core::json::{from_text, to_text};
use cic_core::{Club, Engine, Fault, Settings, Stop};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::Store;
use crate::fitting;
use crate::import_files::{ImportError, ImportOptions, Listener, Profiles, import_files};
use crate::standing::{Current, Explicit, LoadError, load, renew};

/// The engine that answers now, and where its next one comes from.
pub struct HeldEngine {
    engine: RwLock<Arc<Engine>>,
    followed: Option<Followed>,
    report: Option<ImportReport>,
}

/// The store behind an engine, what the holder said of it, and what was found there last.
struct Followed {
    store: Arc<dyn Store>,
    explicit: Explicit,
    current: Mutex<Current>,
}

/// Files to take in, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Import {
    /// The files.
    pub paths: Vec<PathBuf>,
    /// Reads with this profile alone: a name, or the path of a file.
    pub profile: Option<String>,
    /// Report what would happen, and change nothing.
    pub dry_run: bool,
}

impl Import {
    /// Reads what a face says in JSON text.
    ///
    /// # Errors
    /// Text that says something else.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        Ok(from_text(text.as_bytes()).map_err(cic_core::Error::from)?)
    }
}

impl HeldEngine {
    fn of(engine: Arc<Engine>) -> Self {
        Self {
            engine: RwLock::new(engine),
            followed: None,
            report: None,
        }
    }

    /// Over the store behind `url`, as the latest fit left it unless said otherwise.
    ///
    /// # Errors
    /// When the store fails or the engine refuses what is stored.
    pub async fn open(url: &str, explicit: Explicit, now: Instant) -> Result<Self, LoadError> {
        let store = crate::open(url).await?;
        let current = load(store.as_ref(), &explicit, now).await?;
        let mut held = Self::of(Arc::clone(&current.engine));
        held.followed = Some(Followed {
            store,
            explicit,
            current: Mutex::new(current),
        });
        Ok(held)
    }

    /// Over tables, which stay with the caller; ends early once `stop` is raised.
    ///
    /// # Errors
    /// Every column that cannot be read, settings that cannot be used.
    pub fn from_tables(
        tables: &ClubTables<'_>,
        explicit: &Explicit,
        now: Instant,
        stop: &Stop,
    ) -> Result<Self, LoadError> {
        let (club, settings, as_of) = club_of(tables, explicit, now)?;
        let engine = Engine::fit_until(&club, &settings, as_of, None, stop)?;
        Ok(Self::of(Arc::new(engine)))
    }

    /// Over files, read exactly as an import reads them, into nothing that stays.
    ///
    /// # Errors
    /// Files that no source writes, settings that cannot be used.
    pub async fn from_files(
        import: &Import,
        explicit: &Explicit,
        now: Instant,
        listener: &mut dyn Listener,
    ) -> Result<Self, LoadError> {
        let (store, report) = take_in("sqlite::memory:", import, explicit, now, listener).await?;
        let current = load(store.as_ref(), explicit, now).await?;
        let mut held = Self::of(current.engine);
        held.report = Some(report);
        Ok(held)
    }

    /// The engine as it is now; it stays as it is in the hands of who asked.
    #[must_use]
    pub fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What became of every row of the files, where there were files.
    #[must_use]
    pub const fn report(&self) -> Option<&ImportReport> {
        self.report.as_ref()
    }

    /// Takes up what the store holds now; whether answers may differ. An engine without a store stays.
    ///
    /// # Errors
    /// When the store fails or the engine refuses what is stored.
    pub async fn refresh(&self, now: Instant) -> Result<bool, LoadError> {
        let Some(followed) = &self.followed else {
            return Ok(false);
        };
        let mut current = followed.current.lock().await;
        let renewed = renew(followed.store.as_ref(), &followed.explicit, &current, now).await?;
        let Some(renewed) = renewed else { return Ok(false) };
        let changes = !Arc::ptr_eq(&current.engine, &renewed.engine);
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&renewed.engine);
        *current = renewed;
        Ok(changes)
    }
}

/// Takes files into the store behind `url`, bringing its tables up to this version first.
///
/// # Errors
/// When the store fails, and [`LoadError::Files`] when a file is refused; what other files hold stays.
pub async fn import(
    url: &str,
    import: &Import,
    explicit: &Explicit,
    now: Instant,
    listener: &mut dyn Listener,
) -> Result<ImportReport, LoadError> {
    let (_, report) = take_in(url, import, explicit, now, listener).await?;
    Ok(report)
}

/// Fits the club in the store behind `url`, stores the fit and says in JSON what was fitted and what changed.
///
/// # Errors
/// When the store fails or the engine refuses what is stored.
pub async fn fit(url: &str, explicit: &Explicit, now: Instant) -> Result<String, LoadError> {
    let store = crate::open(url).await?;
    store.migrate().await?;
    let fitted = fitting::fit(store.as_ref(), explicit, now).await?;
    Ok(to_text(&serde_json::json!({
        "version": fitted.record.version,
        "previousVersion": fitted.previous.map(|previous| previous.version),
        "asOf": fitted.engine.as_of_text(),
        "unmoved": fitted.unmoved,
        "moves": fitted.moves,
        "segments": fitted.engine.segments(),
    })))
}

async fn take_in(
    url: &str,
    import: &Import,
    explicit: &Explicit,
    now: Instant,
    listener: &mut dyn Listener,
) -> Result<(Arc<dyn Store>, ImportReport), LoadError> {
    let of_profile = |why: String| LoadError::Files(vec![Fault::new("profile", why)]);
    let profiles = Profiles::choose(import.profile.as_deref()).map_err(|why| of_profile(why.to_string()))?;
    let store = crate::open(url).await?;
    store.migrate().await?;
    let settings = explicit.settings(store.latest_fit().await?.as_ref())?;
    let options = ImportOptions {
        settings: &settings,
        profiles: &profiles,
        now: explicit.as_of(&settings)?.unwrap_or(now),
        dry_run: import.dry_run,
    };
    let imported = import_files(store.as_ref(), &import.paths, &options, listener).await;
    let report = imported.map_err(|error| match error {
        ImportError::Store(error) => LoadError::Store(error),
        ImportError::Profile(why) => of_profile(why.to_string()),
    })?;
    let refused = report.files.iter().filter_map(|file| {
        let refused = file.refused.as_ref()?;
        Some(Fault::new(&file.file, &refused.reason))
    });
    let refused: Vec<Fault> = refused.collect();
    if refused.is_empty() {
        Ok((store, report))
    } else {
        Err(LoadError::Files(refused))
    }
}

/// Behaviour and segment of everyone in tables, as [`Observed::features`] has them, without fitting any model.
///
/// # Errors
/// Those of [`HeldEngine::from_tables`], a request that cannot be read.
pub fn features_of_tables(
    tables: &ClubTables<'_>,
    explicit: &Explicit,
    now: Instant,
    request: &str,
) -> Result<Columns, LoadError> {
    let request = FeaturesRequest::from_json(request)?;
    let (club, settings, as_of) = club_of(tables, explicit, now)?;
    Ok(Observed::of(&club, &settings, as_of)?.features(&request)?)
}

fn club_of(
    tables: &ClubTables<'_>,
    explicit: &Explicit,
    now: Instant,
) -> Result<(Arc<Club>, Settings, Instant), LoadError> {
    let settings = explicit.settings(None)?;
    let as_of = explicit.as_of(&settings)?.unwrap_or(now);
    let club = Arc::new(Club::from_tables(tables, &settings)?);
    Ok((club, settings, as_of))
}
