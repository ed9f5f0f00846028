use rand::seq::index;
use rand_chacha::ChaCha8Rng;

use super::KMeansError;

/// Larger values overflow when squared and summed over many rows.
const LARGEST_VALUE: f64 = 1e100;

/// Rows of equal width over a borrowed slice, checked to be whole and finite.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'a> {
    values: &'a [f64],
    n_features: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(values: &'a [f64], n_features: usize) -> Result<Self, KMeansError> {
        if n_features == 0 || !values.len().is_multiple_of(n_features) {
            let values = values.len();
            return Err(KMeansError::Ragged { values, n_features });
        }
        let unusable = |value: &f64| !(value.is_finite() && value.abs() <= LARGEST_VALUE);
        if let Some(place) = values.iter().position(unusable) {
            return Err(KMeansError::NotFinite {
                row: place / n_features,
                feature: place % n_features,
                value: values[place],
            });
        }
        Ok(Self { values, n_features })
    }

    pub(super) const fn n_features(&self) -> usize {
        self.n_features
    }

    pub(super) const fn n_rows(&self) -> usize {
        self.values.len() / self.n_features
    }

    pub(super) const fn values(&self) -> &'a [f64] {
        self.values
    }

    pub(super) fn row(&self, place: usize) -> &'a [f64] {
        &self.values[place * self.n_features..][..self.n_features]
    }

    /// The mean over features of their variance.
    pub(super) fn mean_variance(&self) -> f64 {
        let standardiser = super::Standardiser::of(*self);
        let deviations = standardiser.standard_deviations();
        deviations
            .iter()
            .map(|deviation| deviation * deviation)
            .sum::<f64>()
            / self.n_features as f64
    }

    /// The places of at most `limit` rows, drawn without replacement, ascending.
    pub(super) fn sample(&self, limit: usize, random: &mut ChaCha8Rng) -> Vec<usize> {
        if self.n_rows() <= limit {
            return (0..self.n_rows()).collect();
        }
        let mut places = index::sample(random, self.n_rows(), limit).into_vec();
        places.sort_unstable();
        places
    }

    /// The values of the rows at `places`.
    pub(super) fn rows_at(&self, places: &[usize]) -> Vec<f64> {
        places
            .iter()
            .flat_map(|&place| self.row(place))
            .copied()
            .collect()
    }
}

/// The squared distance of two rows.
pub(super) fn squared_distance(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| (left - right) * (left - right))
        .sum()
}
