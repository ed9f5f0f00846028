//! Retention models: fits as JSON text, answers from parameters.

use cic_core::churn::retention::{
    BetaDiscreteWeibull, PaymentConvention, RetentionCounts, RetentionCurve, RetentionError,
    RetentionOptions, ShiftedBetaGeo,
};
use cic_core::json::to_text;
use pyo3::prelude::*;

use crate::error;
use crate::work::long;

fn refused(py: Python<'_>, fault: &RetentionError) -> PyErr {
    error::invalid(py, "data", fault.to_string())
}

/// A fit to the survivors of one or more cohorts.
#[pyfunction]
pub(crate) fn fit_retention(py: Python<'_>, weibull: bool, cohorts: Vec<Vec<f64>>) -> PyResult<String> {
    let fit = long(py, None, move || {
        let cohorts: Vec<&[f64]> = cohorts.iter().map(Vec::as_slice).collect();
        let counts = RetentionCounts::from_cohorts(&cohorts)?;
        let options = RetentionOptions::default();
        if weibull {
            BetaDiscreteWeibull::fit(&counts, &options)
        } else {
            ShiftedBetaGeo::fit(&counts, &options)
        }
    })?;
    fit.map(|fit| to_text(&fit)).map_err(|fault| refused(py, &fault))
}

fn curve(py: Python<'_>, parameters: &[f64]) -> PyResult<RetentionCurve> {
    let curve = match *parameters {
        [alpha, beta] => RetentionCurve::shifted_beta_geo(alpha, beta),
        [alpha, beta, c] => RetentionCurve::beta_discrete_weibull(alpha, beta, c),
        _ => {
            return Err(error::invalid(
                py,
                "params",
                "alpha, beta and perhaps c are needed",
            ));
        }
    };
    curve.map_err(|fault| refused(py, &fault))
}

/// The share of a cohort still there after 0, 1, ... periods.
#[pyfunction]
pub(crate) fn retention_survival(py: Python<'_>, parameters: Vec<f64>, periods: u32) -> PyResult<Vec<f64>> {
    curve(py, &parameters).map(|curve| curve.survival_curve(periods))
}

/// Discounted payments still to come from a member in `period`.
#[pyfunction]
pub(crate) fn retention_lifetime(
    py: Python<'_>,
    parameters: Vec<f64>,
    period: u32,
    discount_rate: f64,
    convention: &str,
) -> PyResult<f64> {
    let convention: PaymentConvention = serde_json::from_value(convention.into())
        .map_err(|fault| error::invalid(py, "convention", fault.to_string()))?;
    let lifetime =
        curve(py, &parameters)?.discounted_expected_residual_lifetime(period, discount_rate, convention);
    lifetime.map_err(|fault| refused(py, &fault))
}
