use serde::Deserialize;
use serde_json::{Value, json};

use super::given::{Given, named, parameters};
use super::{Answers, ModelQuestion};
use crate::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, PaymentConvention, RetentionCounts, RetentionCurve, ShiftedBetaGeo,
};
use crate::error::Result;
use crate::stop::Stop;

/// Several columns of this name are several cohorts.
pub(super) const COLUMNS: &[&str] = &["survivors"];
pub(super) const QUESTIONS: &[ModelQuestion] = &[
    ModelQuestion::of("survival", &[], &["periods"]),
    ModelQuestion::of("retention_rate", &[], &["periods"]),
    ModelQuestion::of(
        "discounted_expected_residual_lifetime",
        &["period", "discount_rate"],
        &[],
    ),
];

struct Retention {
    curve: RetentionCurve,
    fitted: Option<FittedRetention>,
}

/// What a discounted lifetime is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifetime {
    period: u32,
    discount_rate: f64,
    #[serde(default = "renewal_due_now")]
    convention: PaymentConvention,
}

const fn renewal_due_now() -> PaymentConvention {
    PaymentConvention::RenewalDueNow
}

impl Retention {
    fn of(fitted: FittedRetention) -> Box<dyn Answers> {
        Box::new(Self {
            curve: *fitted.curve(),
            fitted: Some(fitted),
        })
    }

    fn known(curve: RetentionCurve) -> Box<dyn Answers> {
        Box::new(Self { curve, fitted: None })
    }
}

fn counts(given: &Given) -> Result<RetentionCounts> {
    given.column("survivors")?;
    let cohorts: Vec<&[f64]> = given.all("survivors").collect();
    Ok(RetentionCounts::from_cohorts(&cohorts)?)
}

pub(super) fn fit_geometric(given: &Given, _stop: &Stop) -> Result<Box<dyn Answers>> {
    let fitted = ShiftedBetaGeo::fit(&counts(given)?, &given.options()?)?;
    Ok(Retention::of(fitted))
}

pub(super) fn fit_weibull(given: &Given, _stop: &Stop) -> Result<Box<dyn Answers>> {
    let fitted = BetaDiscreteWeibull::fit(&counts(given)?, &given.options()?)?;
    Ok(Retention::of(fitted))
}

pub(super) fn geometric_at(given: &Value) -> Result<Box<dyn Answers>> {
    let [alpha, beta] = parameters(given, ["alpha", "beta"])?;
    Ok(Retention::known(RetentionCurve::shifted_beta_geo(alpha, beta)?))
}

pub(super) fn weibull_at(given: &Value) -> Result<Box<dyn Answers>> {
    let [alpha, beta, c] = parameters(given, ["alpha", "beta", "c"])?;
    let curve = RetentionCurve::beta_discrete_weibull(alpha, beta, c)?;
    Ok(Retention::known(curve))
}

impl Answers for Retention {
    fn figures(&self) -> Value {
        let width = self.curve.parameters().len();
        let rows = |covariance: &[f64]| covariance.chunks(width).map(<[f64]>::to_vec).collect::<Vec<_>>();
        let summary = self.fitted.as_ref().map(|fitted| {
            json!({
                "log_likelihood": fitted.log_likelihood(),
                "standard_errors": fitted.standard_errors(),
                "covariance": fitted.covariance().map(rows),
                "flags": fitted.flags(),
            })
        });
        json!({ "params": self.parameters(), "summary": summary })
    }

    fn parameters(&self) -> Value {
        let (names, values): (Vec<&str>, Vec<f64>) = self.curve.parameters().into_iter().unzip();
        named(&names, &values)
    }

    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        if question == "discounted_expected_residual_lifetime" {
            let asked: Lifetime = given.options()?;
            let lifetime = self.curve.discounted_expected_residual_lifetime(
                asked.period,
                asked.discount_rate,
                asked.convention,
            )?;
            return Ok(vec![lifetime]);
        }
        let periods = given.counts("periods")?.into_iter();
        Ok(match question {
            "retention_rate" => periods.map(|period| self.curve.retention_rate(period)).collect(),
            _ => periods.map(|period| self.curve.survival(period)).collect(),
        })
    }
}
