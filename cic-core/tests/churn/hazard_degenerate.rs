//! Data that a hazard cannot be fitted to as it is: an error or a flag says so, never a NaN.

use cic_core::churn::hazard::{
    ChurnHazard, FittedHazard, HazardError, HazardOptions, HistoryTable, Link, OnSeparation, Penalty,
    PenaltyScale,
};
use proptest::prelude::*;

use crate::fixture::assert_close;

/// Members who came and did not; nobody of those who came left.
const CAME: [f64; 18] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0,
];

fn three_of_the_first_ten() -> [bool; 18] {
    std::array::from_fn(|row| row < 3)
}

fn firth() -> HazardOptions {
    HazardOptions {
        penalty: Penalty::Firth,
        ..HazardOptions::default()
    }
}

#[test]
fn firth_on_two_by_two_cells_adds_half_to_each() {
    let fitted = ChurnHazard::fit(&CAME, 1, &three_of_the_first_ten(), None, &firth()).unwrap();
    let level = (3.5_f64 / 7.5).ln();
    assert_close(&[fitted.intercept()], &[level], 1e-7);
    assert_close(fitted.coefficients(), &[(0.5_f64 / 8.5).ln() - level], 1e-7);
    assert!(fitted.flags().converged && !fitted.flags().separated);
}

#[test]
fn a_group_without_exits_is_found_and_fitted_by_firth() {
    let fitted = ChurnHazard::fit(
        &CAME,
        1,
        &three_of_the_first_ten(),
        None,
        &HazardOptions::default(),
    )
    .unwrap();
    assert!(fitted.flags().separated && fitted.flags().converged);
    let expected = ChurnHazard::fit(&CAME, 1, &three_of_the_first_ten(), None, &firth()).unwrap();
    assert_close(fitted.coefficients(), expected.coefficients(), 1e-9);
    let refuse = HazardOptions {
        on_separation: OnSeparation::Refuse,
        ..HazardOptions::default()
    };
    let refused = ChurnHazard::fit(&CAME, 1, &three_of_the_first_ten(), None, &refuse);
    assert_eq!(refused.unwrap_err(), HazardError::Separated);
    for link in [Link::Logit, Link::Cloglog] {
        let ridge = HazardOptions {
            link,
            on_separation: OnSeparation::Ridge(0.5),
            ..HazardOptions::default()
        };
        let fitted = ChurnHazard::fit(&CAME, 1, &three_of_the_first_ten(), None, &ridge).unwrap();
        let (strength, scale) = (0.5, PenaltyScale::Standardised);
        assert_eq!(*fitted.penalty(), Penalty::Ridge { strength, scale });
        assert!(fitted.flags().separated && fitted.flags().converged);
    }
}

#[test]
fn firth_has_the_figures_of_an_independent_program() {
    let table = crate::fixture::breast_cancer();
    let mut values = table.columns(&["mean_texture", "mean_symmetry", "mean_fractal_dimension"]);
    values.truncate(3 * 40);
    for row in values.chunks_exact_mut(3) {
        row[1] *= 10.0;
        row[2] *= 100.0;
    }
    let benign = table.flags("benign");
    let fitted = ChurnHazard::fit(&values, 3, &benign[..40], None, &firth()).unwrap();
    assert_close(&[fitted.intercept()], &[11.712_015_26], 1e-7);
    assert_close(
        fitted.coefficients(),
        &[-0.410_209_92, -6.273_102_18, 0.895_493_23],
        1e-7,
    );
    assert_close(
        &fitted.standard_errors(),
        &[0.187_887_36, 4.096_215_03, 1.252_893_72],
        1e-7,
    );
    assert_close(&[fitted.log_likelihood()], &[-6.869_521_945_472_736], 1e-7);
}

#[test]
fn one_outcome_alone_is_an_error_unless_firth_is_asked_for() {
    for outcome in [false, true] {
        let exits = [outcome; 18];
        let error = ChurnHazard::fit(&CAME, 1, &exits, None, &HazardOptions::default()).unwrap_err();
        assert!(
            matches!(error, HazardError::OneOutcome { periods: 18, .. }),
            "{error}"
        );
        assert!(all_finite(
            &ChurnHazard::fit(&CAME, 1, &exits, None, &firth()).unwrap()
        ));
    }
}

#[test]
fn nobody_at_risk_is_an_error() {
    let fit = |values: &[f64], exits: &[bool], weights: &[f64]| {
        ChurnHazard::fit(values, 1, exits, Some(weights), &HazardOptions::default()).unwrap_err()
    };
    assert_eq!(fit(&[], &[], &[]), HazardError::NoRows);
    assert_eq!(fit(&[1.0, 2.0], &[true, false], &[0.0, 0.0]), HazardError::NoRows);
}

