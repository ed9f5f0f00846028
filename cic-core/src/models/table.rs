use super::{ModelKind, ModelQuestion};
use super::{clusters, hazard, occasions, retention, spend, survival, visits};
use crate::purchasing::{BgNbd, MbgNbd, ParetoNbd};

impl ModelQuestion {
    pub(super) const fn of(
        name: &'static str,
        numbers: &'static [&'static str],
        columns: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            numbers,
            columns,
        }
    }
}

/// What models of visits are asked, from the columns of a history.
pub(super) const fn questions_of_visits(history: &'static [&'static str]) -> [ModelQuestion; 5] {
    [
        ModelQuestion::of("log_likelihood", &[], history),
        ModelQuestion::of("probability_alive", &[], history),
        ModelQuestion::of("expected_visits", &["t"], history),
        ModelQuestion::of("discounted_expected_visits", &["rate"], history),
        ModelQuestion::of("expected_visits_of_newcomer", &["t"], &[]),
    ]
}

const WEIGHTS: &[&str] = &["weights"];

macro_rules! models {
    ($($name:literal: $columns:expr, $further:expr, $fitted:expr, $questions:expr, $fit:expr, $at:expr;)*) => {
        /// Every model. A new one is one entry here.
        pub const MODELS: &[ModelKind] = &[$(ModelKind {
            name: $name,
            columns: $columns,
            further: $further,
            fitted: $fitted,
            questions: $questions,
            fit: $fit,
            at: $at,
        }),*];
    };
}

models! {
    "BetaGeo": visits::COLUMNS, WEIGHTS, &[], visits::QUESTIONS, visits::fit::<BgNbd>, visits::at::<BgNbd>;
    "MbgNbd": visits::COLUMNS, WEIGHTS, &[], visits::QUESTIONS, visits::fit::<MbgNbd>, visits::at::<MbgNbd>;
    "ParetoNbd": visits::COLUMNS, WEIGHTS, &[], visits::QUESTIONS, visits::fit::<ParetoNbd>, visits::at::<ParetoNbd>;
    "BgBb": occasions::COLUMNS, WEIGHTS, &[], occasions::QUESTIONS, occasions::fit, occasions::at;
    "GammaGamma": spend::COLUMNS, WEIGHTS, &[], spend::QUESTIONS, spend::fit, spend::at;
    "ShiftedBetaGeo": retention::COLUMNS, &[], &[], retention::QUESTIONS, retention::fit_geometric, retention::geometric_at;
    "BetaDiscreteWeibull": retention::COLUMNS, &[], &[], retention::QUESTIONS, retention::fit_weibull, retention::weibull_at;
    "ChurnHazard": hazard::COLUMNS, hazard::FURTHER, &[], hazard::QUESTIONS, hazard::fit, hazard::at;
    "CoxPh": survival::COX_COLUMNS, survival::COX_FURTHER, &[], survival::COX_QUESTIONS, survival::fit_cox, survival::cox_at;
    "KaplanMeier": survival::CURVE_COLUMNS, survival::CURVE_FURTHER, survival::CURVE_FITTED, survival::CURVE_QUESTIONS, survival::fit_curve, survival::curve_at;
    "KMeans": clusters::COLUMNS, &[], clusters::FITTED, clusters::QUESTIONS, clusters::fit, clusters::at;
}
