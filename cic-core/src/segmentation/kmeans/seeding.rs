use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::KMeansError;
use super::table::{Table, squared_distance};
use crate::Stop;

/// The first centres, by greedy k-means++ (Arthur and Vassilvitskii 2007, section 5): each further centre is
/// the best of 2 + ln k rows drawn in proportion to the squared distance from the centres so far.
pub(super) fn first_centres(
    table: Table<'_>,
    clusters: usize,
    random: &mut ChaCha8Rng,
    stop: &Stop,
) -> Result<Vec<f64>, KMeansError> {
    let too_few = |distinct| KMeansError::TooFewRows { distinct, clusters };
    if table.n_rows() == 0 {
        return Err(too_few(0));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 8")]
    let trials = 2 + (clusters as f64).ln() as usize;
    let first = table.row(random.gen_range(0..table.n_rows()));
    let mut centres = first.to_vec();
    let mut distances: Vec<f64> = rows(table).map(|row| squared_distance(row, first)).collect();
    for chosen in 1..clusters {
        stop.check()?;
        let total: f64 = distances.iter().sum();
        if total <= 0.0 {
            return Err(too_few(chosen));
        }
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..trials {
            let candidate = draw(&distances, random.r#gen::<f64>() * total);
            let nearer: Vec<f64> = rows(table)
                .zip(&distances)
                .map(|(row, distance)| distance.min(squared_distance(row, table.row(candidate))))
                .collect();
            let potential = nearer.iter().sum();
            if best.as_ref().is_none_or(|(least, ..)| potential < *least) {
                best = Some((potential, candidate, nearer));
            }
        }
        if let Some((_, candidate, nearer)) = best {
            centres.extend_from_slice(table.row(candidate));
            distances = nearer;
        }
    }
    Ok(centres)
}

fn rows(table: Table<'_>) -> impl Iterator<Item = &[f64]> {
    table.values().chunks_exact(table.n_features())
}

/// The row at which the running sum of distances passes `target`; never one at distance 0.
fn draw(distances: &[f64], target: f64) -> usize {
    let mut sum = 0.0;
    let mut last = 0;
    for (place, distance) in distances.iter().enumerate() {
        if *distance > 0.0 {
            sum += distance;
            last = place;
            if sum > target {
                break;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn centres_are_different_rows() {
        let values = [1.0, 1.0, 1.0, 2.0, 2.0, 3.0];
        let table = Table::new(&values, 1).unwrap();
        for seed in 0..50 {
            let mut centres =
                first_centres(table, 3, &mut ChaCha8Rng::seed_from_u64(seed), &Stop::NEVER).unwrap();
            centres.sort_by(f64::total_cmp);
            assert_eq!(centres, [1.0, 2.0, 3.0]);
        }
    }

    #[test]
    fn fewer_different_rows_than_clusters_are_refused() {
        let table = Table::new(&[1.0, 1.0, 1.0, 2.0, 2.0], 1).unwrap();
        let error = first_centres(table, 3, &mut ChaCha8Rng::seed_from_u64(0), &Stop::NEVER).unwrap_err();
        assert_eq!(error.to_string(), "2 different rows do not make 3 clusters");
    }
}
