use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::assignment::{Sums, label};
use super::table::{Table, squared_distance};
use super::{KMeansError, KMeansSums};

/// Clusters under way: the centres around which rows are added up next. Send it to wherever the rows are, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KMeansTraining {
    centres: Vec<f64>,
    n_features: usize,
    /// Centres that move by no more than this, squared and summed, have come to rest.
    tolerance: f64,
    max_iterations: usize,
    iterations: usize,
    /// Whether only the sums around the last centres are left to be taken.
    at_rest: bool,
}

impl KMeansTraining {
    pub(super) const fn from_centres(
        centres: Vec<f64>,
        n_features: usize,
        tolerance: f64,
        max_iterations: usize,
    ) -> Self {
        Self {
            centres,
            n_features,
            tolerance,
            max_iterations,
            iterations: 0,
            at_rest: false,
        }
    }

    /// No rows yet, around the present centres.
    #[must_use]
    pub fn sums(&self) -> KMeansSums {
        KMeansSums::empty(self.fingerprint(), self.clusters(), self.n_features)
    }

    pub(super) fn centres(&self) -> &[f64] {
        &self.centres
    }

    pub(super) const fn n_features(&self) -> usize {
        self.n_features
    }

    const fn clusters(&self) -> usize {
        self.centres.len() / self.n_features
    }

    /// Tells sums of this round from those of another.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(&self.iterations.to_le_bytes());
        hash.update(&[u8::from(self.at_rest)]);
        for value in &self.centres {
            hash.update(&value.to_le_bytes());
        }
        hash.digest()
    }

    /// Moves each centre to the mean of its rows; the clusters when centres have come to rest.
    ///
    /// A cluster without a row keeps its centre.
    pub(super) fn step(&mut self, total: &Sums) -> Option<TrainedKMeans> {
        if self.at_rest {
            return Some(TrainedKMeans::of(self, total));
        }
        let old = self.centres.chunks_exact(self.n_features);
        let sums = total.rows.chunks_exact(self.n_features).zip(&total.counts);
        let moved: Vec<f64> = sums
            .zip(old)
            .flat_map(|((sum, &count), old)| {
                let mean = move |(sum, old): (&f64, &f64)| if count == 0 { *old } else { sum / count as f64 };
                sum.iter().zip(old).map(mean)
            })
            .collect();
        let shift = squared_distance(&self.centres, &moved);
        self.centres = moved;
        self.iterations += 1;
        self.at_rest = shift <= self.tolerance || self.iterations >= self.max_iterations;
        None
    }
}

/// Clusters of rows that lie in many places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainedKMeans {
    centres: Vec<f64>,
    n_features: usize,
    sizes: Vec<usize>,
    inertia: f64,
    iterations: usize,
}

impl TrainedKMeans {
    /// The largest cluster first.
    fn of(training: &KMeansTraining, total: &Sums) -> Self {
        let n_features = training.n_features;
        let centre = |cluster: usize| &training.centres[cluster * n_features..][..n_features];
        let mut order: Vec<usize> = (0..training.clusters()).collect();
        order.sort_by(|&left, &right| {
            let by_centre = centre(left).iter().zip(centre(right));
            let by_centre = by_centre.map(|(left, right)| left.total_cmp(right));
            let by_size = total.counts[right].cmp(&total.counts[left]);
            by_size.then(by_centre.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then))
        });
        Self {
            centres: order
                .iter()
                .flat_map(|&cluster| centre(cluster))
                .copied()
                .collect(),
            n_features,
            sizes: order.iter().map(|&cluster| total.counts[cluster]).collect(),
            inertia: total.inertia,
            iterations: training.iterations,
        }
    }

    /// The centres, row-major: one row a cluster, the largest cluster first.
    #[must_use]
    pub fn centres(&self) -> &[f64] {
        &self.centres
    }

    /// How many rows each cluster has.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The squared distances of all rows to their centres, summed.
    #[must_use]
    pub const fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Rounds over all rows.
    #[must_use]
    pub const fn iterations(&self) -> usize {
        self.iterations
    }

    /// The nearest cluster of each row of a table with the same columns.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn predict(&self, values: &[f64]) -> Result<Vec<u32>, KMeansError> {
        Ok(label(Table::new(values, self.n_features)?, &self.centres))
    }
}
