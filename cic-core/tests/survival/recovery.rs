//! A thousand fits to data whose truth is known: the mean comes back, and 95 % intervals hold it as often as they say.

use cic_core::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, RetentionCounts, RetentionCurve, RetentionOptions, ShiftedBetaGeo,
};
use cic_core::churn::survival::{CoxOptions, CoxPh, KaplanMeier, KaplanMeierOptions};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::sample::{EFFECTS, sample};

const FITS: u64 = 1_000;
const WIDTH: f64 = 1.959_963_984_540_054;

/// How often intervals held the truth, and how far estimates were off on average, in standard errors.
#[track_caller]
fn assert_covered(name: &str, draws: &[(f64, f64)], truth: f64) {
    let held = draws
        .iter()
        .filter(|(estimate, error)| (estimate - truth).abs() <= WIDTH * error)
        .count();
    let coverage = held as f64 / draws.len() as f64;
    assert!(
        (0.925..=0.97).contains(&coverage),
        "{name}: {coverage} of {} intervals hold {truth}",
        draws.len()
    );
    let offset = draws
        .iter()
        .map(|(estimate, error)| (estimate - truth) / error)
        .sum::<f64>()
        / draws.len() as f64;
    assert!(
        offset.abs() < 0.2,
        "{name}: off by {offset} standard errors on average"
    );
}

#[test]
fn cox_effects_come_back_with_ties_censoring_and_late_entry() {
    let draws: Vec<[(f64, f64); 2]> = (0..FITS)
        .into_par_iter()
        .map(|seed| {
            let sample = sample(20_000 + seed, 300, true);
            let fitted = CoxPh::fit(&sample.rows(), &CoxOptions::default()).unwrap();
            let errors = fitted.standard_errors().unwrap();
            [0, 1].map(|place| (fitted.coefficients()[place], errors[place]))
        })
        .collect();
    for (place, truth) in EFFECTS.into_iter().enumerate() {
        let draws: Vec<(f64, f64)> = draws.iter().map(|draw| draw[place]).collect();
        assert_covered(["first", "second"][place], &draws, truth);
    }
}

#[test]
fn survival_bands_hold_the_truth_under_censoring() {
    // Hazard 0.1 a month, watched for 2 to 12 months.
    let truth = (-0.5_f64).exp();
    let held = (0..FITS)
        .into_par_iter()
        .filter(|seed| {
            let mut random = ChaCha8Rng::seed_from_u64(30_000 + seed);
            let (mut durations, mut events) = (Vec::new(), Vec::new());
            for _ in 0..200 {
                let until = -(1.0 - random.r#gen::<f64>()).ln() / 0.1;
                let watched = random.gen_range(2.0..12.0);
                durations.push(f64::min(until, watched));
                events.push(until <= watched);
            }
            let observations = cic_core::churn::survival::Observations::new(&durations, &events);
            let fitted = KaplanMeier::fit(&observations, &KaplanMeierOptions::default()).unwrap();
            let (lower, upper) = fitted.survival_interval(5.0);
            (lower..=upper).contains(&truth)
        })
        .count();
    let coverage = held as f64 / FITS as f64;
    assert!((0.925..=0.97).contains(&coverage), "{coverage}");
}

/// Survivors of a cohort, each decision drawn at the curve's retention rate.
fn survivors(curve: &RetentionCurve, members: u32, periods: u32, seed: u64) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut left = members;
    let mut survivors = vec![f64::from(left)];
    for period in 1..=periods {
        let rate = curve.retention_rate(period);
        left = (0..left).map(|_| u32::from(random.gen_bool(rate))).sum();
        survivors.push(f64::from(left));
    }
    survivors
}

/// Estimates and standard errors of the logarithms of the parameters, whose intervals are nearest to even.
fn logarithms(fitted: &FittedRetention) -> Vec<(f64, f64)> {
    let errors = fitted.standard_errors().unwrap();
    let pairs = fitted.parameters().into_iter().zip(errors);
    pairs
        .map(|((_, value), error)| (value.ln(), error / value))
        .collect()
}

fn assert_recovers(
    curve: &RetentionCurve,
    members: u32,
    periods: u32,
    fit: impl Fn(&RetentionCounts) -> FittedRetention + Sync,
) {
    let draws: Vec<Vec<(f64, f64)>> = (0..FITS)
        .into_par_iter()
        .map(|seed| {
            let survivors = survivors(curve, members, periods, 40_000 + seed);
            logarithms(&fit(&RetentionCounts::from_survivors(&survivors).unwrap()))
        })
        .collect();
    for (place, (name, truth)) in curve.parameters().into_iter().enumerate() {
        let draws: Vec<(f64, f64)> = draws.iter().map(|draw| draw[place]).collect();
        assert_covered(name, &draws, truth.ln());
    }
}

#[test]
fn beta_geometric_parameters_come_back() {
    let curve = RetentionCurve::shifted_beta_geo(0.7, 1.2).unwrap();
    assert_recovers(&curve, 2_000, 8, |counts| {
        ShiftedBetaGeo::fit(counts, &RetentionOptions::default()).unwrap()
    });
}

#[test]
fn beta_discrete_weibull_parameters_come_back() {
    let curve = RetentionCurve::beta_discrete_weibull(0.6, 1.5, 1.3).unwrap();
    assert_recovers(&curve, 4_000, 12, |counts| {
        BetaDiscreteWeibull::fit(counts, &RetentionOptions::default()).unwrap()
    });
}
