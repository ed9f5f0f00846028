use serde::{Deserialize, Serialize};

use super::Forecast;
use super::ranking::ties;

/// A step-wise rising map from what was said to what came (Zadrozny & Elkan, KDD 2002), by pooling of neighbours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IsotonicCalibration {
    /// Ascending probabilities as they were said.
    said: Vec<f64>,
    /// What came at each; between two, the line that joins them.
    came: Vec<f64>,
}

/// Neighbouring rows that are given one value.
struct Pool {
    first: f64,
    last: f64,
    rows: f64,
    exits: f64,
}

impl IsotonicCalibration {
    /// Learns from a forecast on months that the model has not seen.
    #[must_use]
    pub fn fit(forecast: &Forecast<'_>) -> Self {
        let mut pools: Vec<Pool> = Vec::new();
        for tie in ties(forecast).into_iter().rev() {
            let mut pool = Pool {
                first: tie.probability,
                last: tie.probability,
                rows: tie.rows as f64,
                exits: tie.exits as f64,
            };
            // Shares are compared by cross products, which are whole numbers.
            while let Some(lower) = pools.pop_if(|lower| lower.exits * pool.rows >= pool.exits * lower.rows) {
                pool.first = lower.first;
                pool.rows += lower.rows;
                pool.exits += lower.exits;
            }
            pools.push(pool);
        }
        let (mut said, mut came) = (Vec::new(), Vec::new());
        for pool in &pools {
            said.push(pool.first);
            came.push(pool.exits / pool.rows);
            if pool.last > pool.first {
                said.push(pool.last);
                came.push(pool.exits / pool.rows);
            }
        }
        Self { said, came }
    }

    /// The corrected probability; beyond what was ever said, that of the nearest.
    #[must_use]
    pub fn predict(&self, probability: f64) -> f64 {
        let above = self.said.partition_point(|said| *said < probability);
        match (
            above
                .checked_sub(1)
                .and_then(|below| Some((self.said.get(below)?, self.came.get(below)?))),
            self.said.get(above),
        ) {
            (_, None) => self.came.last().copied().unwrap_or(probability),
            (None, Some(_)) => self.came[above],
            (Some((below_said, below_came)), Some(above_said)) => {
                let share = (probability - below_said) / (above_said - below_said);
                // Rounding must not carry a line past its end.
                (below_came + share * (self.came[above] - below_came)).min(self.came[above])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn neighbours_out_of_order_are_pooled_and_between_them_lines_are_drawn() {
        let forecast = Forecast::new(&[0.1, 0.2, 0.3, 0.4], &[false, true, false, true]).unwrap();
        let isotonic = IsotonicCalibration::fit(&forecast);
        let found =
            [0.0, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 1.0].map(|probability| isotonic.predict(probability));
        let expected = [0.0, 0.0, 0.25, 0.5, 0.5, 0.75, 1.0, 1.0];
        assert!(
            found
                .iter()
                .zip(expected)
                .all(|(found, expected)| (found - expected).abs() < 1e-12),
            "{found:?}"
        );
    }

    proptest! {
        #[test]
        fn a_corrected_forecast_never_falls_and_keeps_the_rate(
            rows in prop::collection::vec((0.0..1.0, any::<bool>()), 1..50),
        ) {
            let probabilities: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let forecast = Forecast::new(&probabilities, &outcomes).unwrap();
            let isotonic = IsotonicCalibration::fit(&forecast);
            let mut sorted = probabilities.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let corrected: Vec<f64> = sorted.iter().map(|probability| isotonic.predict(*probability)).collect();
            prop_assert!(corrected.is_sorted());
            let mean = corrected.iter().sum::<f64>() / rows.len() as f64;
            prop_assert!((mean - forecast.rate()).abs() < 1e-12);
        }
    }
}
