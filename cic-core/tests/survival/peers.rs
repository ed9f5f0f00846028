//! Random rows of which lifelines and scikit-survival made the same.

use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, CoxTies, FittedCoxPh, KaplanMeier, KaplanMeierOptions, NelsonAalen,
    NelsonAalenOptions, NelsonAalenTies, Observations, log_rank,
};
use serde::Deserialize;

use crate::reference::assert_near;

const CASES: &str = include_str!("../fixtures/survival_cases.json");

#[derive(Deserialize)]
struct Case {
    name: String,
    inputs: Inputs,
    answers: Answers,
}

#[derive(Deserialize)]
struct Inputs {
    covariates: Vec<f64>,
    durations: Vec<f64>,
    events: Vec<bool>,
    weights: Option<Vec<f64>>,
    entries: Option<Vec<f64>>,
    strata: Option<Vec<u32>>,
}

#[derive(Deserialize)]
struct Answers {
    times: Vec<f64>,
    survival: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    median: f64,
    discrete_hazard: Vec<f64>,
    discrete_hazard_upper: Vec<f64>,
    sequential_hazard: Vec<f64>,
    sequential_hazard_upper: Vec<f64>,
    cox: CoxAnswer,
    ridge: CoxAnswer,
    breslow: Option<BreslowAnswer>,
    log_rank: Option<LogRankAnswer>,
}

#[derive(Deserialize)]
struct CoxAnswer {
    coefficients: Vec<f64>,
    standard_errors: Vec<f64>,
    log_likelihood: f64,
    concordance: Option<f64>,
    last_baseline_hazards: Vec<f64>,
}

#[derive(Deserialize)]
struct BreslowAnswer {
    coefficients: Vec<f64>,
}

#[derive(Deserialize)]
struct LogRankAnswer {
    groups: Vec<u32>,
    chi_square: f64,
    p_value: f64,
}

impl Inputs {
    fn observations(&self) -> Observations<'_> {
        let mut observations = Observations::new(&self.durations, &self.events);
        if let Some(weights) = &self.weights {
            observations = observations.with_weights(weights);
        }
        if let Some(entries) = &self.entries {
            observations = observations.with_entries(entries);
        }
        observations
    }

    fn fit_cox(&self, options: &CoxOptions) -> FittedCoxPh {
        let rows = CoxRows::new(self.observations(), &self.covariates, 3);
        let rows = match &self.strata {
            Some(strata) => rows.with_strata(strata),
            None => rows,
        };
        CoxPh::fit(&rows, options).unwrap()
    }
}

fn for_each_case(check: impl Fn(&Inputs, &Answers)) {
    let cases: Vec<Case> = serde_json::from_str(CASES).unwrap();
    assert_eq!(cases.len(), 7);
    for case in &cases {
        println!("case: {}", case.name);
        check(&case.inputs, &case.answers);
    }
}

#[track_caller]
fn assert_all_near(actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    for (&actual, &expected) in actual.iter().zip(expected) {
        assert_near(actual, expected, tolerance);
    }
}

#[test]
fn kaplan_meier_agrees_with_lifelines() {
    for_each_case(|inputs, answers| {
        let options = KaplanMeierOptions::default();
        let fitted = KaplanMeier::fit(&inputs.observations(), &options).unwrap();
        for (place, &time) in answers.times.iter().enumerate() {
            assert_near(fitted.survival(time), answers.survival[place], 1e-10);
            let (lower, upper) = fitted.survival_interval(time);
            assert_near(lower, answers.lower[place], 1e-10);
            assert_near(upper, answers.upper[place], 1e-10);
        }
        assert_near(fitted.median().time.unwrap(), answers.median, 1e-12);
    });
}

#[test]
fn nelson_aalen_agrees_with_lifelines() {
    for_each_case(|inputs, answers| {
        for (ties, hazard, upper) in [
            (
                NelsonAalenTies::Discrete,
                &answers.discrete_hazard,
                &answers.discrete_hazard_upper,
            ),
            (
                NelsonAalenTies::Sequential,
                &answers.sequential_hazard,
                &answers.sequential_hazard_upper,
            ),
        ] {
            let options = NelsonAalenOptions {
                ties,
                ..NelsonAalenOptions::default()
            };
            let fitted = NelsonAalen::fit(&inputs.observations(), &options).unwrap();
            for (place, &time) in answers.times.iter().enumerate() {
                assert_near(fitted.cumulative_hazard(time), hazard[place], 1e-10);
                assert_near(fitted.cumulative_hazard_interval(time).1, upper[place], 1e-10);
            }
        }
    });
}

#[test]
fn cox_agrees_with_lifelines() {
    for_each_case(|inputs, answers| {
        let fitted = inputs.fit_cox(&CoxOptions::default());
        let expected = &answers.cox;
        assert_all_near(fitted.coefficients(), &expected.coefficients, 1e-7);
        assert_all_near(
            &fitted.standard_errors().unwrap(),
            &expected.standard_errors,
            1e-7,
        );
        assert_near(fitted.log_likelihood(), expected.log_likelihood, 1e-8);
        if let Some(concordance) = expected.concordance {
            assert_near(fitted.concordance().unwrap(), concordance, 1e-12);
        }
        let last = fitted
            .baseline()
            .iter()
            .map(|baseline| *baseline.cumulative_hazard.last().unwrap());
        let last: Vec<f64> = last.collect();
        assert_all_near(&last, &expected.last_baseline_hazards, 1e-7);
    });
}

#[test]
fn cox_with_a_ridge_agrees_with_lifelines() {
    // A penalty of 0.1 a row on effects of one standard deviation, which divides by one row less there.
    let options = CoxOptions {
        ridge: 0.1 * 90.0 * 90.0 / 89.0,
        ..CoxOptions::default()
    };
    for_each_case(|inputs, answers| {
        let fitted = inputs.fit_cox(&options);
        // Its absolute value is smooth near 0, and so its penalty is not quite the square.
        assert_all_near(fitted.coefficients(), &answers.ridge.coefficients, 1e-6);
    });
}

#[test]
fn cox_with_breslows_ties_agrees_with_scikit_survival() {
    let options = CoxOptions {
        ties: CoxTies::Breslow,
        ..CoxOptions::default()
    };
    for_each_case(|inputs, answers| {
        if let Some(expected) = &answers.breslow {
            let fitted = inputs.fit_cox(&options);
            assert_all_near(fitted.coefficients(), &expected.coefficients, 1e-7);
        }
    });
}

#[test]
fn log_rank_agrees_with_lifelines() {
    for_each_case(|inputs, answers| {
        if let Some(expected) = &answers.log_rank {
            let test = log_rank(&inputs.observations(), &expected.groups).unwrap();
            assert_near(test.chi_square, expected.chi_square, 1e-9);
            assert_near(test.p_value, expected.p_value, 1e-9);
        }
    });
}
