//! Published retention models: Fader and Hardie (2007, 2010), and Fader, Hardie et al. (2018).

use cic_core::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, PaymentConvention, RetentionCounts, RetentionCurve,
    RetentionOptions, ShiftedBetaGeo,
};

use crate::reference::assert_near;

const REGULAR: [f64; 8] = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];
const HIGH_END: [f64; 8] = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];

#[track_caller]
fn assert_fit(fitted: &FittedRetention, expected: &[f64], log_likelihood: f64) {
    assert!(fitted.flags().is_empty(), "{:?}", fitted.flags());
    assert_near(fitted.log_likelihood(), log_likelihood, 1e-4);
    for ((name, value), expected) in fitted.parameters().into_iter().zip(expected) {
        assert!(
            (value / expected - 1.0).abs() < 1e-4,
            "{name}: {value} is not {expected}"
        );
    }
}

fn shifted_beta_geo(counts: &RetentionCounts) -> FittedRetention {
    ShiftedBetaGeo::fit(counts, &RetentionOptions::default()).unwrap()
}

#[test]
fn one_cohort_gives_the_published_beta_geometric_fit() {
    let regular = RetentionCounts::from_survivors(&REGULAR).unwrap();
    assert_fit(
        &shifted_beta_geo(&regular),
        &[0.704_077_3, 1.182_043],
        -1_680.265_2,
    );
    let high_end = RetentionCounts::from_survivors(&HIGH_END).unwrap();
    assert_fit(
        &shifted_beta_geo(&high_end),
        &[0.668_088_3, 3.806_095],
        -1_611.158_1,
    );
}

#[test]
fn staggered_cohorts_give_the_published_beta_geometric_fit() {
    let cohort = [10_000.0, 8_000.0, 6_480.0, 5_307.0, 4_391.0];
    let cohorts = [&cohort[..], &cohort[..4], &cohort[..3], &cohort[..2]];
    let counts = RetentionCounts::from_cohorts(&cohorts).unwrap();
    assert_fit(&shifted_beta_geo(&counts), &[3.798_1, 15.191_9], -40_255.837_3);
}

#[test]
fn one_cohort_gives_the_published_beta_discrete_weibull_fit() {
    let counts = RetentionCounts::from_survivors(&REGULAR[..5]).unwrap();
    let fitted = BetaDiscreteWeibull::fit(&counts, &RetentionOptions::default()).unwrap();
    assert_fit(&fitted, &[0.523_029_2, 0.894_282_5, 1.196_399], -1_401.383_1);
}

#[test]
fn residual_lifetimes_are_those_published() {
    let curve = RetentionCurve::shifted_beta_geo(3.80, 15.20).unwrap();
    let published = [3.309_82, 3.451_00, 3.586_54, 3.716_81, 3.842_13];
    for (period, published) in (1..).zip(published) {
        let lifetime =
            curve.discounted_expected_residual_lifetime(period, 0.1, PaymentConvention::RenewalDueNow);
        assert_near(lifetime.unwrap(), published, 5e-6);
    }
}
