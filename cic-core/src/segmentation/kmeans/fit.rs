use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::assignment::{assign, label};
use super::seeding::first_centres;
use super::table::{Table, squared_distance};
use super::{KMeansError, KMeansOptions};
use crate::{Stop, Stopped};

/// Lloyd's k-means.
#[derive(Debug, Clone, Copy)]
pub struct KMeans;

/// Clusters that were fitted: their centres and the cluster of each row.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedKMeans {
    centres: Vec<f64>,
    n_features: usize,
    labels: Vec<u32>,
    inertia: f64,
    iterations: usize,
}

impl KMeans {
    /// Fits clusters to a row-major table of `n_features` columns.
    ///
    /// Clusters are numbered by size, the largest first. The answer is the same on any number of threads.
    ///
    /// ```
    /// use cic_core::segmentation::{KMeans, KMeansOptions};
    /// let ages = [20.0, 21.0, 22.0, 60.0, 62.0];
    /// let fitted = KMeans::fit(&ages, 1, &KMeansOptions { clusters: 2, ..KMeansOptions::default() })?;
    /// assert_eq!(fitted.centres(), [21.0, 61.0]);
    /// assert_eq!(fitted.labels(), [0, 0, 0, 1, 1]);
    /// assert_eq!(fitted.inertia(), 4.0);
    /// assert_eq!(fitted.predict(&[30.0, 50.0])?, [0, 1]);
    /// # Ok::<(), cic_core::segmentation::KMeansError>(())
    /// ```
    ///
    /// # Errors
    /// Unusable options, rows that are not whole, values that are not finite, fewer different rows than clusters.
    pub fn fit(
        values: &[f64],
        n_features: usize,
        options: &KMeansOptions,
    ) -> Result<FittedKMeans, KMeansError> {
        Self::fit_until(values, n_features, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`KMeans::fit`], and [`KMeansError::Stopped`].
    pub fn fit_until(
        values: &[f64],
        n_features: usize,
        options: &KMeansOptions,
        stop: &Stop,
    ) -> Result<FittedKMeans, KMeansError> {
        options.check()?;
        let table = Table::new(values, n_features)?;
        let tolerance = options.tolerance * table.mean_variance();
        let mut best: Option<FittedKMeans> = None;
        for restart in 0..options.restarts {
            let mut random = ChaCha8Rng::seed_from_u64(options.seed);
            random.set_stream(restart as u64);
            let start = first_centres(table, options.clusters, &mut random, stop)?;
            let fitted = descend(table, start, options.max_iterations, tolerance, stop)?;
            if best.as_ref().is_none_or(|best| fitted.inertia < best.inertia) {
                best = Some(fitted);
            }
        }
        best.map(FittedKMeans::by_size)
            .ok_or(KMeansError::Options(Vec::new()))
    }
}

/// The nearest of row-major `centres` for each row of a table with as many columns.
///
/// # Errors
/// Rows or centres that are not whole, values that are not finite.
pub fn nearest_centres(values: &[f64], centres: &[f64], n_features: usize) -> Result<Vec<u32>, KMeansError> {
    Table::new(centres, n_features)?;
    Ok(label(Table::new(values, n_features)?, centres))
}

/// Moves centres to the means of their rows until nothing changes or the rounds are used up.
fn descend(
    table: Table<'_>,
    mut centres: Vec<f64>,
    max_iterations: usize,
    tolerance: f64,
    stop: &Stop,
) -> Result<FittedKMeans, Stopped> {
    let mut labels = vec![u32::MAX; table.n_rows()];
    let mut iterations = 0;
    let mut inertia = f64::INFINITY;
    while iterations < max_iterations {
        stop.check()?;
        iterations += 1;
        let sums = assign(table, &centres, &mut labels);
        inertia = sums.inertia;
        if sums.changed == 0 {
            break;
        }
        let moved = sums.means(table, &centres, &labels);
        let shift = squared_distance(&centres, &moved);
        centres = moved;
        if shift <= tolerance || iterations == max_iterations {
            inertia = assign(table, &centres, &mut labels).inertia;
            break;
        }
    }
    Ok(FittedKMeans {
        centres,
        n_features: table.n_features(),
        labels,
        inertia,
        iterations,
    })
}

impl FittedKMeans {
    /// The centres, row-major: one row a cluster.
    #[must_use]
    pub fn centres(&self) -> &[f64] {
        &self.centres
    }

    /// How many clusters there are.
    #[must_use]
    pub const fn clusters(&self) -> usize {
        self.centres.len() / self.n_features
    }

    /// How many columns a row has.
    #[must_use]
    pub const fn n_features(&self) -> usize {
        self.n_features
    }

    /// The cluster of each row of the table, in its order.
    #[must_use]
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The squared distances of all rows to their centres, summed.
    #[must_use]
    pub const fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Rounds of the start that won.
    #[must_use]
    pub const fn iterations(&self) -> usize {
        self.iterations
    }

    /// The nearest cluster of each row of another table with the same columns.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn predict(&self, values: &[f64]) -> Result<Vec<u32>, KMeansError> {
        Ok(label(Table::new(values, self.n_features)?, &self.centres))
    }

    /// The same clusters under the labels of earlier ones; see [`super::match_labels`].
    ///
    /// Labels may have gaps when there are fewer clusters than before; a label without a cluster gets a centre
    /// infinitely far away, which no row is near to.
    #[must_use]
    pub fn relabelled(&self, labels: &[u32]) -> Self {
        let new_label = |old: usize| labels.get(old).map_or(old, |label| *label as usize);
        let clusters = (0..self.clusters()).map(|old| new_label(old) + 1).max();
        let mut centres = vec![f64::INFINITY; clusters.unwrap_or(0) * self.n_features];
        for (old, centre) in self.centres.chunks_exact(self.n_features).enumerate() {
            centres[new_label(old) * self.n_features..][..self.n_features].copy_from_slice(centre);
        }
        #[expect(clippy::cast_possible_truncation, reason = "labels are u32")]
        let labels = self
            .labels
            .iter()
            .map(|old| new_label(*old as usize) as u32)
            .collect();
        Self {
            centres,
            labels,
            ..*self
        }
    }

    fn by_size(self) -> Self {
        let mut sizes = vec![0_usize; self.clusters()];
        for label in &self.labels {
            sizes[*label as usize] += 1;
        }
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        let centre = |cluster: usize| &self.centres[cluster * self.n_features..][..self.n_features];
        order.sort_by(|&left, &right| {
            let smaller_centre = || centre(left).partial_cmp(centre(right));
            sizes[right]
                .cmp(&sizes[left])
                .then_with(|| smaller_centre().unwrap_or(std::cmp::Ordering::Equal))
        });
        let mut labels = vec![0; order.len()];
        for (label, cluster) in (0..).zip(order) {
            labels[cluster] = label;
        }
        self.relabelled(&labels)
    }
}
