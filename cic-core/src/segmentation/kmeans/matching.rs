use super::table::squared_distance;

/// Labels under which new clusters carry on as the old ones they are nearest to.
///
/// The answer holds, for each new cluster, the label to give it. Old and new centres are paired one to one
/// so that the squared distances, summed, are least (the Hungarian method; exact, not greedy), after which
/// new clusters beyond the number of old ones get the labels that follow the old.
///
/// Centres are row-major with `n_features` columns and must be measured on one scale: standardise both by the
/// same [`super::Standardiser`], or turn them back into the units of the features.
///
/// ```
/// use cic_core::segmentation::match_labels;
/// assert_eq!(match_labels(&[1.0, 5.0, 9.0], &[8.8, 1.3, 5.1], 1), [2, 0, 1]);
/// assert_eq!(match_labels(&[1.0, 5.0], &[9.0, 5.2, 1.1], 1), [2, 1, 0]);
/// ```
#[must_use]
pub fn match_labels(old_centres: &[f64], new_centres: &[f64], n_features: usize) -> Vec<u32> {
    let width = n_features.max(1);
    let old: Vec<&[f64]> = old_centres.chunks_exact(width).collect();
    let new: Vec<&[f64]> = new_centres.chunks_exact(width).collect();
    let size = old.len().max(new.len());
    let distance =
        |new: &[f64], old: &[f64]| Some(squared_distance(new, old)).filter(|cost| cost.is_finite());
    let distances = || {
        new.iter()
            .flat_map(|new| old.iter().map(|old| distance(new, old)))
    };
    // A label whose cluster has gone is infinitely far: dearer than any pairing without it, yet a number.
    let dearest = 1.0 + distances().flatten().sum::<f64>();
    let cost = |new_place: usize, old_place: usize| match (new.get(new_place), old.get(old_place)) {
        (Some(new), Some(old)) => distance(new, old).unwrap_or(dearest),
        // A row or column beyond the table costs nothing, so whoever is left over pairs with it.
        _ => 0.0,
    };
    let partner = cheapest_pairs(size, cost);
    let mut fresh = old.len()..;
    partner
        .into_iter()
        .take(new.len())
        .map(|label| {
            if label < old.len() {
                label
            } else {
                fresh.next().unwrap_or(label)
            }
        })
        .map(|label| u32::try_from(label).unwrap_or(u32::MAX))
        .collect()
}

/// For each row its column, one to one, so that the costs sum to the least (Kuhn 1955, with the potentials of
/// Jonker and Volgenant 1987; cubic).
fn cheapest_pairs(size: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    // Column `size` is the root from which each row's search starts.
    let mut row_potential = vec![0.0; size];
    let mut column_potential = vec![0.0; size + 1];
    let mut row_of: Vec<Option<usize>> = vec![None; size + 1];
    for new_row in 0..size {
        row_of[size] = Some(new_row);
        let mut column = size;
        let mut slack = vec![f64::INFINITY; size];
        let mut came_from = vec![size; size];
        let mut is_reached = vec![false; size + 1];
        while let Some(row) = row_of[column] {
            is_reached[column] = true;
            let mut least = (f64::INFINITY, size);
            for next in (0..size).filter(|&next| !is_reached[next]) {
                let reduced = cost(row, next) - row_potential[row] - column_potential[next];
                if reduced < slack[next] {
                    slack[next] = reduced;
                    came_from[next] = column;
                }
                if slack[next] < least.0 {
                    least = (slack[next], next);
                }
            }
            for reached in 0..=size {
                if is_reached[reached] {
                    if let Some(row) = row_of[reached] {
                        row_potential[row] += least.0;
                    }
                    column_potential[reached] -= least.0;
                } else {
                    slack[reached] -= least.0;
                }
            }
            column = least.1;
        }
        while column != size {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut partner = vec![0; size];
    for (column, row) in row_of.into_iter().take(size).enumerate() {
        if let Some(row) = row {
            partner[row] = column;
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(costs: &[Vec<f64>], partner: &[usize]) -> f64 {
        partner
            .iter()
            .enumerate()
            .map(|(row, &column)| costs[row][column])
            .sum()
    }

    fn permutations(size: usize) -> Vec<Vec<usize>> {
        if size == 0 {
            return vec![Vec::new()];
        }
        let shorter = permutations(size - 1);
        let insert = |place: usize| {
            shorter.iter().map(move |rest| {
                let mut longer = rest.clone();
                longer.insert(place, size - 1);
                longer
            })
        };
        (0..size).flat_map(insert).collect()
    }

    #[test]
    fn the_nearest_is_not_taken_when_that_costs_the_others_more() {
        // Greedy pairs 1.1 with 1.0 first and leaves 0.0 to the far 2.0: 0.01 + 4; the best is 1.21 + 1.
        assert_eq!(match_labels(&[1.0, 2.0], &[1.1, 0.0], 1), [1, 0]);
    }

    #[test]
    fn labels_carry_on_when_clusters_come_and_go() {
        assert_eq!(match_labels(&[1.0, 5.0, 9.0], &[8.9, 1.2], 1), [2, 0]);
        assert_eq!(match_labels(&[], &[3.0, 4.0], 1), [0, 1]);
        assert!(match_labels(&[1.0], &[], 1).is_empty());
        assert_eq!(
            match_labels(&[1.0, f64::INFINITY, 9.0], &[8.0, 2.0, 1.1], 1),
            [2, 1, 0],
            "a gap is filled last"
        );
    }

    proptest! {
        #[test]
        fn no_other_pairing_is_cheaper(
            costs in (1_usize..7).prop_flat_map(|size| {
                proptest::collection::vec(proptest::collection::vec(0.0..10.0_f64, size), size)
            }),
        ) {
            let partner = cheapest_pairs(costs.len(), |row, column| costs[row][column]);
            let mut columns = partner.clone();
            columns.sort_unstable();
            prop_assert_eq!(columns, (0..costs.len()).collect::<Vec<_>>());
            let least = permutations(costs.len()).iter().map(|other| total(&costs, other)).fold(f64::INFINITY, f64::min);
            prop_assert!((total(&costs, &partner) - least).abs() < 1e-9);
        }

        #[test]
        fn renumbering_is_undone(centres in proptest::collection::hash_set(-1000_i32..1000, 1..12), turn in 0_usize..12) {
            let old: Vec<f64> = centres.into_iter().map(f64::from).collect();
            let turn = turn % old.len();
            let mut new = old.clone();
            new.rotate_left(turn);
            let expected: Vec<u32> = (0..old.len()).map(|place| ((place + turn) % old.len()) as u32).collect();
            prop_assert_eq!(match_labels(&old, &new, 1), expected);
        }
    }
}
