//! The engine as an opaque handle.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cic_core::club::tables::ClubTables;
use cic_core::{Club, Engine, Settings};
use cic_store::Store;
use cic_store::import_files::{ImportOptions, Listener, Profiles, import_files};
use cic_store::standing::{self, Current, Explicit, LoadError};
use pyo3::prelude::*;

use crate::columns::PyColumns;
use crate::frame::Frame;
use crate::work::{Place, brief, long, runtime};
use crate::{answer, error};

/// Club, features, segments and values as of one instant.
#[pyclass(frozen, module = "cic._engine", name = "Engine")]
pub(crate) struct PyEngine {
    engine: Mutex<Arc<Engine>>,
    opened: Option<Opened>,
    report: Option<String>,
}

/// The store behind an engine, and what it was told.
struct Opened {
    store: Arc<dyn Store>,
    explicit: Explicit,
    current: Mutex<Arc<Current>>,
}

impl PyEngine {
    fn new(engine: Arc<Engine>) -> Self {
        Self {
            engine: Mutex::new(engine),
            opened: None,
            report: None,
        }
    }

    fn engine(&self) -> Arc<Engine> {
        Arc::clone(&unpoisoned(&self.engine))
    }
}

/// What a mutex holds; nothing is left half done under these.
fn unpoisoned<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a caller said about settings and the instant.
pub(crate) fn explicit(py: Python<'_>, settings: Option<&str>, as_of: Option<String>) -> PyResult<Explicit> {
    let settings = settings.map(Settings::from_json).transpose();
    Ok(Explicit {
        settings: settings.map_err(|fault| error::core(py, &fault))?,
        as_of,
    })
}

#[pymethods]
impl PyEngine {
    #[staticmethod]
    #[pyo3(signature = (url, settings=None, as_of=None))]
    fn open(py: Python<'_>, url: String, settings: Option<&str>, as_of: Option<String>) -> PyResult<Self> {
        let explicit = explicit(py, settings, as_of)?;
        let told = explicit.clone();
        let opened = long(py, None, move || {
            runtime().block_on(async {
                let store = cic_store::open(&url).await?;
                let current = standing::load(store.as_ref(), &told, chrono::Utc::now()).await?;
                Ok::<_, LoadError>((store, Arc::new(current)))
            })
        })?;
        let (store, current) = opened.map_err(|fault| error::load(py, &fault))?;
        let engine = Mutex::new(Arc::clone(&current.engine));
        let opened = Some(Opened {
            store,
            explicit,
            current: Mutex::new(current),
        });
        Ok(Self {
            engine,
            opened,
            report: None,
        })
    }

    #[staticmethod]
    #[pyo3(signature = (members, bookings, surveys, enrichment, settings, as_of))]
    fn from_tables(
        py: Python<'_>,
        members: &Bound<'_, PyAny>,
        bookings: Option<Bound<'_, PyAny>>,
        surveys: Option<Bound<'_, PyAny>>,
        enrichment: Option<Bound<'_, PyAny>>,
        settings: Option<&str>,
        as_of: Option<String>,
    ) -> PyResult<Self> {
        let explicit = explicit(py, settings, as_of)?;
        let frame =
            |name, value: Option<Bound<'_, PyAny>>| value.map(|value| Frame::of(name, &value)).transpose();
        let members = Frame::of("members", members)?;
        let bookings = frame("bookings", bookings)?;
        let surveys = frame("surveys", surveys)?;
        let enrichment = frame("enrichment", enrichment)?;
        let fitted = long(py, None, move || {
            let settings = explicit.settings(None)?;
            let as_of = explicit.as_of(&settings)?.unwrap_or_else(chrono::Utc::now);
            let tables = ClubTables {
                members: Some(members.table()),
                bookings: bookings.as_ref().map(Frame::table),
                surveys: surveys.as_ref().map(Frame::table),
                enrichment: enrichment.as_ref().map(Frame::table),
            };
            let club = Arc::new(Club::from_tables(&tables, &settings)?);
            Ok::<_, LoadError>(Engine::fit(&club, &settings, as_of)?)
        })?;
        fitted
            .map(|engine| Self::new(Arc::new(engine)))
            .map_err(|fault| error::load(py, &fault))
    }

    #[staticmethod]
    #[pyo3(signature = (paths, settings=None, as_of=None, profile=None, progress=None))]
    fn from_files(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        settings: Option<&str>,
        as_of: Option<String>,
        profile: Option<String>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let url = "sqlite::memory:".to_owned();
        let explicit = explicit(py, settings, as_of)?;
        let place = Place::default();
        let heard = Arc::clone(&place);
        let outcome = long(
            py,
            progress.as_ref().map(|listener| (listener, &place)),
            move || {
                runtime().block_on(async {
                    let (store, report) =
                        import(&url, &paths, &explicit, profile.as_deref(), false, heard).await?;
                    let current = standing::load(store.as_ref(), &explicit, chrono::Utc::now()).await;
                    Ok::<_, ImportFailure>((report, current?))
                })
            },
        )?;
        let (report, current) = outcome.map_err(|failure| failure.raise(py))?;
        let mut engine = Self::new(Arc::clone(&current.engine));
        engine.report = Some(report);
        Ok(engine)
    }

