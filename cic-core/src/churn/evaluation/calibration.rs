use serde::Serialize;

use super::Forecast;
use crate::churn::hazard::{ChurnHazard, HazardOptions, Link, OnSeparation};

/// Members of about one probability: what was said, what came.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalibrationBin {
    /// Rows in it.
    pub rows: usize,
    /// Exits among them.
    pub exits: usize,
    /// The lowest probability in it.
    pub lowest_probability: f64,
    /// The highest.
    pub highest_probability: f64,
    /// The mean of probabilities.
    pub mean_probability: f64,
    /// The share who left.
    pub exit_rate: f64,
}

/// The line that would best correct a forecast on the log-odds scale (Cox, Biometrika 1958).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalibrationLine {
    /// 1 for a calibrated forecast; below 1 it says too much, above 1 too little.
    pub slope: f64,
    /// The standard error of the slope.
    pub slope_standard_error: f64,
    /// The intercept beside that slope: 0 for a calibrated forecast.
    pub intercept: f64,
    /// The log odds to add when the slope is held at 1: above 0 more left than was said.
    pub in_the_large: f64,
}

impl Forecast<'_> {
    /// A table of calibration: bins of about equally many rows, the lowest probabilities first.
    #[must_use]
    pub fn calibration_table(&self, bins: usize) -> Vec<CalibrationBin> {
        let bins = self.bins(bins);
        bins.iter()
            .map(|bin| CalibrationBin {
                rows: bin.rows,
                exits: bin.exits,
                lowest_probability: bin.lowest,
                highest_probability: bin.highest,
                mean_probability: bin.mean_probability(),
                exit_rate: bin.share(),
            })
            .collect()
    }

    /// The mean distance of probability and exit rate over bins, each by its rows.
    #[must_use]
    pub fn expected_calibration_error(&self, bins: usize) -> f64 {
        let distances = self.bins(bins).into_iter();
        let weighted = distances.map(|bin| bin.rows as f64 * (bin.mean_probability() - bin.share()).abs());
        weighted.sum::<f64>() / self.rows() as f64
    }

    /// The line that would best correct the forecast. `None` without exits or without stays, when all probabilities
    /// are the same, and when they tell who left without a fault.
    #[must_use]
    pub fn calibration_line(&self) -> Option<CalibrationLine> {
        let log_odds: Vec<f64> = self
            .probabilities()
            .iter()
            .map(|&probability| log_odds(probability))
            .collect();
        let options = HazardOptions {
            on_separation: OnSeparation::Refuse,
            ..HazardOptions::default()
        };
        let fitted = ChurnHazard::fit(&log_odds, 1, self.outcomes(), None, &options).ok()?;
        if !fitted.flags().left_out.is_empty() || !fitted.flags().converged {
            return None;
        }
        Some(CalibrationLine {
            slope: fitted.coefficients()[0],
            slope_standard_error: fitted.standard_errors()[0],
            intercept: fitted.intercept(),
            in_the_large: self.calibration_in_the_large(&log_odds),
        })
    }

    /// The shift of log odds at which as many leave as did: the root of a falling function, by bisection.
    fn calibration_in_the_large(&self, log_odds: &[f64]) -> f64 {
        let exits = self.exits() as f64;
        let missing = |shift: f64| {
            exits
                - log_odds
                    .iter()
                    .map(|log_odds| Link::Logit.probability(log_odds + shift))
                    .sum::<f64>()
        };
        let (mut low, mut high) = (-80.0, 80.0);
        for _ in 0..70 {
            let middle = 0.5 * (low + high);
            if missing(middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}

/// Log odds that stay finite at 0 and 1.
pub(super) fn log_odds(probability: f64) -> f64 {
    Link::Logit.predictor(probability.clamp(1e-15, 1.0 - 1e-15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calibrated_forecast_has_a_line_of_slope_one() {
        // 1 of 4 at 0.25, 3 of 4 at 0.75.
        let probabilities = [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75];
        let outcomes = [true, false, false, false, true, true, true, false];
        let forecast = Forecast::new(&probabilities, &outcomes).unwrap();
        let line = forecast.calibration_line().unwrap();
        assert!(
            (line.slope - 1.0).abs() < 1e-8 && line.intercept.abs() < 1e-8 && line.in_the_large.abs() < 1e-8
        );
        assert!(forecast.expected_calibration_error(10) < 1e-15);
        assert_eq!(forecast.calibration_table(2).len(), 2);
    }

    #[test]
    fn without_both_outcomes_or_with_one_probability_there_is_no_line() {
        let line = |probabilities: &[f64], outcomes: &[bool]| {
            Forecast::new(probabilities, outcomes).unwrap().calibration_line()
        };
        assert_eq!(line(&[0.1, 0.2], &[false, false]), None);
        assert_eq!(line(&[0.1, 0.1], &[false, true]), None);
        assert_eq!(line(&[0.1, 0.2, 0.3, 0.4], &[false, false, true, true]), None);
    }
}
