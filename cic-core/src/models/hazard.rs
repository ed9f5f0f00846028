use serde_json::{Value, json};

use super::given::{Given, stored};
use super::{Answers, ModelQuestion};
use crate::churn::hazard::{ChurnHazard, FittedHazard, HistoryTable, PersonPeriods};
use crate::error::Result;
use crate::stop::Stop;

/// Rows are person-periods, or one a member where there is a column `duration`, in months.
pub(super) const COLUMNS: &[&str] = &["values", "exits"];
pub(super) const FURTHER: &[&str] = &["weights", "duration", "entry"];
pub(super) const QUESTIONS: &[ModelQuestion] = &[
    ModelQuestion::of("predict_proba", &[], &["values"]),
    ModelQuestion::of("linear_predictor", &[], &["values"]),
];

pub(super) fn fit(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let (values, n_features) = given.table()?;
    let (exits, weights) = (given.flags("exits")?, given.some("weights"));
    let options = given.options()?;
    let Some(durations) = given.some_counts("duration")? else {
        let mut periods = PersonPeriods::new(values, n_features, &exits)?;
        if let Some(weights) = weights {
            periods = periods.with_weights(weights)?;
        }
        let fitted = ChurnHazard::fit_periods_until(&periods, &options, stop)?;
        return Ok(Box::new(fitted));
    };
    let entries = given.some_counts("entry")?;
    let table = HistoryTable {
        values,
        n_features,
        durations: &durations,
        exits: &exits,
        entries: entries.as_deref(),
        weights,
    };
    table.check()?;
    Ok(Box::new(ChurnHazard::fit_months_until(&table, &options, stop)?))
}

pub(super) fn at(given: &Value) -> Result<Box<dyn Answers>> {
    Ok(Box::new(stored::<FittedHazard>(given)?))
}

impl Answers for FittedHazard {
    fn figures(&self) -> Value {
        let width = self.levels().len() + self.coefficients().len();
        let covariance: Vec<&[f64]> = self.covariance().chunks(width.max(1)).collect();
        json!({
            "coef": self.coefficients(),
            "intercept": self.intercept(),
            "levels": self.levels(),
            "standard_errors": self.standard_errors(),
            "covariance": covariance,
            "log_likelihood": self.log_likelihood(),
            "iterations": self.iterations(),
            "flags": self.flags(),
        })
    }

    fn parameters(&self) -> Value {
        json!(self)
    }

    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        let (values, _) = given.table()?;
        Ok(match question {
            "linear_predictor" => self.linear_predictor(values)?,
            _ => self.predict_proba(values)?,
        })
    }
}
