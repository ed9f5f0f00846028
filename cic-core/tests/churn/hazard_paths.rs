//! A member's chance to stay along a declared future.

use cic_core::churn::hazard::{
    Baseline, ChurnHazard, FittedHazard, FutureCovariates, FuturePath, HazardError, HazardOptions, Link,
    MonthRule,
};
use proptest::prelude::*;

use crate::members::{Members, WIDTH};

fn fitted() -> FittedHazard {
    let (seed, count, link, months) = (3, 900, Link::Logit, 12);
    let options = HazardOptions {
        baseline: Baseline::Intervals { months: 2 },
        ..HazardOptions::default()
    };
    ChurnHazard::fit_months(
        &Members {
            seed,
            count,
            link,
            months,
        },
        &options,
    )
    .expect("both outcomes occur")
}

const CARRIED: FutureCovariates<'static> = FutureCovariates::CarriedForward(&[0.2, 1.0, 0.1]);

#[test]
fn a_pause_stops_the_clock_and_a_bound_month_does_not() {
    let fitted = fitted();
    let hazard = |rules: &[MonthRule]| {
        let path = FuturePath {
            first_month: 2,
            months: 4,
            covariates: CARRIED,
            rules,
        };
        fitted.survival(&path).unwrap().hazard().to_vec()
    };
    let free = hazard(&[]);
    let paused = hazard(&[MonthRule::Paused]);
    let bound = hazard(&[MonthRule::Bound]);
    assert!(paused[0].abs() < 1e-300 && bound[0].abs() < 1e-300);
    assert_eq!(paused[1..], free[..3]);
    assert_eq!(bound[1..], free[1..]);
    assert_ne!(
        free[0].to_bits(),
        free[1].to_bits(),
        "month 3 is in another interval than month 2"
    );
}

#[test]
fn a_row_carried_forward_is_that_row_every_month() {
    let fitted = fitted();
    let survival = |covariates| {
        let (first_month, months, rules) = (1, 3, [].as_slice());
        fitted.survival(&FuturePath {
            first_month,
            months,
            covariates,
            rules,
        })
    };
    let repeated = [0.2, 1.0, 0.1].repeat(3);
    assert_eq!(
        survival(CARRIED).unwrap(),
        survival(FutureCovariates::PerMonth(&repeated)).unwrap()
    );
    let error = survival(FutureCovariates::PerMonth(&repeated[..6])).unwrap_err();
    assert!(matches!(error, HazardError::Ragged { .. }));
    assert!(survival(FutureCovariates::CarriedForward(&[0.1, f64::NAN, 0.0])).is_err());
}

proptest! {
    #[test]
    fn survival_falls_from_one_and_ends_above_zero(
        values in prop::collection::vec(-5.0..5.0_f64, WIDTH * 6),
        first_month in 0..200_u32,
    ) {
        let (months, covariates, rules) = (6, FutureCovariates::PerMonth(&values), [MonthRule::Bound].as_slice());
        let path = fitted().survival(&FuturePath { first_month, months, covariates, rules }).unwrap();
        prop_assert!((path.survival()[0] - 1.0).abs() < 1e-15);
        prop_assert!(path.survival().is_sorted_by(|before, after| before >= after));
        prop_assert!(path.survival()[5] >= 0.0);
        prop_assert!((path.probability_of_exit(6) - (1.0 - path.survival()[5])).abs() < 1e-15);
        prop_assert!(path.probability_of_exit(0).abs() < 1e-300);
    }
}
