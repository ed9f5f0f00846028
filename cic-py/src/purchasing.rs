//! Purchase models: fits as JSON text, answers as columns.

use cic_core::json::to_text;
use cic_core::purchasing::{
    BgBb, BgNbd, ContinuousDiscount, FitOptions, GammaGamma, Horizon, MbgNbd, OccasionHistories, ParetoNbd,
    PurchasingError, SpendHistories, VisitHistories, VisitModel, ask_occasions, ask_spend, ask_visits,
};
use numpy::PyArray1;
use pyo3::prelude::*;

use crate::arrays::{Column, column, some};
use crate::error;
use crate::work::{brief, long};

type Answers<'py> = PyResult<Bound<'py, PyArray1<f64>>>;

fn refused(py: Python<'_>, fault: &PurchasingError) -> PyErr {
    match fault {
        PurchasingError::Options(faults) => error::core(py, &cic_core::Error::Invalid(faults.clone())),
        other => error::invalid(py, "data", other.to_string()),
    }
}

macro_rules! visit_models {
    ($name:expr, $model:ident => $body:expr) => {
        match $name {
            "BetaGeo" => {
                type $model = BgNbd;
                $body
            }
            "MbgNbd" => {
                type $model = MbgNbd;
                $body
            }
            _ => {
                type $model = ParetoNbd;
                $body
            }
        }
    };
}

/// Fits a model of visits, of spend (`GammaGamma`: visits, mean spend) or of occasions (`BgBb`: x, t_x, n).
#[pyfunction]
pub(crate) fn fit_purchases(
    py: Python<'_>,
    model: String,
    columns: Vec<Column<'_>>,
    weights: Option<Column<'_>>,
    ridge: f64,
) -> PyResult<String> {
    let options = FitOptions {
        ridge,
        ..FitOptions::default()
    };
    let (columns, weights): (Vec<Vec<f64>>, _) =
        (columns.iter().map(column).collect(), some(weights.as_ref()));
    let fitted = long(py, None, move || {
        let weights = weights.as_deref();
        match (model.as_str(), columns.as_slice()) {
            ("GammaGamma", [visits, spend]) => Ok(to_text(&GammaGamma::fit(
                &SpendHistories::from_columns(visits, spend, weights)?,
                &options,
            )?)),
            ("BgBb", [x, t_x, n]) => Ok(to_text(&BgBb::fit(
                &OccasionHistories::from_columns(x, t_x, n, weights)?,
                &options,
            )?)),
            (name, [x, t_x, age]) => {
                let histories = VisitHistories::from_columns(x, t_x, age, weights)?;
                visit_models!(name, Model => Ok(to_text(&Model::fit(&histories, &options)?)))
            }
            _ => Err(PurchasingError::NoCustomers),
        }
    })?;
    fitted.map_err(|fault| refused(py, &fault))
}

/// One answer a customer at given parameters; `t` is a horizon or a rate, where the question has one.
#[pyfunction]
pub(crate) fn ask_purchases<'py>(
    py: Python<'py>,
    model: &str,
    parameters: Vec<f64>,
    question: &str,
    t: f64,
    columns: Vec<Column<'py>>,
) -> Answers<'py> {
    let columns: Vec<Vec<f64>> = columns.iter().map(column).collect();
    let answers = brief(py, || match (model, columns.as_slice()) {
        ("GammaGamma", [visits, spend]) => {
            let model = GammaGamma::from_parameters(fixed(&parameters)?)?;
            ask_spend(visits, spend, |history| match question {
                "log_likelihood" => model.log_likelihood(history),
                _ => model.expected_spend(history).unwrap_or(f64::NAN),
            })
        }
        ("BgBb", [x, t_x, n]) => {
            let model = BgBb::from_parameters(fixed(&parameters)?)?;
            let occasions = Horizon::new(t)?.length() as u32;
            ask_occasions(x, t_x, n, |history| match question {
                "log_likelihood" => model.log_likelihood(history),
                "probability_alive" => model.probability_alive(history),
                _ => model.expected_visits(occasions, history),
            })
        }
        (name, [x, t_x, age]) => visit_models!(name, Model => {
            let model = Model::from_parameters(fixed(&parameters)?)?;
            match question {
                "log_likelihood" => ask_visits(x, t_x, age, |history| model.log_likelihood(history)),
                "probability_alive" => ask_visits(x, t_x, age, |history| model.probability_alive(history)),
                "discounted_expected_visits" => {
                    let discount = ContinuousDiscount::new(t)?;
                    ask_visits(x, t_x, age, |history| model.discounted_expected_visits(discount, history))
                }
                _ => {
                    let horizon = Horizon::new(t)?;
                    ask_visits(x, t_x, age, |history| model.expected_visits(horizon, history))
                }
            }
        }),
        _ => Err(PurchasingError::NoCustomers),
    })?;
    Ok(PyArray1::from_vec(
        py,
        answers.map_err(|fault| refused(py, &fault))?,
    ))
}

fn fixed<const N: usize>(parameters: &[f64]) -> Result<[f64; N], PurchasingError> {
    let found = parameters.len();
    parameters.try_into().map_err(|_| PurchasingError::Ragged {
        column: "params",
        found,
        expected: N,
    })
}
