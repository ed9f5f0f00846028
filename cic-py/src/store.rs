//! Filling and fitting a store, and what can be asked.

use chrono::Utc;
use cic_core::json::{to_text, with_snake_case_keys};
use cic_store::held_engine::{self, Import};
use cic_store::standing::Explicit;
use pyo3::prelude::*;

use crate::error::Result;
use crate::progress::Progress;
use crate::work::{awaited, brief, long};

/// Imports files into a store and returns the report as JSON text.
#[pyfunction]
pub(crate) fn import_files(
    py: Python<'_>,
    url: String,
    taken: &str,
    settings: Option<&str>,
    as_of: Option<String>,
    progress: Option<Bound<'_, PyAny>>,
) -> Result<String> {
    let (import, explicit) = (Import::from_json(taken)?, Explicit::told(settings, as_of)?);
    let progress = Progress::new(progress);
    let mut heard = progress.heard();
    let importing =
        async move { held_engine::import(&url, &import, &explicit, Utc::now(), &mut heard).await };
    awaited(py, Some(&progress), importing).map(|report| to_text(&report))
}

/// Fits a store's club, stores the fit and says in JSON what was fitted and what changed.
#[pyfunction]
pub(crate) fn fit(
    py: Python<'_>,
    url: String,
    settings: Option<&str>,
    as_of: Option<String>,
) -> Result<String> {
    let explicit = Explicit::told(settings, as_of)?;
    let fitting = async move { held_engine::fit(&url, &explicit, Utc::now()).await };
    awaited(py, None, fitting).map(|said| with_snake_case_keys(&said))
}

/// Name, route and summary of every question.
#[pyfunction]
pub(crate) fn operations() -> Vec<(&'static str, &'static str, &'static str)> {
    let of = |operation: &cic_core::engine::Operation| (operation.name, operation.route, operation.summary);
    cic_core::engine::OPERATIONS.iter().map(of).collect()
}

/// Every model, what it learns from and what it can be asked, as JSON text.
#[pyfunction]
pub(crate) fn models() -> String {
    to_text(&cic_core::models::MODELS)
}

/// Panics, so that a test sees what becomes of it.
#[pyfunction]
pub(crate) fn provoke_panic(py: Python<'_>, on_a_thread_of_its_own: bool) -> Result<()> {
    let work = || -> Result<(), cic_core::Error> { std::panic::panic_any("provoked") };
    if on_a_thread_of_its_own {
        return long(py, move |_stop| work());
    }
    brief(py, work)
}
