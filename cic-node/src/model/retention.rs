use std::sync::Arc;

use cic_core::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, RetentionCounts, RetentionOptions, ShiftedBetaGeo,
};
use serde_json::{Map, Value, json};

use super::refused::{Refused, only};
use super::{Model, Shared};

pub(super) fn fit(name: &str, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    let counts = RetentionCounts::from_survivors(only(columns)?)?;
    let options = RetentionOptions::default();
    Ok(Arc::new(match name {
        "ShiftedBetaGeo" => ShiftedBetaGeo::fit(&counts, &options)?,
        _ => BetaDiscreteWeibull::fit(&counts, &options)?,
    }))
}

impl Model for FittedRetention {
    fn said(&self) -> Value {
        let params: Map<String, Value> = self
            .parameters()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        json!({ "params": params, "summary": { "log_likelihood": self.log_likelihood(), "standard_errors": self.standard_errors() } })
    }

    fn ask(&self, call: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "beyond the range is the last period"
        )]
        let period = |&period: &f64| period as u32;
        let periods = only(columns)?.iter().map(period);
        Ok(match call {
            "retentionRate" => periods
                .map(|period| self.curve().retention_rate(period))
                .collect(),
            _ => periods.map(|period| self.curve().survival(period)).collect(),
        })
    }
}
