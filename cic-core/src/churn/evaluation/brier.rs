use serde::Serialize;

use super::Forecast;
use super::ranking::{Tie, ties};

/// The Brier score in parts (Murphy, Journal of Applied Meteorology 1973) over bins of probabilities.
///
/// `score = reliability - resolution + uncertainty + within_bins`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrierDecomposition {
    /// The mean squared distance of forecast and outcome.
    pub score: f64,
    /// How far the mean probability of a bin is from the share who left: 0 for a calibrated forecast.
    pub reliability: f64,
    /// How far the shares of bins are from that of all: the more, the better told apart.
    pub resolution: f64,
    /// The score of giving everyone the rate of all.
    pub uncertainty: f64,
    /// What probabilities that differ within a bin add (Stephenson, Coelho & Jolliffe, Weather and Forecasting 2008).
    pub within_bins: f64,
}

impl Forecast<'_> {
    /// The mean squared distance of forecast and outcome.
    #[must_use]
    pub fn brier_score(&self) -> f64 {
        let squares = self
            .pairs()
            .map(|(probability, outcome)| (probability - outcome) * (probability - outcome));
        squares.sum::<f64>() / self.rows() as f64
    }

    /// The parts of the Brier score over `bins` of about equally many rows; tied rows share a bin.
    #[must_use]
    pub fn brier_decomposition(&self, bins: usize) -> BrierDecomposition {
        let rows = self.rows() as f64;
        let rate = self.rate();
        let (mut reliability, mut resolution) = (0.0, 0.0);
        for bin in self.bins(bins) {
            let (mean, share) = (bin.mean_probability(), bin.share());
            reliability += bin.rows as f64 * (mean - share) * (mean - share);
            resolution += bin.rows as f64 * (share - rate) * (share - rate);
        }
        let (reliability, resolution) = (reliability / rows, resolution / rows);
        let uncertainty = rate * (1.0 - rate);
        let score = self.brier_score();
        BrierDecomposition {
            score,
            reliability,
            resolution,
            uncertainty,
            within_bins: score - (reliability - resolution + uncertainty),
        }
    }

    /// Rows gathered into bins of about equally many, the lowest probabilities first.
    pub(super) fn bins(&self, bins: usize) -> Vec<Bin> {
        let bins = bins.max(1);
        let mut gathered: Vec<Bin> = Vec::new();
        let mut rows_before = 0;
        let mut open_bin = usize::MAX;
        for tie in ties(self).into_iter().rev() {
            // A tie belongs where its middle row lies.
            let middle = rows_before + (tie.rows - 1) / 2;
            let bin = middle * bins / self.rows();
            if bin != open_bin {
                gathered.push(Bin::default());
                open_bin = bin;
            }
            if let Some(last) = gathered.last_mut() {
                last.add(&tie);
            }
            rows_before += tie.rows;
        }
        gathered
    }
}

/// Rows of neighbouring probabilities.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bin {
    pub(super) rows: usize,
    pub(super) exits: usize,
    sum: f64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl Bin {
    fn add(&mut self, tie: &Tie) {
        if self.rows == 0 {
            self.lowest = tie.probability;
        }
        self.highest = tie.probability;
        self.rows += tie.rows;
        self.exits += tie.exits;
        self.sum += tie.rows as f64 * tie.probability;
    }

    pub(super) fn mean_probability(&self) -> f64 {
        self.sum / self.rows as f64
    }

    pub(super) fn share(&self) -> f64 {
        self.exits as f64 / self.rows as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn with_a_bin_for_each_probability_the_parts_make_the_score(
            rows in prop::collection::vec((0..4_u32, any::<bool>()), 1..60),
        ) {
            let probabilities: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 3.0).collect();
            let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let forecast = Forecast::new(&probabilities, &outcomes).unwrap();
            // As many bins as rows: each holds rows of one probability.
            let parts = forecast.brier_decomposition(rows.len());
            prop_assert!(parts.within_bins.abs() < 1e-12, "{parts:?}");
            prop_assert!(parts.reliability >= 0.0 && parts.resolution >= 0.0);
        }
    }

    #[test]
    fn rows_of_one_probability_are_never_split() {
        let probabilities = [0.1, 0.5, 0.5, 0.5, 0.5, 0.9];
        let forecast = Forecast::new(&probabilities, &[false, true, false, true, false, true]).unwrap();
        let rows: Vec<usize> = forecast.bins(6).iter().map(|bin| bin.rows).collect();
        assert_eq!(rows, [1, 4, 1]);
        assert_eq!(forecast.bins(0).len(), 1);
    }
}
