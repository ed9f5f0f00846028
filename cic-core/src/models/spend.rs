use serde_json::{Value, json};

use super::given::{Given, named, parameters};
use super::{Answers, ModelQuestion};
use crate::error::Result;
use crate::purchasing::{FitSummary, GammaGamma, SpendHistories, ask_spend};
use crate::stop::Stop;

const NAMES: [&str; 2] = ["visits", "mean_spend"];
pub(super) const COLUMNS: &[&str] = &NAMES;
pub(super) const QUESTIONS: &[ModelQuestion] = &[
    ModelQuestion::of("log_likelihood", &[], COLUMNS),
    ModelQuestion::of("expected_spend", &[], COLUMNS),
    ModelQuestion::of("expected_spend_of_newcomer", &[], &[]),
];

struct Spend {
    model: GammaGamma,
    summary: Option<FitSummary>,
}

pub(super) fn fit(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let [visits, mean] = given.columns(NAMES)?;
    let histories = SpendHistories::from_columns(visits, mean, given.some("weights"))?;
    let fitted = GammaGamma::fit_until(&histories, &given.options()?, stop)?;
    Ok(Box::new(Spend {
        model: *fitted.model(),
        summary: Some(fitted.summary().clone()),
    }))
}

pub(super) fn at(given: &Value) -> Result<Box<dyn Answers>> {
    let model = GammaGamma::from_parameters(parameters(given, GammaGamma::PARAMETER_NAMES)?)?;
    Ok(Box::new(Spend { model, summary: None }))
}

impl Answers for Spend {
    fn figures(&self) -> Value {
        json!({ "params": self.parameters(), "summary": self.summary })
    }

    fn parameters(&self) -> Value {
        named(&GammaGamma::PARAMETER_NAMES, &self.model.parameters())
    }

    /// A mean spend that is infinite at these parameters is NaN.
    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        let model = &self.model;
        let known = |spend: Option<f64>| spend.unwrap_or(f64::NAN);
        if question == "expected_spend_of_newcomer" {
            return Ok(vec![known(model.expected_spend_of_newcomer())]);
        }
        let [visits, mean] = given.columns(NAMES)?;
        Ok(match question {
            "log_likelihood" => ask_spend(visits, mean, |history| model.log_likelihood(history))?,
            _ => ask_spend(visits, mean, |history| known(model.expected_spend(history)))?,
        })
    }
}
