//! Data from which little or nothing can be told: a typed error or a flag, never a number that is none.

use cic_core::churn::retention::{
    BetaDiscreteWeibull, PaymentConvention, RetentionCounts, RetentionCurve, RetentionError, RetentionFlag,
    RetentionOptions, ShiftedBetaGeo, Tenure,
};
use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, FittedCoxPh, KaplanMeier, KaplanMeierOptions, NelsonAalen,
    NelsonAalenOptions, Observations, SurvivalError,
};

use crate::reference::assert_near;

const EIGHT: [f64; 8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];

fn cox(
    durations: &[f64],
    events: &[bool],
    covariates: &[f64],
    width: usize,
) -> Result<FittedCoxPh, SurvivalError> {
    let rows = CoxRows::new(Observations::new(durations, events), covariates, width);
    CoxPh::fit(&rows, &CoxOptions::default())
}

#[test]
fn no_rows_and_rows_of_no_weight_are_refused() {
    let options = KaplanMeierOptions::default();
    let none = KaplanMeier::fit(&Observations::new(&[], &[]), &options);
    assert_eq!(none.unwrap_err(), SurvivalError::NoRows);
    let weightless = Observations::new(&[1.0], &[true]).with_weights(&[0.0]);
    assert_eq!(
        KaplanMeier::fit(&weightless, &options).unwrap_err(),
        SurvivalError::NoRows
    );
}

#[test]
fn values_that_mean_nothing_are_named_with_their_row() {
    let fit = |observations: &Observations<'_>| {
        KaplanMeier::fit(observations, &KaplanMeierOptions::default())
            .unwrap_err()
            .to_string()
    };
    let events = [true, false];
    assert_eq!(
        fit(&Observations::new(&[1.0, f64::NAN], &events)),
        "row 1, durations: NaN is not a finite number of 0 or more"
    );
    assert_eq!(
        fit(&Observations::new(&[1.0, -2.0], &events)),
        "row 1, durations: -2 is not a finite number of 0 or more"
    );
    assert_eq!(
        fit(&Observations::new(&[1.0, 2.0], &events).with_entries(&[1.0, 0.0])),
        "row 0 enters at 1, which is not before its duration 1"
    );
    assert_eq!(
        fit(&Observations::new(&[1.0, 2.0, 3.0], &events)),
        "3 durations do not go with 2 values of events"
    );
}

#[test]
fn a_curve_without_events_is_level_and_has_no_median() {
    let fitted = KaplanMeier::fit(
        &Observations::new(&[2.0, 5.0], &[false, false]),
        &KaplanMeierOptions::default(),
    )
    .unwrap();
    assert_near(fitted.survival(9.0), 1.0, 0.0);
    assert_eq!(fitted.survival_interval(9.0), (1.0, 1.0));
    assert_eq!(fitted.median().time, None);
    let mean = fitted.restricted_mean(9.0);
    assert_near(mean.mean, 9.0, 1e-12);
    assert!(mean.beyond_last_time && mean.standard_error < 1e-300);
}

#[test]
fn one_row_and_all_events_at_once_drop_to_nothing_with_bands_that_say_little() {
    for rows in [1, 5] {
        let (durations, events) = (vec![3.0; rows], vec![true; rows]);
        let observations = Observations::new(&durations, &events);
        let fitted = KaplanMeier::fit(&observations, &KaplanMeierOptions::default()).unwrap();
        assert_near(fitted.survival(3.0), 0.0, 0.0);
        assert_eq!(fitted.survival_interval(3.0), (0.0, 1.0));
        assert_eq!((fitted.lower_band(), fitted.upper_band()), (vec![0.0], vec![1.0]));
        assert_eq!(fitted.median().time, Some(3.0));
        assert_eq!(fitted.median().upper, None);
        assert_near(fitted.restricted_mean(10.0).mean, 3.0, 1e-12);
        let hazard = NelsonAalen::fit(&observations, &NelsonAalenOptions::default()).unwrap();
        assert_near(hazard.cumulative_hazard(3.0), 1.0, 1e-12);
    }
}

