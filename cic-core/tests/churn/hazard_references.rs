//! The hazard against figures that other programs find in public data.

use cic_core::churn::hazard::{
    Baseline, ChurnHazard, HazardOptions, HistoryTable, OnSeparation, Penalty, PenaltyScale,
};

use crate::fixture::{assert_close, breast_cancer, iris_of_two_species, rossi};

const ROSSI_COLUMNS: [&str; 7] = ["fin", "age", "race", "wexp", "mar", "paro", "prio"];

#[test]
fn person_weeks_of_rossi_have_the_reference_coefficients_and_likelihood() {
    let table = rossi();
    let values = table.columns(&ROSSI_COLUMNS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weeks are 1 to 52"
    )]
    let durations: Vec<u32> = table.columns(&["week"]).iter().map(|week| *week as u32).collect();
    let exits = table.flags("arrest");
    let histories = HistoryTable {
        values: &values,
        n_features: ROSSI_COLUMNS.len(),
        durations: &durations,
        exits: &exits,
        entries: None,
        weights: None,
    };
    let options = HazardOptions {
        baseline: Baseline::Intervals { months: 4 },
        ..HazardOptions::default()
    };
    let fitted = ChurnHazard::fit_histories(&histories, &options).unwrap();
    let expected = [
        -0.38159, -0.057_571, 0.316_779, -0.150_127, -0.436_651, -0.084_812, 0.092_105,
    ];
    for (found, expected) in fitted.coefficients().iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{:?}", fitted.coefficients());
    }
    assert_eq!(
        (fitted.rows(), fitted.periods(), fitted.exits()),
        (432, 19_809, 114)
    );
    assert_eq!(fitted.levels().len(), 13);
    assert!(
        (fitted.log_likelihood() + 678.207_515_1).abs() < 1e-6,
        "{}",
        fitted.log_likelihood()
    );
    assert!(fitted.flags().converged);
}

#[test]
fn iris_has_the_unpenalised_reference_coefficients() {
    let table = iris_of_two_species();
    let values = table.columns(&["sepal_length", "sepal_width", "petal_length", "petal_width"]);
    let fitted = ChurnHazard::fit(
        &values,
        4,
        &table.flags("species"),
        None,
        &HazardOptions::default(),
    )
    .unwrap();
    let expected = [-2.465_220_2, -6.680_887_0, 9.429_385_2, 18.286_136_9];
    for (found, expected) in fitted.coefficients().iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{:?}", fitted.coefficients());
    }
    assert!((fitted.intercept() + 42.637_803_8).abs() < 1e-5);
    assert!(fitted.flags().converged && !fitted.flags().separated);
}

#[test]
fn four_columns_of_breast_cancer_have_the_coefficients_of_scikit_learn() {
    let table = breast_cancer();
    let columns = ["mean_radius", "mean_texture", "mean_smoothness", "mean_symmetry"];
    let values = table.columns(&columns);
    let fitted = ChurnHazard::fit(
        &values,
        4,
        &table.flags("benign"),
        None,
        &HazardOptions::default(),
    )
    .unwrap();
    let expected = [
        -1.393_792_292_104_394_1,
        -0.383_850_487_121_925_5,
        -116.739_254_448_180_89,
        -27.434_475_443_057_092,
    ];
    assert_close(fitted.coefficients(), &expected, 1e-8);
    assert_close(&[fitted.intercept()], &[44.288_109_227_409_44], 1e-8);
    assert!((fitted.log_likelihood() + 89.825_389_455_150_6).abs() < 1e-9);
}

#[test]
fn a_ridge_as_given_is_one_over_the_c_of_scikit_learn() {
    let fitted = ridge_of_breast_cancer(PenaltyScale::AsGiven);
    // The first, the last and the intercept of LogisticRegression(C=1).
    let found = [fitted.0[0], fitted.0[11], fitted.0[29], fitted.1];
    let expected = [
        1.014_562_073_997_614_2,
        1.263_849_194_423_734,
        -0.095_001_910_865_396_75,
        28.088_997_621_918_054,
    ];
    assert_close(&found, &expected, 1e-8);
}

#[test]
fn a_standardised_ridge_is_that_of_standardised_columns_in_scikit_learn() {
    let fitted = ridge_of_breast_cancer(PenaltyScale::Standardised);
    let found = [fitted.0[0], fitted.0[9], fitted.0[29], fitted.1];
    let expected = [
        -0.103_123_433_582_071_63,
        45.678_922_093_565_56,
        -26.589_557_024_110_533,
        31.999_050_904_019_402,
    ];
    assert_close(&found, &expected, 1e-8);
}

fn ridge_of_breast_cancer(scale: PenaltyScale) -> (Vec<f64>, f64) {
    let table = breast_cancer();
    let (outcome, columns) = table.names.split_last().expect("there are columns");
    let options = HazardOptions {
        penalty: Penalty::Ridge { strength: 1.0, scale },
        ..HazardOptions::default()
    };
    let values = table.columns(columns);
    let fitted = ChurnHazard::fit(&values, columns.len(), &table.flags(outcome), None, &options)
        .expect("the table is sound");
    (fitted.coefficients().to_vec(), fitted.intercept())
}

#[test]
fn thirty_columns_tell_tumours_apart_without_a_fault_and_that_is_said() {
    let table = breast_cancer();
    let (outcome, columns) = table.names.split_last().unwrap();
    let (values, benign) = (table.columns(columns), table.flags(outcome));
    let refuse = HazardOptions {
        on_separation: OnSeparation::Refuse,
        ..HazardOptions::default()
    };
    let error = ChurnHazard::fit(&values, columns.len(), &benign, None, &refuse).unwrap_err();
    assert!(error.to_string().contains("without a fault"), "{error}");
    let fitted = ChurnHazard::fit(&values, columns.len(), &benign, None, &HazardOptions::default()).unwrap();
    assert!(fitted.flags().separated && *fitted.penalty() == Penalty::Firth);
    assert!(fitted.coefficients().iter().all(|value| value.is_finite()));
}
