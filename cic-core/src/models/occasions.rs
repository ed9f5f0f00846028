use serde_json::{Value, json};

use super::given::{Given, named, parameters};
use super::{Answers, ModelQuestion};
use crate::error::Result;
use crate::purchasing::{
    BgBb, ContinuousDiscount, FitSummary, OccasionHistories, OccasionHistory, ask_occasions,
};
use crate::stop::Stop;

const NAMES: [&str; 3] = ["repeat_visits", "last_occasion", "occasions"];
pub(super) const COLUMNS: &[&str] = &NAMES;
pub(super) const QUESTIONS: &[ModelQuestion] = &super::table::questions_of_visits(COLUMNS);

struct Occasions {
    model: BgBb,
    summary: Option<FitSummary>,
}

pub(super) fn fit(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let [visits, last, all] = given.columns(NAMES)?;
    let histories = OccasionHistories::from_columns(visits, last, all, given.some("weights"))?;
    let fitted = BgBb::fit_until(&histories, &given.options()?, stop)?;
    Ok(Box::new(Occasions {
        model: *fitted.model(),
        summary: Some(fitted.summary().clone()),
    }))
}

pub(super) fn at(given: &Value) -> Result<Box<dyn Answers>> {
    let model = BgBb::from_parameters(parameters(given, BgBb::PARAMETER_NAMES)?)?;
    Ok(Box::new(Occasions { model, summary: None }))
}

impl Answers for Occasions {
    fn figures(&self) -> Value {
        json!({ "params": self.parameters(), "summary": self.summary })
    }

    fn parameters(&self) -> Value {
        named(&BgBb::PARAMETER_NAMES, &self.model.parameters())
    }

    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        let model = &self.model;
        let of_each = |answer: &(dyn Fn(&OccasionHistory) -> f64 + Sync)| {
            let [visits, last, all] = given.columns(NAMES)?;
            Ok(ask_occasions(visits, last, all, answer)?)
        };
        match question {
            "log_likelihood" => of_each(&|history| model.log_likelihood(history)),
            "probability_alive" => of_each(&|history| model.probability_alive(history)),
            "expected_visits" => {
                let ahead = given.count("t")?;
                of_each(&|history| model.expected_visits(ahead, history))
            }
            "discounted_expected_visits" => {
                let discount = ContinuousDiscount::new(given.number("rate")?)?;
                of_each(&|history| model.discounted_expected_visits(discount, history))
            }
            _ => Ok(vec![model.expected_visits_of_newcomer(given.count("t")?)]),
        }
    }
}