    /// The JSON text of an answer.
    fn ask(&self, py: Python<'_>, question: &str, request: &str) -> PyResult<String> {
        let engine = self.engine();
        brief(py, || engine.ask(question, request))?.map_err(|fault| error::core(py, &fault))
    }

    /// An answer as Python values.
    fn answer<'py>(&self, py: Python<'py>, question: &str, request: &str) -> PyResult<Bound<'py, PyAny>> {
        answer::value(py, &self.ask(py, question, request)?)
    }

    /// An answer as columns.
    fn columns(&self, py: Python<'_>, question: &str, request: &str) -> PyResult<PyColumns> {
        let engine = self.engine();
        let columns =
            brief(py, || engine.ask_table(question, request))?.map_err(|fault| error::core(py, &fault))?;
        PyColumns::of(py, columns)
    }

    /// Takes up what the store holds now; whether answers may differ.
    fn refresh(&self, py: Python<'_>) -> PyResult<bool> {
        let Some(opened) = &self.opened else {
            return Ok(false);
        };
        let standing = Arc::clone(&unpoisoned(&opened.current));
        let (store, explicit) = (Arc::clone(&opened.store), opened.explicit.clone());
        let renewed = long(py, None, move || {
            runtime().block_on(standing::renew(
                store.as_ref(),
                &explicit,
                &standing,
                chrono::Utc::now(),
            ))
        })?;
        let Some(current) = renewed.map_err(|fault| error::load(py, &fault))? else {
            return Ok(false);
        };
        let mut engine = unpoisoned(&self.engine);
        let changes = !Arc::ptr_eq(&*engine, &current.engine);
        *engine = Arc::clone(&current.engine);
        *unpoisoned(&opened.current) = Arc::new(current);
        Ok(changes)
    }

    #[getter]
    fn version(&self) -> String {
        self.engine().version().to_owned()
    }

    /// Club-local, with its offset.
    #[getter]
    fn as_of(&self) -> String {
        let engine = self.engine();
        engine
            .as_of()
            .with_timezone(&engine.settings().venue.time_zone)
            .to_rfc3339()
    }

    #[getter]
    fn settings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        answer::value(py, &self.engine().settings().to_json())
    }

    #[getter]
    fn import_report<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.report
            .as_ref()
            .map(|report| answer::value(py, report))
            .transpose()
    }
}

/// Why files did not become an engine.
#[derive(Debug)]
pub(crate) enum ImportFailure {
    Store(cic_store::Error),
    Load(LoadError),
    Files(Vec<cic_core::Fault>),
}

impl From<LoadError> for ImportFailure {
    fn from(fault: LoadError) -> Self {
        Self::Load(fault)
    }
}

impl From<cic_store::Error> for ImportFailure {
    fn from(fault: cic_store::Error) -> Self {
        Self::Store(fault)
    }
}

impl ImportFailure {
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Store(fault) => error::store(py, &fault),
            Self::Load(fault) => error::load(py, &fault),
            Self::Files(faults) => error::core(py, &cic_core::Error::Invalid(faults)),
        }
    }
}

struct Hears {
    place: Place,
    file: String,
    bytes: u64,
}

impl Hears {
    fn note(&self, read: u64) {
        if let Ok(mut place) = self.place.lock() {
            *place = Some((self.file.clone(), read, self.bytes));
        }
    }
}

impl Listener for Hears {
    fn begins(&mut self, file: &str, bytes: u64) {
        (self.file, self.bytes) = (file.to_owned(), bytes);
        self.note(0);
    }

    fn has_read(&mut self, bytes: u64) {
        self.note(bytes);
    }
}

/// Imports files into the store behind `url`; a file that is refused is a fault.
pub(crate) async fn import(
    url: &str,
    paths: &[PathBuf],
    explicit: &Explicit,
    profile: Option<&str>,
    dry_run: bool,
    place: Place,
) -> Result<(Arc<dyn Store>, String), ImportFailure> {
    let refused = |file: &str, reason: &str| ImportFailure::Files(vec![cic_core::Fault::new(file, reason)]);
    let profiles = Profiles::choose(profile).map_err(|fault| refused("profile", &fault.to_string()))?;
    let store = cic_store::open(url).await?;
    store.migrate().await?;
    let settings = explicit.settings(store.latest_fit().await?.as_ref())?;
    let now = explicit.as_of(&settings)?.unwrap_or_else(chrono::Utc::now);
    let options = ImportOptions {
        settings: &settings,
        profiles: &profiles,
        now,
        dry_run,
    };
    let mut hears = Hears {
        place,
        file: String::new(),
        bytes: 0,
    };
    // On a worker: reading blocks, which the runtime must hear of.
    let report = import_files(store.as_ref(), paths, &options, &mut hears).await;
    let report = report.map_err(|fault| match fault {
        cic_store::import_files::ImportError::Store(fault) => ImportFailure::Store(fault),
        other => refused("profile", &other.to_string()),
    })?;
    let faults: Vec<cic_core::Fault> = report
        .files
        .iter()
        .filter_map(|file| Some(cic_core::Fault::new(&file.file, &file.refused.as_ref()?.reason)))
        .collect();
    if faults.is_empty() {
        Ok((store, cic_core::json::to_text(&report)))
    } else {
        Err(ImportFailure::Files(faults))
    }
}
