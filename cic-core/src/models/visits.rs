use serde_json::{Value, json};

use super::given::{Given, named, parameters};
use super::{Answers, ModelQuestion};
use crate::error::Result;
use crate::purchasing::{
    ContinuousDiscount, FitSummary, Horizon, VisitHistories, VisitHistory, VisitModel, ask_visits,
};
use crate::stop::Stop;

const NAMES: [&str; 3] = ["repeat_visits", "age_at_last_visit", "observed_age"];
pub(super) const COLUMNS: &[&str] = &NAMES;
pub(super) const QUESTIONS: &[ModelQuestion] = &super::table::questions_of_visits(COLUMNS);

struct Visits<M> {
    model: M,
    summary: Option<FitSummary>,
}

pub(super) fn fit<M: VisitModel + 'static>(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let [visits, last, age] = given.columns(NAMES)?;
    let histories = VisitHistories::from_columns(visits, last, age, given.some("weights"))?;
    let fitted = M::fit_until(&histories, &given.options()?, stop)?;
    Ok(Box::new(Visits {
        model: fitted.model().clone(),
        summary: Some(fitted.summary().clone()),
    }))
}

pub(super) fn at<M: VisitModel + 'static>(given: &Value) -> Result<Box<dyn Answers>> {
    let model = M::from_parameters(parameters(given, M::PARAMETER_NAMES)?)?;
    Ok(Box::new(Visits { model, summary: None }))
}

impl<M: VisitModel> Answers for Visits<M> {
    fn figures(&self) -> Value {
        json!({ "params": self.parameters(), "summary": self.summary })
    }

    fn parameters(&self) -> Value {
        named(&M::PARAMETER_NAMES, &self.model.parameters())
    }

    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        let model = &self.model;
        let of_each = |answer: &(dyn Fn(&VisitHistory) -> f64 + Sync)| {
            let [visits, last, age] = given.columns(NAMES)?;
            Ok(ask_visits(visits, last, age, answer)?)
        };
        let horizon = || -> Result<Horizon> { Ok(Horizon::new(given.number("t")?)?) };
        match question {
            "log_likelihood" => of_each(&|history| model.log_likelihood(history)),
            "probability_alive" => of_each(&|history| model.probability_alive(history)),
            "expected_visits" => {
                let horizon = horizon()?;
                of_each(&|history| model.expected_visits(horizon, history))
            }
            "discounted_expected_visits" => {
                let discount = ContinuousDiscount::new(given.number("rate")?)?;
                of_each(&|history| model.discounted_expected_visits(discount, history))
            }
            _ => Ok(vec![model.expected_visits_of_newcomer(horizon()?)]),
        }
    }
}
