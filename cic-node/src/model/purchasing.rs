use std::sync::Arc;

use cic_core::purchasing::{
    BgBb, BgNbd, ContinuousDiscount, FitSummary, Fitted, GammaGamma, Horizon, MbgNbd, OccasionHistories,
    OccasionHistory, ParetoNbd, SpendHistories, SpendHistory, VisitHistories, VisitHistory, VisitModel,
};
use serde_json::{Map, Value, json};

use super::refused::{Refused, number, options};
use super::{Model, Shared};

/// A model at its parameters, and how it came to them if it was fitted.
struct Purchasing<M> {
    model: M,
    summary: Option<FitSummary>,
}

impl<M: Clone> Purchasing<M> {
    fn of(fitted: &Fitted<M>) -> Self {
        Self {
            model: fitted.model().clone(),
            summary: Some(fitted.summary().clone()),
        }
    }

    fn said(&self, names: &[&str], parameters: &[f64]) -> Value {
        let named: Map<String, Value> = names
            .iter()
            .zip(parameters)
            .map(|(name, &value)| ((*name).to_owned(), json!(value)))
            .collect();
        json!({ "params": named, "summary": self.summary })
    }
}

pub(super) fn fit(name: &str, arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    match name {
        "BetaGeo" => visits::<BgNbd>(arguments, columns),
        "MbgNbd" => visits::<MbgNbd>(arguments, columns),
        "ParetoNbd" => visits::<ParetoNbd>(arguments, columns),
        "BgBb" => occasions(arguments, columns),
        _ => spend(arguments, columns),
    }
}

/// The parameters among the arguments, in the order of their names.
fn parameters<const N: usize>(arguments: &Value, names: [&str; N]) -> Result<Option<[f64; N]>, Refused> {
    let Some(given) = arguments.get("params") else {
        return Ok(None);
    };
    let mut parameters = [0.0; N];
    for (parameter, name) in parameters.iter_mut().zip(names) {
        *parameter = number(given, name)?;
    }
    Ok(Some(parameters))
}

fn visits<M: VisitModel + 'static>(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    if let Some(parameters) = parameters(arguments, M::PARAMETER_NAMES)? {
        return Ok(Arc::new(Visits(Purchasing {
            model: M::from_parameters(parameters)?,
            summary: None,
        })));
    }
    let (columns, weights) = columns.split_at(3.min(columns.len()));
    let [visits, last, age] = columns else {
        return Err(too_few());
    };
    let histories = VisitHistories::from_columns(visits, last, age, weights.first().map(Vec::as_slice))?;
    Ok(Arc::new(Visits(Purchasing::of(&M::fit(
        &histories,
        &options(arguments)?,
    )?))))
}

struct Visits<M>(Purchasing<M>);

impl<M: VisitModel> Model for Visits<M> {
    fn said(&self) -> Value {
        self.0.said(&M::PARAMETER_NAMES, &self.0.model.parameters())
    }

    fn ask(&self, call: &str, arguments: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        let model = &self.0.model;
        let horizon = || Ok::<_, Refused>(Horizon::new(number(arguments, "t")?)?);
        let of_each = |value: &dyn Fn(&VisitHistory) -> f64| {
            rows(columns, |[visits, last, age]| {
                Ok(value(&VisitHistory::new(
                    count("repeatVisits", visits)?,
                    last,
                    age,
                )?))
            })
        };
        match call {
            "logLikelihood" => of_each(&|history| model.log_likelihood(history)),
            "probabilityAlive" => of_each(&|history| model.probability_alive(history)),
            "expectedVisits" => {
                let horizon = horizon()?;
                of_each(&|history| model.expected_visits(horizon, history))
            }
            "discountedExpectedVisits" => {
                let discount = ContinuousDiscount::new(number(arguments, "rate")?)?;
                of_each(&|history| model.discounted_expected_visits(discount, history))
            }
            _ => Ok(vec![model.expected_visits_of_newcomer(horizon()?)]),
        }
    }
}