#[test]
fn what_cannot_be_used_is_named() {
    let fit = |values: &[f64], weights: Option<&[f64]>| {
        let exits = [true, false, true];
        ChurnHazard::fit(values, 1, &exits, weights, &HazardOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        fit(&[1.0, f64::NAN, 2.0], None),
        "row 1, column 0: NaN is not a finite number below 1e100"
    );
    assert_eq!(
        fit(&[1.0, 3.0, 2e100], None),
        "row 2, column 0: 2e100 is not a finite number below 1e100".replace("2e100", &2e100_f64.to_string())
    );
    assert_eq!(
        fit(&[1.0, 2.0], None),
        "values has 2 entries and there are 3 rows"
    );
    assert_eq!(
        fit(&[1.0, 2.0, 3.0], Some(&[1.0])),
        "weights has 1 entries and there are 3 rows"
    );
    assert_eq!(
        fit(&[1.0, 2.0, 3.0], Some(&[1.0, -1.0, 1.0])),
        "row 1: a weight of -1 is not a finite number of 0 or more"
    );
    let histories = HistoryTable {
        values: &[1.0, 2.0],
        n_features: 1,
        durations: &[3, 2],
        exits: &[true, false],
        entries: Some(&[0, 2]),
        weights: None,
    };
    let error = ChurnHazard::fit_histories(&histories, &HazardOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 1: months 3 to 2 are not in order or beyond month 100000"
    );
    let options = HazardOptions {
        link: Link::Cloglog,
        penalty: Penalty::Firth,
        max_iterations: 0,
        tolerance: f64::NAN,
        ..HazardOptions::default()
    };
    let HazardError::Options(faults) = ChurnHazard::fit(&[], 1, &[], None, &options).unwrap_err() else {
        panic!("options are at fault")
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["max_iterations", "tolerance", "penalty"]);
}

#[test]
fn columns_that_never_change_or_follow_from_others_are_left_out() {
    let rows: Vec<[f64; 5]> = (0..60_u32)
        .map(|row| {
            let (first, second) = (f64::from(row % 7), f64::from(row % 5) * 1e6);
            [
                first,
                0.1,
                second,
                3.0 * first - second / 1e6 + 4.0,
                f64::from(row % 2),
            ]
        })
        .collect();
    let exits: Vec<bool> = (0..60_u32).map(|row| row * 13 % 17 < 2 + row % 7).collect();
    let fitted = ChurnHazard::fit(rows.as_flattened(), 5, &exits, None, &HazardOptions::default()).unwrap();
    assert_eq!(fitted.flags().left_out, [1, 3]);
    assert!(fitted.flags().converged && all_finite(&fitted));
    let kept: Vec<f64> = rows.iter().flat_map(|row| [row[0], row[2], row[4]]).collect();
    let smaller = ChurnHazard::fit(&kept, 3, &exits, None, &HazardOptions::default()).unwrap();
    assert_close(&[fitted.log_likelihood()], &[smaller.log_likelihood()], 1e-12);
    let ridge = HazardOptions {
        penalty: Penalty::Ridge {
            strength: 0.1,
            scale: PenaltyScale::Standardised,
        },
        ..HazardOptions::default()
    };
    let fitted = ChurnHazard::fit(rows.as_flattened(), 5, &exits, None, &ridge).unwrap();
    assert_eq!(
        fitted.flags().left_out,
        [1],
        "a ridge chooses among columns that follow from each other"
    );
}

#[test]
fn without_columns_the_hazard_is_a_rate() {
    let exits = [true, false, false, false];
    let fitted = ChurnHazard::fit(&[], 0, &exits, None, &HazardOptions::default()).unwrap();
    assert_close(&[fitted.intercept()], &[-(3.0_f64.ln())], 1e-9);
    let nothing = HazardOptions {
        intercept: false,
        ..HazardOptions::default()
    };
    let fitted = ChurnHazard::fit(&[], 0, &exits, None, &nothing).unwrap();
    assert_close(&[fitted.log_likelihood()], &[4.0 * 0.5_f64.ln()], 1e-12);
}

fn all_finite(fitted: &FittedHazard) -> bool {
    let numbers = fitted
        .coefficients()
        .iter()
        .chain(fitted.levels())
        .chain(fitted.covariance());
    numbers
        .chain([&fitted.log_likelihood(), &fitted.distance_to_optimum()])
        .all(|value| value.is_finite())
}

proptest! {
    #[test]
    fn any_table_gives_finite_numbers_or_an_error(
        rows in prop::collection::vec((prop::array::uniform3(0..6_usize), any::<bool>(), 0..3_u32), 0..14),
        cloglog in any::<bool>(),
        penalty in 0..3_u32,
        intercept in any::<bool>(),
    ) {
        const VALUES: [f64; 6] = [0.0, 1.0, -1.0, 1e6, 1e-6, -1e99];
        let values: Vec<f64> = rows.iter().flat_map(|row| row.0.map(|place| VALUES[place])).collect();
        let exits: Vec<bool> = rows.iter().map(|row| row.1).collect();
        let weights: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
        let options = HazardOptions {
            link: if cloglog { Link::Cloglog } else { Link::Logit },
            penalty: match penalty {
                0 => Penalty::None,
                1 if !cloglog => Penalty::Firth,
                _ => Penalty::Ridge { strength: 0.3, scale: PenaltyScale::Standardised },
            },
            intercept,
            ..HazardOptions::default()
        };
        if let Ok(fitted) = ChurnHazard::fit(&values, 3, &exits, Some(&weights), &options) {
            prop_assert!(all_finite(&fitted), "{fitted:?}");
            let probabilities = fitted.predict_proba(&values).unwrap();
            prop_assert!(probabilities.iter().all(|probability| (0.0..=1.0).contains(probability)));
            let json = serde_json::to_string(&fitted).unwrap();
            prop_assert_eq!(serde_json::from_str::<FittedHazard>(&json).unwrap(), fitted);
        }
    }
}
