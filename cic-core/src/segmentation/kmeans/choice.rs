use std::ops::RangeInclusive;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::silhouette::exact;
use super::table::Table;
use super::{FittedKMeans, KMeans, KMeansError, KMeansOptions};

/// Candidates are compared on at most this many rows; what wins is fitted on all of them.
const ROWS_TO_COMPARE: usize = 2_000;

/// The number of clusters that fits best, and those clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterChoice {
    /// The winner, fitted on all rows.
    pub fitted: FittedKMeans,
    /// Each number of clusters that was tried, with its silhouette, -1 to 1.
    pub silhouettes: Vec<(usize, f64)>,
}

/// Fits as many clusters as have the largest silhouette, the fewest of equals.
///
/// Candidates are compared on up to 2,000 rows, drawn by the options' seed. Numbers for which there are too
/// few different rows are passed over; `options.clusters` is not looked at.
///
/// ```
/// use cic_core::segmentation::{KMeansOptions, choose_k};
/// let ages = [20.0, 21.0, 22.0, 40.0, 41.0, 42.0, 60.0, 61.0, 62.0];
/// let choice = choose_k(&ages, 1, 2..=8, &KMeansOptions::default())?;
/// assert_eq!(choice.fitted.clusters(), 3);
/// # Ok::<(), cic_core::segmentation::KMeansError>(())
/// ```
///
/// # Errors
/// Unusable options, rows that are not whole, values that are not finite, no candidate that the rows allow.
pub fn choose_k(
    values: &[f64],
    n_features: usize,
    candidates: RangeInclusive<usize>,
    options: &KMeansOptions,
) -> Result<ClusterChoice, KMeansError> {
    let table = Table::new(values, n_features)?;
    let fewest = *candidates.start();
    let places = table.sample(ROWS_TO_COMPARE, &mut ChaCha8Rng::seed_from_u64(options.seed));
    let rows = table.rows_at(&places);
    let sample = Table::new(&rows, n_features)?;
    let mut silhouettes = Vec::new();
    let mut distinct = sample.n_rows();
    for clusters in candidates {
        let labels = match KMeans::fit(&rows, n_features, &KMeansOptions { clusters, ..*options }) {
            Ok(fitted) => fitted.labels().to_vec(),
            Err(KMeansError::TooFewRows { distinct: found, .. }) => {
                distinct = found;
                break;
            }
            Err(error) => return Err(error),
        };
        silhouettes.extend(exact(sample, &labels).map(|width| (clusters, width)));
    }
    let best = silhouettes
        .iter()
        .copied()
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((clusters, _)) = best else {
        let clusters = fewest;
        return Err(KMeansError::TooFewRows { distinct, clusters });
    };
    let fitted = KMeans::fit(values, n_features, &KMeansOptions { clusters, ..*options })?;
    Ok(ClusterChoice { fitted, silhouettes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_the_different_rows_are_passed_over() {
        let values = [1.0, 1.0, 2.0, 2.0, 9.0, 9.0];
        let choice = choose_k(&values, 1, 2..=8, &KMeansOptions::default()).unwrap();
        assert_eq!(
            choice.silhouettes.iter().map(|(k, _)| *k).collect::<Vec<_>>(),
            [2, 3]
        );
        assert_eq!(choice.fitted.clusters(), 3);
    }

    #[test]
    fn equal_rows_have_no_clusters_to_choose_from() {
        let error = choose_k(&[1.0; 9], 1, 2..=8, &KMeansOptions::default()).unwrap_err();
        assert_eq!(
            error,
            KMeansError::TooFewRows {
                distinct: 1,
                clusters: 2
            }
        );
        assert!(choose_k(&[], 1, 2..=8, &KMeansOptions::default()).is_err());
    }
}