fn occasions(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    if let Some(parameters) = parameters(arguments, BgBb::PARAMETER_NAMES)? {
        return Ok(Arc::new(Purchasing {
            model: BgBb::from_parameters(parameters)?,
            summary: None,
        }));
    }
    let (columns, weights) = columns.split_at(3.min(columns.len()));
    let [visits, last, all] = columns else {
        return Err(too_few());
    };
    let histories = OccasionHistories::from_columns(visits, last, all, weights.first().map(Vec::as_slice))?;
    Ok(Arc::new(Purchasing::of(&BgBb::fit(
        &histories,
        &options(arguments)?,
    )?)))
}

impl Model for Purchasing<BgBb> {
    fn said(&self) -> Value {
        self.said(&BgBb::PARAMETER_NAMES, &self.model.parameters())
    }

    fn ask(&self, call: &str, arguments: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        let ahead = || count("t", number(arguments, "t")?);
        let of_each = |value: &dyn Fn(&OccasionHistory) -> f64| {
            rows(columns, |[visits, last, all]| {
                let history = OccasionHistory::new(
                    count("repeatVisits", visits)?,
                    count("lastOccasion", last)?,
                    count("occasions", all)?,
                )?;
                Ok(value(&history))
            })
        };
        match call {
            "logLikelihood" => of_each(&|history| self.model.log_likelihood(history)),
            "probabilityAlive" => of_each(&|history| self.model.probability_alive(history)),
            "expectedVisits" => {
                let occasions = ahead()?;
                of_each(&|history| self.model.expected_visits(occasions, history))
            }
            "discountedExpectedVisits" => {
                let discount = ContinuousDiscount::new(number(arguments, "rate")?)?;
                of_each(&|history| self.model.discounted_expected_visits(discount, history))
            }
            _ => Ok(vec![self.model.expected_visits_of_newcomer(ahead()?)]),
        }
    }
}

fn spend(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    if let Some(parameters) = parameters(arguments, GammaGamma::PARAMETER_NAMES)? {
        return Ok(Arc::new(Purchasing {
            model: GammaGamma::from_parameters(parameters)?,
            summary: None,
        }));
    }
    let (columns, weights) = columns.split_at(2.min(columns.len()));
    let [visits, mean] = columns else {
        return Err(too_few());
    };
    let histories = SpendHistories::from_columns(visits, mean, weights.first().map(Vec::as_slice))?;
    Ok(Arc::new(Purchasing::of(&GammaGamma::fit(
        &histories,
        &options(arguments)?,
    )?)))
}

impl Model for Purchasing<GammaGamma> {
    fn said(&self) -> Value {
        self.said(&GammaGamma::PARAMETER_NAMES, &self.model.parameters())
    }

    fn ask(&self, call: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        let infinite = || {
            Refused::at(
                "params",
                "the mean spend is infinite at these parameters; q has to be above 1",
            )
        };
        if call == "expectedSpendOfNewcomer" {
            return self
                .model
                .expected_spend_of_newcomer()
                .map(|spend| vec![spend])
                .ok_or_else(infinite);
        }
        rows(columns, |[visits, mean]| {
            let history = SpendHistory::new(count("visits", visits)?, mean)?;
            match call {
                "logLikelihood" => Ok(self.model.log_likelihood(&history)),
                _ => self.model.expected_spend(&history).ok_or_else(infinite),
            }
        })
    }
}

/// `value` of each row of as many columns.
fn rows<const N: usize>(
    columns: &[Vec<f64>],
    value: impl Fn([f64; N]) -> Result<f64, Refused>,
) -> Result<Vec<f64>, Refused> {
    let columns: [&Vec<f64>; N] = columns
        .iter()
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| too_few())?;
    let count = columns[0].len();
    if columns.iter().any(|column| column.len() != count) {
        return Err(Refused::at("table", "the columns are not equally long"));
    }
    (0..count)
        .map(|row| value(columns.map(|column| column[row])))
        .collect()
}

fn count(name: &str, value: f64) -> Result<u32, Refused> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a u32"
    )]
    (value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value))
        .then_some(value as u32)
        .ok_or_else(|| Refused::at(name, format!("{value} is not a whole number of 0 or more")))
}

fn too_few() -> Refused {
    Refused::at("table", "a column is missing")
}
