//! The monthly hazard of leaving: fits as JSON text, answers as columns.

use cic_core::churn::hazard::{ChurnHazard, FittedHazard, HazardError, HazardOptions, HistoryTable};
use cic_core::json::to_text;
use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use crate::arrays::{Column, Matrix, flags, matrix, months, some};
use crate::error;
use crate::survival::fitted;
use crate::work::{brief, long};

fn refused(py: Python<'_>, fault: &HazardError) -> PyErr {
    match fault {
        HazardError::Options(faults) => error::core(py, &cic_core::Error::Invalid(faults.clone())),
        other => error::invalid(py, "data", other.to_string()),
    }
}

fn options_of(py: Python<'_>, text: &str) -> PyResult<HazardOptions> {
    serde_json::from_str(text).map_err(|fault| error::invalid(py, "options", fault.to_string()))
}

/// A fit to person-periods.
#[pyfunction]
pub(crate) fn fit_hazard(
    py: Python<'_>,
    table: Matrix<'_>,
    exits: PyReadonlyArray1<'_, bool>,
    weights: Option<Column<'_>>,
    options: &str,
) -> PyResult<String> {
    let options = options_of(py, options)?;
    let (values, width) = matrix(&table);
    let (exits, weights) = (flags(&exits), some(weights.as_ref()));
    let fit = long(py, None, move || {
        ChurnHazard::fit(&values, width, &exits, weights.as_deref(), &options)
    })?;
    fit.map(|fit| to_text(&fit)).map_err(|fault| refused(py, &fault))
}

/// A fit to one row a member, whose months are made on the fly.
#[pyfunction]
pub(crate) fn fit_hazard_histories(
    py: Python<'_>,
    table: Matrix<'_>,
    durations: PyReadonlyArray1<'_, u32>,
    exits: PyReadonlyArray1<'_, bool>,
    entries: Option<PyReadonlyArray1<'_, u32>>,
    weights: Option<Column<'_>>,
    options: &str,
) -> PyResult<String> {
    let options = options_of(py, options)?;
    let (values, n_features) = matrix(&table);
    let (durations, exits) = (months(&durations), flags(&exits));
    let (entries, weights) = (entries.as_ref().map(months), some(weights.as_ref()));
    let fit = long(py, None, move || {
        let table = HistoryTable {
            values: &values,
            n_features,
            durations: &durations,
            exits: &exits,
            entries: entries.as_deref(),
            weights: weights.as_deref(),
        };
        ChurnHazard::fit_histories(&table, &options)
    })?;
    fit.map(|fit| to_text(&fit)).map_err(|fault| refused(py, &fault))
}

/// Each row's linear predictor, or its probability of an exit.
#[pyfunction]
pub(crate) fn ask_hazard<'py>(
    py: Python<'py>,
    fit: &str,
    table: Matrix<'py>,
    probability: bool,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let fit: FittedHazard = fitted(py, fit)?;
    let (values, _) = matrix(&table);
    let answers = brief(py, || {
        if probability {
            fit.predict_proba(&values)
        } else {
            fit.linear_predictor(&values)
        }
    })?;
    Ok(PyArray1::from_vec(
        py,
        answers.map_err(|fault| refused(py, &fault))?,
    ))
}
