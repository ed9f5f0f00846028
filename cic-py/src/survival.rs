//! Survival models: fits as JSON text, answers as columns.

use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, CoxTies, FittedCoxPh, FittedKaplanMeier, KaplanMeier, KaplanMeierOptions,
    Observations, SurvivalError,
};
use cic_core::json::to_text;
use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use crate::arrays::{Column, Matrix, column, flags, matrix, some};
use crate::error;
use crate::work::{brief, long};

fn refused(py: Python<'_>, fault: &SurvivalError) -> PyErr {
    match fault {
        SurvivalError::Options(faults) => error::core(py, &cic_core::Error::Invalid(faults.clone())),
        other => error::invalid(py, "data", other.to_string()),
    }
}

/// What a fit wrote, read back.
pub(crate) fn fitted<T: serde::de::DeserializeOwned>(py: Python<'_>, text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|fault| error::invalid(py, "fit", fault.to_string()))
}

fn observed<'a>(
    durations: &'a [f64],
    events: &'a [bool],
    entries: Option<&'a [f64]>,
    weights: Option<&'a [f64]>,
) -> Observations<'a> {
    let observations = Observations::new(durations, events);
    let observations = entries.map_or(observations, |entries| observations.with_entries(entries));
    weights.map_or(observations, |weights| observations.with_weights(weights))
}

/// The fit, then times, survival, lower and upper band, and the median.
#[pyfunction]
pub(crate) fn fit_kaplan_meier(
    py: Python<'_>,
    duration: Column<'_>,
    event: PyReadonlyArray1<'_, bool>,
    entry: Option<Column<'_>>,
    weights: Option<Column<'_>>,
    confidence: f64,
) -> PyResult<(String, [Vec<f64>; 4], Option<f64>)> {
    let (durations, events) = (column(&duration), flags(&event));
    let (entries, weights) = (some(entry.as_ref()), some(weights.as_ref()));
    let fit = long(py, None, move || {
        let observations = observed(&durations, &events, entries.as_deref(), weights.as_deref());
        KaplanMeier::fit(&observations, &KaplanMeierOptions { confidence })
    })?;
    let fit = fit.map_err(|fault| refused(py, &fault))?;
    let curve = [
        fit.times().to_vec(),
        fit.survival_curve().to_vec(),
        fit.lower_band(),
        fit.upper_band(),
    ];
    Ok((to_text(&fit), curve, fit.median().time))
}

/// The share that lasts beyond each time.
#[pyfunction]
pub(crate) fn kaplan_meier_survival<'py>(
    py: Python<'py>,
    fit: &str,
    times: Column<'py>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let fit: FittedKaplanMeier = fitted(py, fit)?;
    Ok(PyArray1::from_iter(
        py,
        column(&times).into_iter().map(|time| fit.survival(time)),
    ))
}

/// The fit and the standard errors of its coefficients.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "each is a keyword of the Python method")]
pub(crate) fn fit_cox(
    py: Python<'_>,
    table: Matrix<'_>,
    duration: Column<'_>,
    event: PyReadonlyArray1<'_, bool>,
    entry: Option<Column<'_>>,
    weights: Option<Column<'_>>,
    breslow: bool,
    ridge: f64,
) -> PyResult<(String, Option<Vec<f64>>)> {
    let ties = if breslow { CoxTies::Breslow } else { CoxTies::Efron };
    let options = CoxOptions {
        ties,
        ridge,
        ..CoxOptions::default()
    };
    let (values, width) = matrix(&table);
    let (durations, events) = (column(&duration), flags(&event));
    let (entries, weights) = (some(entry.as_ref()), some(weights.as_ref()));
    let fit = long(py, None, move || {
        let observations = observed(&durations, &events, entries.as_deref(), weights.as_deref());
        CoxPh::fit(&CoxRows::new(observations, &values, width), &options)
    })?;
    let fit = fit.map_err(|fault| refused(py, &fault))?;
    Ok((to_text(&fit), fit.standard_errors()))
}

/// The logarithm of each row's hazard relative to that of the mean row; with times, its survival at each of them.
#[pyfunction]
pub(crate) fn ask_cox<'py>(
    py: Python<'py>,
    fit: &str,
    table: Matrix<'py>,
    times: Option<Column<'py>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let fit: FittedCoxPh = fitted(py, fit)?;
    let (values, _) = matrix(&table);
    let times = some(times.as_ref());
    let answers = brief(py, || match times {
        Some(times) => fit.survival(&values, 0, &times),
        None => fit.log_relative_hazards(&values),
    })?;
    Ok(PyArray1::from_vec(
        py,
        answers.map_err(|fault| refused(py, &fault))?,
    ))
}
