use rayon::prelude::*;

use super::table::{Table, squared_distance};

/// Rows of a block. Fixed, so that sums do not depend on the number of threads.
const BLOCK_ROWS: usize = 2_048;
/// Centres that one pass over a row compares at once; the compiler turns the inner loop into vector code.
const LANES: usize = 8;

/// Centres laid out so that one feature of eight centres lies together.
struct Lanes {
    /// `[group][feature][lane]`; lanes without a centre are infinitely far.
    values: Vec<[f64; LANES]>,
    n_features: usize,
}

impl Lanes {
    fn of(centres: &[f64], n_features: usize) -> Self {
        let clusters = centres.len() / n_features;
        let mut values = vec![[f64::INFINITY; LANES]; clusters.div_ceil(LANES) * n_features];
        for (cluster, centre) in centres.chunks_exact(n_features).enumerate() {
            for (feature, value) in centre.iter().enumerate() {
                values[cluster / LANES * n_features + feature][cluster % LANES] = *value;
            }
        }
        Self { values, n_features }
    }

    /// The nearest centre, the first of equals, and the squared distance to it.
    fn nearest(&self, row: &[f64]) -> (u32, f64) {
        let mut nearest = (0, f64::INFINITY);
        let mut first_of_group = 0;
        for group in self.values.chunks_exact(self.n_features) {
            let mut distances = [0.0; LANES];
            for (value, centres) in row.iter().zip(group) {
                for (distance, centre) in distances.iter_mut().zip(centres) {
                    let difference = value - centre;
                    *distance += difference * difference;
                }
            }
            for (cluster, distance) in (first_of_group..).zip(distances) {
                if distance < nearest.1 {
                    nearest = (cluster, distance);
                }
            }
            first_of_group += LANES as u32;
        }
        nearest
    }
}

/// What one pass over rows adds up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    /// Per cluster, the sum of its rows.
    pub(super) rows: Vec<f64>,
    /// Per cluster, how many rows.
    pub(super) counts: Vec<usize>,
    /// Squared distances of rows to their centres.
    pub(super) inertia: f64,
    /// Rows that changed their cluster.
    pub(super) changed: usize,
}

/// Gives every row the label of its nearest centre and adds up the rows of each cluster.
pub(super) fn assign(table: Table<'_>, centres: &[f64], labels: &mut [u32]) -> Sums {
    let n_features = table.n_features();
    let clusters = centres.len() / n_features;
    let lanes = Lanes::of(centres, n_features);
    let blocks: Vec<Sums> = table
        .values()
        .par_chunks(BLOCK_ROWS * n_features)
        .zip(labels.par_chunks_mut(BLOCK_ROWS))
        .map(|(values, labels)| {
            let mut sums = Sums::zero(clusters, n_features);
            for (row, label) in values.chunks_exact(n_features).zip(labels) {
                let (nearest, distance) = lanes.nearest(row);
                sums.changed += usize::from(*label != nearest);
                *label = nearest;
                sums.inertia += distance;
                sums.add(nearest as usize, row);
            }
            sums
        })
        .collect();
    let mut total = Sums::zero(clusters, n_features);
    for block in &blocks {
        total.merge(block);
    }
    total
}

impl Sums {
    pub(super) fn zero(clusters: usize, n_features: usize) -> Self {
        Self {
            rows: vec![0.0; clusters * n_features],
            counts: vec![0; clusters],
            inertia: 0.0,
            changed: 0,
        }
    }

    fn add(&mut self, cluster: usize, row: &[f64]) {
        self.counts[cluster] += 1;
        let sum = &mut self.rows[cluster * row.len()..][..row.len()];
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += value;
        }
    }

    /// Adds rows behind those that it has, each to its nearest centre.
    pub(super) fn take_in(&mut self, table: Table<'_>, centres: &[f64]) {
        let lanes = Lanes::of(centres, table.n_features());
        for row in table.values().chunks_exact(table.n_features()) {
            let (nearest, distance) = lanes.nearest(row);
            self.inertia += distance;
            self.add(nearest as usize, row);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (sum, value) in self.rows.iter_mut().zip(&other.rows) {
            *sum += value;
        }
        for (count, value) in self.counts.iter_mut().zip(&other.counts) {
            *count += value;
        }
        self.inertia += other.inertia;
        self.changed += other.changed;
    }

    /// The mean of each cluster. An empty cluster takes the row farthest from its own centre, which leaves the
    /// cluster it was in; the first of equally far rows goes first.
    pub(super) fn means(mut self, table: Table<'_>, centres: &[f64], labels: &[u32]) -> Vec<f64> {
        let n_features = table.n_features();
        let empty: Vec<usize> = (0..self.counts.len())
            .filter(|&cluster| self.counts[cluster] == 0)
            .collect();
        if !empty.is_empty() {
            let centre_of = |place: usize| &centres[labels[place] as usize * n_features..][..n_features];
            let mut far: Vec<(f64, usize)> = (0..table.n_rows())
                .map(|place| (squared_distance(table.row(place), centre_of(place)), place))
                .collect();
            far.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
            let mut far = far.into_iter();
            for cluster in empty {
                let lonely_allowed = far.find(|(_, place)| self.counts[labels[*place] as usize] > 1);
                if let Some((_, place)) = lonely_allowed {
                    self.move_row(labels[place] as usize, cluster, table.row(place));
                }
            }
        }
        let divided = self.rows.chunks_exact(n_features).zip(&self.counts).enumerate();
        divided
            .flat_map(|(cluster, (sum, &count))| {
                let old = &centres[cluster * n_features..][..n_features];
                sum.iter()
                    .zip(old)
                    .map(move |(sum, old)| if count == 0 { *old } else { sum / count as f64 })
            })
            .collect()
    }

    fn move_row(&mut self, from: usize, to: usize, row: &[f64]) {
        self.counts[from] -= 1;
        for (sum, value) in self.rows[from * row.len()..].iter_mut().zip(row) {
            *sum -= value;
        }
        self.add(to, row);
    }
}

/// The labels of the nearest centres, and the squared distances summed.
pub(super) fn label(table: Table<'_>, centres: &[f64]) -> Vec<u32> {
    let mut labels = vec![0; table.n_rows()];
    assign(table, centres, &mut labels);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cluster_takes_the_row_farthest_from_its_centre() {
        let values = [0.0, 1.0, 2.0, 100.0];
        let table = Table::new(&values, 1).unwrap();
        let centres = [1.0, 1_000.0];
        let mut labels = vec![9; 4];
        let sums = assign(table, &centres, &mut labels);
        assert_eq!(labels, [0, 0, 0, 0]);
        assert_eq!(sums.changed, 4);
        assert_eq!(sums.means(table, &centres, &labels), [1.0, 100.0]);
    }

    #[test]
    fn more_centres_than_lanes_are_all_compared() {
        let centres: Vec<f64> = (0..20).map(f64::from).collect();
        let values: Vec<f64> = (0..20).map(|value| f64::from(value) + 0.2).collect();
        let labels = label(Table::new(&values, 1).unwrap(), &centres);
        assert_eq!(labels, (0..20).collect::<Vec<u32>>());
    }
}
