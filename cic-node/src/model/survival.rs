use std::sync::Arc;

use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, CoxTies, FittedCoxPh, FittedKaplanMeier, KaplanMeier, KaplanMeierOptions,
    Observations,
};
use serde_json::{Value, json};

use super::refused::{Refused, flags, number, only, width};
use super::{Model, Shared};

pub(super) fn kaplan_meier(columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    let [durations, events, entries @ ..] = columns else {
        return Err(Refused::at("table", "durations and events are needed"));
    };
    let events = flags("event", events)?;
    let observations = observations(durations, &events, entries);
    Ok(Arc::new(KaplanMeier::fit(
        &observations,
        &KaplanMeierOptions::default(),
    )?))
}

pub(super) fn cox(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    let [covariates, durations, events, entries @ ..] = columns else {
        return Err(Refused::at(
            "table",
            "covariates, durations and events are needed",
        ));
    };
    let events = flags("event", events)?;
    let given = &arguments["options"];
    let ties = match given["ties"].as_str() {
        None | Some("efron") => CoxTies::Efron,
        Some("breslow") => CoxTies::Breslow,
        Some(other) => {
            return Err(Refused::at(
                "ties",
                format!("{other:?} is neither \"efron\" nor \"breslow\""),
            ));
        }
    };
    let ridge = if given["ridge"].is_null() {
        0.0
    } else {
        number(given, "ridge")?
    };
    let options = CoxOptions {
        ties,
        ridge,
        ..CoxOptions::default()
    };
    let rows = CoxRows::new(
        observations(durations, &events, entries),
        covariates,
        width(arguments)?,
    );
    Ok(Arc::new(CoxPh::fit(&rows, &options)?))
}

fn observations<'a>(durations: &'a [f64], events: &'a [bool], entries: &'a [Vec<f64>]) -> Observations<'a> {
    let observations = Observations::new(durations, events);
    entries
        .first()
        .map_or(observations, |entries| observations.with_entries(entries))
}

impl Model for FittedKaplanMeier {
    fn said(&self) -> Value {
        json!({ "median": self.median().time, "times": self.times(), "survival_curve": self.survival_curve() })
    }

    fn ask(&self, _: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        Ok(only(columns)?.iter().map(|&time| self.survival(time)).collect())
    }
}

impl Model for FittedCoxPh {
    fn said(&self) -> Value {
        json!({
            "coef": self.coefficients(),
            "standardErrors": self.standard_errors(),
            "logLikelihood": self.log_likelihood(),
            "concordance": self.concordance(),
            "converged": self.converged(),
        })
    }

    fn ask(&self, call: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        match (call, columns) {
            ("survival", [covariates, times]) => Ok(self.survival(covariates, 0, times)?),
            _ => Ok(self.relative_hazards(only(columns)?)?),
        }
    }
}
