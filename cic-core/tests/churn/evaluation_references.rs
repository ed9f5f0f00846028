//! Figures of forecasts against those of scikit-learn on random data, with and without ties.

use cic_core::churn::evaluation::{Forecast, IsotonicCalibration, PlattCalibration};
use serde::Deserialize;

use crate::fixture::assert_close;

#[derive(Deserialize)]
struct Case {
    probabilities: Vec<f64>,
    outcomes: Vec<bool>,
    auc: f64,
    brier: f64,
    log_loss: f64,
    /// At 0, 0.1 ... 1.
    isotonic: Vec<f64>,
    slope: f64,
    intercept: f64,
    platt: [f64; 2],
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../fixtures/evaluation.json")).expect("the fixture is JSON")
}

#[test]
fn scores_are_those_of_scikit_learn() {
    for case in cases() {
        let forecast = Forecast::new(&case.probabilities, &case.outcomes).unwrap();
        let found = [
            forecast.auc().unwrap(),
            forecast.brier_score(),
            forecast.log_loss(),
        ];
        assert_close(&found, &[case.auc, case.brier, case.log_loss], 1e-12);
        let parts = forecast.brier_decomposition(10);
        let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins;
        assert_close(&[sum], &[case.brier], 1e-12);
    }
}

#[test]
fn the_line_of_calibration_is_the_unpenalised_regression_of_scikit_learn() {
    for case in cases() {
        let line = Forecast::new(&case.probabilities, &case.outcomes)
            .unwrap()
            .calibration_line()
            .unwrap();
        assert_close(&[line.slope, line.intercept], &[case.slope, case.intercept], 1e-7);
    }
}

#[test]
fn recalibration_is_that_of_scikit_learn() {
    for case in cases() {
        let forecast = Forecast::new(&case.probabilities, &case.outcomes).unwrap();
        let isotonic = IsotonicCalibration::fit(&forecast);
        let found: Vec<f64> = (0..=10)
            .map(|tenth| isotonic.predict(f64::from(tenth) / 10.0))
            .collect();
        assert_close(&found, &case.isotonic, 1e-9);
        let platt = PlattCalibration::fit(&forecast).unwrap();
        assert_close(&[platt.slope, platt.intercept], &case.platt, 1e-6);
    }
}