#[test]
fn cox_refuses_what_it_cannot_tell_an_effect_from() {
    let events = [true; 8];
    let refusal = |covariates: &[f64], width: usize| cox(&EIGHT, &events, covariates, width).unwrap_err();
    assert_eq!(
        refusal(&[0.1; 8], 1),
        SurvivalError::ConstantCovariate { covariate: 0 }
    );
    let twice: Vec<f64> = EIGHT
        .iter()
        .rev()
        .flat_map(|value| [*value, 3.0 - 2.0 * value])
        .collect();
    assert_eq!(
        refusal(&twice, 2),
        SurvivalError::DependentCovariate { covariate: 1 }
    );
    assert_eq!(
        refusal(&EIGHT[..7], 1),
        SurvivalError::Ragged {
            values: 7,
            rows: 8,
            covariates: 1
        }
    );
    assert_eq!(
        cox(&EIGHT, &[false; 8], &EIGHT, 1).unwrap_err(),
        SurvivalError::NoEvents
    );
    assert_eq!(
        cox(&[5.0], &[true], &[1.0], 1).unwrap_err(),
        SurvivalError::ConstantCovariate { covariate: 0 }
    );
    // All at risk at the only event time have it: nothing is compared.
    assert_eq!(
        cox(&[5.0; 3], &[true; 3], &[1.0, 2.0, 3.0], 1)
            .unwrap()
            .separated_covariates(),
        [] as [usize; 0]
    );
    let options = CoxOptions {
        ridge: f64::NAN,
        max_iterations: 0,
        ..CoxOptions::default()
    };
    let rows = CoxRows::new(Observations::new(&EIGHT, &events), &EIGHT, 1);
    let text = CoxPh::fit(&rows, &options).unwrap_err().to_string();
    assert_eq!(
        text,
        "ridge: NaN is not a finite number of 0 or more; max_iterations: at least one step is needed"
    );
}

#[test]
fn separation_is_flagged_and_a_ridge_mends_it() {
    // Nobody with the first covariate has the event.
    let covariates = [
        0.0, 1.0, 0.0, 3.0, 0.0, 2.0, 0.0, 5.0, 1.0, 1.0, 1.0, 4.0, 1.0, 2.0, 1.0, 3.0,
    ];
    let durations = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let events = [true, true, true, true, false, false, false, false];
    let rows = CoxRows::new(Observations::new(&durations, &events), &covariates, 2);
    let fitted = CoxPh::fit(&rows, &CoxOptions::default()).unwrap();
    assert_eq!(fitted.separated_covariates(), [0]);
    assert!(fitted.coefficients().iter().all(|effect| effect.is_finite()));
    assert!(fitted.coefficients()[0] < -10.0 && fitted.log_likelihood().is_finite());
    let survival = fitted.survival(&covariates, 0, &[0.5, 4.5]).unwrap();
    assert!(survival.iter().all(|share| (0.0..=1.0).contains(share)));

    let options = CoxOptions {
        ridge: 1.0,
        ..CoxOptions::default()
    };
    let bounded = CoxPh::fit(&rows, &options).unwrap();
    assert!(bounded.separated_covariates().is_empty() && bounded.converged());
    assert!((-5.0..-0.5).contains(&bounded.coefficients()[0]));
}

#[test]
fn far_values_foretell_no_more_than_certainty() {
    let fitted = cox(&EIGHT, &[true; 8], &[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0], 1).unwrap();
    let far = [f64::MAX, f64::MIN, 1e6];
    for hazard in fitted.relative_hazards(&far).unwrap() {
        assert!(hazard.is_finite() && hazard >= 0.0);
    }
    assert!(fitted.relative_hazards(&[f64::NAN]).is_err());
    assert_eq!(
        fitted.survival(&far, 3, &[1.0]).unwrap_err(),
        SurvivalError::UnknownStratum { stratum: 3 }
    );
}

fn beta_geometric(survivors: &[f64]) -> Result<Vec<RetentionFlag>, RetentionError> {
    let counts = RetentionCounts::from_survivors(survivors)?;
    let fitted = ShiftedBetaGeo::fit(&counts, &RetentionOptions::default())?;
    assert!(fitted.log_likelihood().is_finite());
    assert_eq!(fitted.covariance().is_none(), !fitted.flags().is_empty());
    let lifetime = fitted
        .curve()
        .discounted_expected_lifetime(0.1, PaymentConvention::WithCurrentPayment)?;
    assert!((1.0..=11.0).contains(&lifetime), "{lifetime}");
    Ok(fitted.flags().to_vec())
}

