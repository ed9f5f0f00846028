use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::KMeansError;
use super::table::{Table, squared_distance};

/// How to judge clusters of many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SilhouetteOptions {
    /// Up to this many rows the figure is exact; of more, this many are drawn and compared with each other.
    pub max_rows: usize,
    /// Decides which rows are drawn.
    pub seed: u64,
}

impl Default for SilhouetteOptions {
    fn default() -> Self {
        Self {
            max_rows: 2_000,
            seed: 0,
        }
    }
}

/// How much nearer rows are to their own cluster than to the next (Rousseeuw 1987): mean of (b - a) / max(a, b),
/// -1 to 1, where a is the mean distance to the rows of the own cluster and b the least mean distance to those
/// of another. A row alone in its cluster counts 0.
///
/// `None` when all rows that are compared share one cluster or each has its own.
///
/// ```
/// use cic_core::segmentation::{SilhouetteOptions, silhouette};
/// let ages = [20.0, 21.0, 60.0, 61.0];
/// let apart = silhouette(&ages, 1, &[0, 0, 1, 1], SilhouetteOptions::default())?;
/// assert!(apart.unwrap() > 0.97);
/// # Ok::<(), cic_core::segmentation::KMeansError>(())
/// ```
///
/// # Errors
/// Rows that are not whole or not as many as labels, values that are not finite.
pub fn silhouette(
    values: &[f64],
    n_features: usize,
    labels: &[u32],
    options: SilhouetteOptions,
) -> Result<Option<f64>, KMeansError> {
    let table = Table::new(values, n_features)?;
    if table.n_rows() != labels.len() {
        return Err(KMeansError::Ragged {
            values: values.len(),
            n_features,
        });
    }
    let places = table.sample(options.max_rows, &mut ChaCha8Rng::seed_from_u64(options.seed));
    let rows = table.rows_at(&places);
    let labels: Vec<u32> = places.iter().map(|&place| labels[place]).collect();
    Ok(exact(Table::new(&rows, n_features)?, &labels))
}

pub(super) fn exact(table: Table<'_>, labels: &[u32]) -> Option<f64> {
    let mut distinct = labels.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 2 || distinct.len() >= labels.len() {
        return None;
    }
    let cluster_of: Vec<usize> = labels
        .iter()
        .map(|label| distinct.partition_point(|other| other < label))
        .collect();
    let mut counts = vec![0_usize; distinct.len()];
    for &cluster in &cluster_of {
        counts[cluster] += 1;
    }
    let widths: Vec<f64> = (0..table.n_rows())
        .into_par_iter()
        .map(|place| width(table, &cluster_of, &counts, place))
        .collect();
    Some(widths.iter().sum::<f64>() / widths.len() as f64)
}

fn width(table: Table<'_>, cluster_of: &[usize], counts: &[usize], place: usize) -> f64 {
    let own = cluster_of[place];
    if counts[own] == 1 {
        return 0.0;
    }
    let mut sums = vec![0.0; counts.len()];
    for (other, &cluster) in cluster_of.iter().enumerate() {
        sums[cluster] += squared_distance(table.row(place), table.row(other)).sqrt();
    }
    let inside = sums[own] / (counts[own] - 1) as f64;
    let means = sums.iter().zip(counts).map(|(sum, &count)| sum / count as f64);
    let others = means.enumerate().filter(|(cluster, _)| *cluster != own);
    let outside = others.map(|(_, mean)| mean).fold(f64::INFINITY, f64::min);
    let larger = inside.max(outside);
    if larger > 0.0 {
        (outside - inside) / larger
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64], labels: &[u32]) -> Option<f64> {
        silhouette(values, 1, labels, SilhouetteOptions::default()).unwrap()
    }

    #[test]
    fn a_row_alone_in_its_cluster_counts_nothing() {
        // a = 1, b = 10 for the first, a = 1, b = 9 for the second, 0 for the third.
        let width = of(&[0.0, 1.0, 10.0], &[4, 4, 7]).unwrap();
        assert!((width - (0.9 + 8.0 / 9.0) / 3.0).abs() < 1e-15);
    }

    #[test]
    fn one_cluster_or_as_many_as_rows_has_no_silhouette() {
        assert_eq!(of(&[0.0, 1.0], &[0, 0]), None);
        assert_eq!(of(&[0.0, 1.0], &[0, 1]), None);
        assert_eq!(of(&[], &[]), None);
    }

    #[test]
    fn equal_rows_in_different_clusters_count_nothing() {
        assert_eq!(of(&[1.0; 4], &[0, 0, 1, 1]), Some(0.0));
    }

    #[test]
    fn a_sample_comes_near_the_exact_figure_and_is_repeatable() {
        let values: Vec<f64> = (0..6_000_u32)
            .map(|place| f64::from(place % 3) * 10.0 + f64::from(place % 97) / 97.0)
            .collect();
        let labels: Vec<u32> = (0..6_000).map(|place| place % 3).collect();
        let options = |max_rows| SilhouetteOptions { max_rows, seed: 7 };
        let judge = |max_rows| {
            silhouette(&values, 1, &labels, options(max_rows))
                .unwrap()
                .unwrap()
        };
        assert!((judge(1_000) - judge(6_000)).abs() < 0.005);
        assert_eq!(judge(1_000).to_bits(), judge(1_000).to_bits());
    }

    #[test]
    fn labels_that_do_not_match_the_rows_are_refused() {
        assert!(silhouette(&[1.0, 2.0], 1, &[0], SilhouetteOptions::default()).is_err());
    }
}
