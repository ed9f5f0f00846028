//! The hazard against figures that other programs find in public data.

use cic_core::churn::hazard::{
    Baseline, ChurnHazard, FittedHazard, HazardOptions, HistoryTable, Link, OnSeparation, Penalty,
    PenaltyScale,
};

use crate::fixture::{assert_close, breast_cancer, iris_of_two_species, rossi};

const ROSSI_COLUMNS: [&str; 7] = ["fin", "age", "race", "wexp", "mar", "paro", "prio"];

fn rossi_by_link(link: Link) -> FittedHazard {
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
        link,
        baseline: Baseline::Intervals { months: 4 },
        ..HazardOptions::default()
    };
    ChurnHazard::fit_histories(&histories, &options).expect("the table is sound")
}

#[test]
fn person_weeks_of_rossi_have_the_reference_coefficients_and_likelihood() {
    let fitted = rossi_by_link(Link::Logit);
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
fn rossi_has_the_standard_errors_of_a_generalised_linear_model() {
    let fitted = rossi_by_link(Link::Logit);
    let expected = [
        0.192_134_009_685_81,
        0.022_054_861_473_48,
        0.309_085_327_303_5,
        0.213_022_483_500_79,
        0.382_675_902_828_3,
        0.196_585_914_246_23,
        0.028_838_715_662_28,
    ];
    assert_close(&fitted.standard_errors(), &expected, 1e-6);
    assert_close(&fitted.levels()[..2], &[-4.985_030_57, -4.276_471_04], 1e-7);
    assert_close(
        &fitted.level_standard_errors()[..2],
        &[0.768_232_58, 0.682_608_28],
        1e-6,
    );
}

#[test]
fn rossi_by_the_complementary_log_log_is_that_of_a_generalised_linear_model() {
    let fitted = rossi_by_link(Link::Cloglog);
    let coefficients = [
        -0.380_139_857_771_76,
        -0.057_496_128_330_64,
        0.314_975_704_130_95,
        -0.148_228_343_940_36,
        -0.435_365_432_056_27,
        -0.084_691_134_644_08,
        0.091_795_588_945_71,
    ];
    let errors = [
        0.191_357_894_735_52,
        0.021_997_124_305_3,
        0.307_921_061_456_72,
        0.212_206_191_655_5,
        0.381_773_835_691_93,
        0.195_725_636_143_37,
        0.028_634_218_581_93,
    ];
    assert_close(fitted.coefficients(), &coefficients, 1e-6);
    assert_close(&fitted.standard_errors(), &errors, 1e-6);
    assert_close(&[fitted.log_likelihood()], &[-678.197_933_314_134_2], 1e-9);
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
