use serde::{Deserialize, Serialize};

use super::Forecast;
use super::calibration::log_odds;
use crate::churn::hazard::{ChurnHazard, HazardError, HazardOptions, Link};

/// A line on the log-odds scale that corrects a forecast (Platt 1999), for months too few for an isotonic map.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlattCalibration {
    /// Multiplies the log odds.
    pub slope: f64,
    /// Is added to them.
    pub intercept: f64,
}

impl PlattCalibration {
    /// Learns from a forecast on months that the model has not seen.
    ///
    /// As Platt does, it aims at (exits + 1) / (exits + 2) and 1 / (stays + 2) instead of 1 and 0, so the line is finite
    /// even when the forecast tells who left without a fault.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit`]; none is expected of a forecast that was checked.
    pub fn fit(forecast: &Forecast<'_>) -> Result<Self, HazardError> {
        let (rows, exits) = (forecast.rows() as f64, forecast.exits() as f64);
        let of_exits = (exits + 1.0) / (exits + 2.0);
        let of_stays = 1.0 / (rows - exits + 2.0);
        let mut predictors = Vec::with_capacity(2 * forecast.rows());
        let mut weights = Vec::with_capacity(2 * forecast.rows());
        let mut outcomes = Vec::with_capacity(2 * forecast.rows());
        for (probability, outcome) in forecast.pairs() {
            let target = if outcome > 0.5 { of_exits } else { of_stays };
            predictors.extend([log_odds(probability); 2]);
            weights.extend([target, 1.0 - target]);
            outcomes.extend([true, false]);
        }
        let options = HazardOptions::default();
        let fitted = ChurnHazard::fit(&predictors, 1, &outcomes, Some(&weights), &options)?;
        Ok(Self {
            slope: fitted.coefficients()[0],
            intercept: fitted.intercept(),
        })
    }

    /// The corrected probability.
    #[must_use]
    pub fn predict(&self, probability: f64) -> f64 {
        Link::Logit.probability(self.intercept + self.slope * log_odds(probability))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faultless_or_one_sided_forecast_has_a_finite_line() {
        for outcomes in [[false, false, true, true], [false; 4], [true; 4]] {
            let forecast = Forecast::new(&[0.0, 0.2, 0.3, 1.0], &outcomes).unwrap();
            let platt = PlattCalibration::fit(&forecast).unwrap();
            assert!(platt.slope.is_finite() && platt.intercept.is_finite());
            assert!((0.0..=1.0).contains(&platt.predict(0.25)));
        }
    }
}
