//! Filling and fitting a store, and what can be asked.

use std::path::PathBuf;
use std::sync::Arc;

use cic_store::fitting;
use pyo3::prelude::*;

use crate::answer;
use crate::engine::{ImportFailure, explicit, import};
use crate::work::{Place, long, runtime};

/// Imports files into a store and returns the report.
#[pyfunction]
#[pyo3(signature = (url, paths, settings=None, as_of=None, profile=None, dry_run=false, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "each is a keyword of the Python function"
)]
pub(crate) fn import_files<'py>(
    py: Python<'py>,
    url: String,
    paths: Vec<PathBuf>,
    settings: Option<&str>,
    as_of: Option<String>,
    profile: Option<String>,
    dry_run: bool,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let explicit = explicit(py, settings, as_of)?;
    let place = Place::default();
    let heard = Arc::clone(&place);
    let report = long(
        py,
        progress.as_ref().map(|listener| (listener, &place)),
        move || {
            runtime().block_on(async {
                import(&url, &paths, &explicit, profile.as_deref(), dry_run, heard)
                    .await
                    .map(|(_, report)| report)
            })
        },
    )?;
    answer::value(py, &report.map_err(|failure| failure.raise(py))?)
}

/// Fits a store's club, stores the fit and returns what was fitted and what changed.
#[pyfunction]
#[pyo3(signature = (url, settings=None, as_of=None))]
pub(crate) fn fit<'py>(
    py: Python<'py>,
    url: String,
    settings: Option<&str>,
    as_of: Option<String>,
) -> PyResult<Bound<'py, PyAny>> {
    let explicit = explicit(py, settings, as_of)?;
    let fitted = long(py, None, move || {
        runtime().block_on(async {
            let store = cic_store::open(&url).await?;
            store.migrate().await?;
            Ok::<_, ImportFailure>(fitting::fit(store.as_ref(), &explicit, chrono::Utc::now()).await?)
        })
    })?;
    let fitted = fitted.map_err(|failure| failure.raise(py))?;
    let zone = fitted.engine.settings().venue.time_zone;
    let said = serde_json::json!({
        "version": fitted.record.version,
        "previousVersion": fitted.previous.map(|previous| previous.version),
        "asOf": fitted.record.as_of.with_timezone(&zone).to_rfc3339(),
        "unmoved": fitted.unmoved,
        "moves": fitted.moves,
        "segments": fitted.engine.segments(),
    });
    answer::value(py, &cic_core::json::to_text(&said))
}

/// Name, route and summary of every question.
#[pyfunction]
pub(crate) fn operations() -> Vec<(&'static str, &'static str, &'static str)> {
    let of = |operation: &cic_core::engine::Operation| (operation.name, operation.route, operation.summary);
    cic_core::engine::OPERATIONS.iter().map(of).collect()
}