#[test]
fn retention_that_tells_nothing_is_refused() {
    assert_eq!(
        beta_geometric(&[100.0, 100.0, 100.0]),
        Err(RetentionError::NobodyLeft)
    );
    assert_eq!(beta_geometric(&[100.0, 0.0]), Err(RetentionError::NobodyStayed));
    let too_few = |found| Err(RetentionError::TooFewPeriods { found, needed: 2 });
    assert_eq!(beta_geometric(&[100.0, 50.0]), too_few(1));
    assert_eq!(beta_geometric(&[100.0]), too_few(0));
    assert_eq!(beta_geometric(&[]), too_few(0));
    assert_eq!(
        beta_geometric(&[100.0, 60.0, 70.0]).unwrap_err().to_string(),
        "cohort 0: 70 survive decision 2, but only 60 faced it"
    );
    assert!(beta_geometric(&[100.0, f64::NAN]).is_err());
}

#[test]
fn members_who_do_not_differ_are_flagged_as_homogeneous() {
    let geometric: Vec<f64> = (0..8).map(|period| 1000.0 * 0.8_f64.powi(period)).collect();
    assert_eq!(beta_geometric(&geometric), Ok(vec![RetentionFlag::Homogeneous]));
    assert_eq!(
        beta_geometric(&[1000.0, 900.0, 700.0, 400.0]),
        Ok(vec![RetentionFlag::Homogeneous])
    );
}

#[test]
fn members_who_leave_at_once_or_never_are_flagged_as_polarised() {
    assert_eq!(
        beta_geometric(&[1000.0, 600.0, 600.0, 600.0]),
        Ok(vec![RetentionFlag::Polarised])
    );
}

#[test]
fn a_weibull_fit_to_any_survivors_is_finite_or_refused() {
    let shapes: [&[f64]; 6] = [
        &[1000.0, 600.0, 600.0, 600.0],
        &[1000.0, 900.0, 700.0, 400.0, 100.0],
        &[1000.0, 999.0, 500.0, 499.0],
        &[10.0, 9.0, 9.0, 8.0],
        &[1e9, 7e8, 6e8, 5.5e8, 5.2e8],
        &[3.0, 2.0, 1.0, 0.0],
    ];
    for survivors in shapes {
        let counts = RetentionCounts::from_survivors(survivors).unwrap();
        let fitted = BetaDiscreteWeibull::fit(&counts, &RetentionOptions::default()).unwrap();
        assert!(fitted.log_likelihood().is_finite(), "{survivors:?}");
        let beta_geometric = ShiftedBetaGeo::fit(&counts, &RetentionOptions::default()).unwrap();
        let gain = fitted.log_likelihood() - beta_geometric.log_likelihood();
        assert!(
            gain > -1e-6 * beta_geometric.log_likelihood().abs(),
            "{survivors:?} {gain}"
        );
        let curve = fitted.curve().survival_curve(60);
        assert!(
            curve.windows(2).all(|pair| pair[1] <= pair[0] && pair[1] >= 0.0),
            "{survivors:?}"
        );
    }
    let two_periods = RetentionCounts::from_survivors(&[9.0, 5.0, 4.0]).unwrap();
    let needed = BetaDiscreteWeibull::fit(&two_periods, &RetentionOptions::default());
    assert_eq!(
        needed.unwrap_err(),
        RetentionError::TooFewPeriods { found: 2, needed: 3 }
    );
}

#[test]
fn lifetimes_without_an_end_are_refused() {
    let lifetime = |alpha, rate, period| {
        RetentionCurve::shifted_beta_geo(alpha, 2.0)
            .unwrap()
            .discounted_expected_residual_lifetime(period, rate, PaymentConvention::WithoutCurrentPayment)
    };
    assert_eq!(lifetime(0.9, 0.0, 1), Err(RetentionError::InfiniteLifetime));
    assert_near(lifetime(3.0, 0.0, 2).unwrap(), 1.5, 1e-12);
    assert_eq!(lifetime(3.0, 0.1, 0), Err(RetentionError::PeriodZero));
    assert_eq!(
        lifetime(3.0, -0.1, 1),
        Err(RetentionError::DiscountRate { rate: -0.1 })
    );
    assert!(lifetime(3.0, f64::NAN, 1).is_err());
    assert!(RetentionCurve::shifted_beta_geo(0.0, 1.0).is_err());
}

#[test]
fn a_tenure_without_a_decision_cannot_end_in_leaving() {
    let tenures = [Tenure::from_start(2, true), Tenure::from_start(0, true)];
    assert_eq!(
        RetentionCounts::from_tenures(&tenures, None)
            .unwrap_err()
            .to_string(),
        "member 1: periods 1 to 0 hold no decision to leave"
    );
}
