//! The engine as an opaque handle.

use std::sync::Arc;

use chrono::Utc;
use cic_core::club::tables::ClubTables;
use cic_core::engine::Operation;
use cic_core::json::{to_text, with_snake_case_keys};
use cic_store::held_engine::{HeldEngine, Import, features_of_tables};
use cic_store::standing::Explicit;
use pyo3::prelude::*;

use crate::columns::PyColumns;
use crate::error::Result;
use crate::frame::Frame;
use crate::progress::Progress;
use crate::work::{awaited, brief, long};

/// Club, features, segments and values as of one instant.
#[pyclass(frozen, module = "cic._engine", name = "Engine")]
pub(crate) struct PyEngine(Arc<HeldEngine>);

impl From<HeldEngine> for PyEngine {
    fn from(held: HeldEngine) -> Self {
        Self(Arc::new(held))
    }
}

/// Members, bookings, surveys, enrichment.
type GivenTables<'py> = [Option<Bound<'py, PyAny>>; 4];

struct Frames([Option<Frame>; 4]);

impl Frames {
    fn of(tables: GivenTables<'_>) -> Result<Self> {
        let names = ["members", "bookings", "surveys", "enrichment"];
        let mut frames = [const { None }; 4];
        for ((frame, table), name) in frames.iter_mut().zip(tables).zip(names) {
            *frame = table.map(|table| Frame::of(name, &table)).transpose()?;
        }
        Ok(Self(frames))
    }

    fn tables(&self) -> ClubTables<'_> {
        let [members, bookings, surveys, enrichment] =
            self.0.each_ref().map(|frame| frame.as_ref().map(Frame::table));
        ClubTables {
            members,
            bookings,
            surveys,
            enrichment,
        }
    }
}

/// Behaviour and segment of everyone in tables.
#[pyfunction]
pub(crate) fn features(
    py: Python<'_>,
    tables: GivenTables<'_>,
    settings: Option<&str>,
    as_of: Option<String>,
    request: String,
) -> Result<PyColumns> {
    let (explicit, frames) = (Explicit::told(settings, as_of)?, Frames::of(tables)?);
    let columns = long(py, move |_stop| {
        features_of_tables(&frames.tables(), &explicit, Utc::now(), &request)
    })?;
    Ok(PyColumns::of(py, columns)?)
}

#[pymethods]
impl PyEngine {
    #[staticmethod]
    fn open(py: Python<'_>, url: String, settings: Option<&str>, as_of: Option<String>) -> Result<Self> {
        let explicit = Explicit::told(settings, as_of)?;
        let opening = async move { HeldEngine::open(&url, explicit, Utc::now()).await };
        awaited(py, None, opening).map(Self::from)
    }

    #[staticmethod]
    fn from_tables(
        py: Python<'_>,
        tables: GivenTables<'_>,
        settings: Option<&str>,
        as_of: Option<String>,
    ) -> Result<Self> {
        let (explicit, frames) = (Explicit::told(settings, as_of)?, Frames::of(tables)?);
        let fitted = long(py, move |stop| {
            HeldEngine::from_tables(&frames.tables(), &explicit, Utc::now(), stop)
        });
        fitted.map(Self::from)
    }

    #[staticmethod]
    fn from_files(
        py: Python<'_>,
        taken: &str,
        settings: Option<&str>,
        as_of: Option<String>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> Result<Self> {
        let (import, explicit) = (Import::from_json(taken)?, Explicit::told(settings, as_of)?);
        let progress = Progress::new(progress);
        let mut heard = progress.heard();
        let reading = async move { HeldEngine::from_files(&import, &explicit, Utc::now(), &mut heard).await };
        awaited(py, Some(&progress), reading).map(Self::from)
    }

    /// The JSON text of an answer; with its keys in `snake_case` where those are wanted.
    #[pyo3(signature = (question, request, snake_case=false))]
    fn ask(&self, py: Python<'_>, question: String, request: String, snake_case: bool) -> Result<String> {
        let engine = self.0.engine();
        let answer = if Operation::find(&question).is_some_and(Operation::takes_long) {
            long(py, move |stop| engine.with_stop(stop).ask(&question, &request))?
        } else {
            brief(py, || engine.ask(&question, &request))?
        };
        Ok(if snake_case {
            with_snake_case_keys(&answer)
        } else {
            answer
        })
    }

    /// An answer as columns.
    fn columns(&self, py: Python<'_>, question: &str, request: &str) -> Result<PyColumns> {
        let engine = self.0.engine();
        let columns = brief(py, || engine.ask_table(question, request))?;
        Ok(PyColumns::of(py, columns)?)
    }

    /// Takes up what the store holds now; whether answers may differ.
    fn refresh(&self, py: Python<'_>) -> Result<bool> {
        let held = Arc::clone(&self.0);
        awaited(py, None, async move { held.refresh(Utc::now()).await })
    }

    #[getter]
    fn version(&self) -> String {
        self.0.engine().version().to_owned()
    }

    /// Club-local, with its offset.
    #[getter]
    fn as_of(&self) -> String {
        self.0.engine().as_of_text()
    }

    /// JSON text.
    #[getter]
    fn settings(&self) -> String {
        self.0.engine().settings().to_json()
    }

    /// JSON text.
    #[getter]
    fn import_report(&self) -> Option<String> {
        self.0.report().map(to_text)
    }
}
