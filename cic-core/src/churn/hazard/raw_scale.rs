//! From the standardised columns that a fit sees back to those that were given.

use super::design::Design;
use super::{Penalty, PenaltyScale};

impl Design {
    /// The strength of the ridge on each parameter, in the scale of the design.
    pub(super) fn penalties(&self, penalty: &Penalty) -> Vec<f64> {
        let in_scale = |scale: &f64, how: PenaltyScale| match how {
            PenaltyScale::Standardised => 1.0,
            PenaltyScale::AsGiven => scale * scale,
        };
        let scales = self.scales.iter();
        let of_columns: Vec<f64> = match penalty {
            Penalty::None | Penalty::Firth => vec![0.0; self.n_features()],
            Penalty::Ridge { strength, scale: how } => {
                scales.map(|scale| strength * in_scale(scale, *how)).collect()
            }
            Penalty::RidgePerColumn {
                strengths,
                scale: how,
            } => scales
                .zip(strengths)
                .map(|(scale, strength)| strength * in_scale(scale, *how))
                .collect(),
        };
        let levels = vec![0.0; self.n_levels()];
        [levels, of_columns].concat()
    }

    /// Coefficients per unit of the columns as they were given.
    pub(super) fn raw_coefficients(&self, parameters: &[f64]) -> Vec<f64> {
        let columns = &parameters[self.n_levels()..];
        columns
            .iter()
            .zip(&self.scales)
            .map(|(value, scale)| value * scale)
            .collect()
    }

    /// Levels where every column is 0.
    pub(super) fn raw_levels(&self, parameters: &[f64]) -> Vec<f64> {
        let coefficients = self.raw_coefficients(parameters);
        let moved: f64 = coefficients
            .iter()
            .zip(&self.centres)
            .map(|(value, centre)| value * centre)
            .sum();
        parameters[..self.n_levels()]
            .iter()
            .map(|level| level - moved)
            .collect()
    }

    /// The covariance of raw parameters, which are a linear map of the standardised ones.
    pub(super) fn raw_covariance(&self, inverse: &[f64]) -> Vec<f64> {
        let (levels, size) = (self.n_levels(), self.n_parameters());
        // Rows first, then columns: the map is applied from both sides.
        let mut covariance = inverse.to_vec();
        for _ in 0..2 {
            let mut moved = vec![0.0; size];
            for (column, (scale, centre)) in self.scales.iter().zip(&self.centres).enumerate() {
                let row = &mut covariance[(levels + column) * size..][..size];
                for (value, moved) in row.iter_mut().zip(&mut moved) {
                    *value *= scale;
                    *moved += *value * centre;
                }
            }
            for row in covariance[..levels * size].chunks_exact_mut(size.max(1)) {
                for (value, moved) in row.iter_mut().zip(&moved) {
                    *value -= moved;
                }
            }
            covariance = transposed(&covariance, size);
        }
        covariance
    }
}

fn transposed(matrix: &[f64], size: usize) -> Vec<f64> {
    (0..size * size)
        .map(|place| matrix[place % size * size + place / size])
        .collect()
}
