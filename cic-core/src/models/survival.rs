use serde_json::{Value, json};

use super::given::{Given, stored};
use super::{Answers, ModelQuestion};
use crate::churn::survival::{CoxPh, CoxRows, FittedCoxPh, FittedKaplanMeier, KaplanMeier, Observations};
use crate::error::Result;
use crate::stop::Stop;

pub(super) const CURVE_COLUMNS: &[&str] = &["duration", "event"];
pub(super) const CURVE_FURTHER: &[&str] = &["entry", "weights"];
pub(super) const CURVE_FITTED: &[&str] = &["times", "survival_curve", "lower_band", "upper_band"];
pub(super) const CURVE_QUESTIONS: &[ModelQuestion] = &[ModelQuestion::of("survival", &[], &["times"])];

pub(super) const COX_COLUMNS: &[&str] = &["values", "duration", "event"];
pub(super) const COX_FURTHER: &[&str] = &["entry", "weights", "strata"];
/// `survival` may have a `stratum` among its options, where the fit had strata.
pub(super) const COX_QUESTIONS: &[ModelQuestion] = &[
    ModelQuestion::of("relative_hazard", &[], &["values"]),
    ModelQuestion::of("log_relative_hazard", &[], &["values"]),
    ModelQuestion::of("survival", &[], &["values", "times"]),
];

fn observations<'a>(given: &'a Given, events: &'a [bool]) -> Result<Observations<'a>> {
    let mut observations = Observations::new(given.column("duration")?, events);
    if let Some(entries) = given.some("entry") {
        observations = observations.with_entries(entries);
    }
    if let Some(weights) = given.some("weights") {
        observations = observations.with_weights(weights);
    }
    Ok(observations)
}

pub(super) fn fit_curve(given: &Given, _stop: &Stop) -> Result<Box<dyn Answers>> {
    let events = given.flags("event")?;
    let observations = observations(given, &events)?;
    Ok(Box::new(KaplanMeier::fit(&observations, &given.options()?)?))
}

pub(super) fn curve_at(given: &Value) -> Result<Box<dyn Answers>> {
    Ok(Box::new(stored::<FittedKaplanMeier>(given)?))
}

pub(super) fn fit_cox(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let (values, width) = given.table()?;
    let events = given.flags("event")?;
    let strata = given.some_counts("strata")?;
    let mut rows = CoxRows::new(observations(given, &events)?, values, width);
    if let Some(strata) = &strata {
        rows = rows.with_strata(strata);
    }
    Ok(Box::new(CoxPh::fit_until(&rows, &given.options()?, stop)?))
}

pub(super) fn cox_at(given: &Value) -> Result<Box<dyn Answers>> {
    Ok(Box::new(stored::<FittedCoxPh>(given)?))
}

impl Answers for FittedKaplanMeier {
    fn figures(&self) -> Value {
        json!({ "median": self.median().time })
    }

    fn parameters(&self) -> Value {
        json!(self)
    }

    fn column(&self, name: &str) -> Vec<f64> {
        match name {
            "times" => self.times().to_vec(),
            "survival_curve" => self.survival_curve().to_vec(),
            "lower_band" => self.lower_band(),
            "upper_band" => self.upper_band(),
            _ => Vec::new(),
        }
    }

    fn ask(&self, _question: &str, given: &Given) -> Result<Vec<f64>> {
        let times = given.column("times")?.iter();
        Ok(times.map(|&time| self.survival(time)).collect())
    }
}

impl Answers for FittedCoxPh {
    fn figures(&self) -> Value {
        json!({
            "coef": self.coefficients(),
            "standard_errors": self.standard_errors(),
            "log_likelihood": self.log_likelihood(),
            "concordance": self.concordance(),
            "converged": self.converged(),
            "separated": self.separated_covariates(),
        })
    }

    fn parameters(&self) -> Value {
        json!(self)
    }

    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        let (values, _) = given.table()?;
        Ok(match question {
            "survival" => {
                let stratum = given.some_count("stratum")?.unwrap_or(0);
                FittedCoxPh::survival(self, values, stratum, given.column("times")?)?
            }
            "log_relative_hazard" => self.log_relative_hazards(values)?,
            _ => self.relative_hazards(values)?,
        })
    }
}
