use std::sync::Arc;

use cic_core::churn::hazard::{ChurnHazard, FittedHazard};
use serde_json::{Value, json};

use super::refused::{Refused, flags, only, options, width};
use super::{Model, Shared};

pub(super) fn fit(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    let [values, exits, weights @ ..] = columns else {
        return Err(Refused::at("table", "covariates and exits are needed"));
    };
    let exits = flags("exits", exits)?;
    let weights = weights.first().map(Vec::as_slice);
    Ok(Arc::new(ChurnHazard::fit(
        values,
        width(arguments)?,
        &exits,
        weights,
        &options(arguments)?,
    )?))
}

impl Model for FittedHazard {
    fn said(&self) -> Value {
        json!({
            "coef": self.coefficients(),
            "intercept": self.intercept(),
            "standardErrors": self.standard_errors(),
            "logLikelihood": self.log_likelihood(),
        })
    }

    fn ask(&self, call: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        Ok(match call {
            "linearPredictor" => self.linear_predictor(only(columns)?)?,
            _ => self.predict_proba(only(columns)?)?,
        })
    }
}
