/// Rows that are gathered before they are multiplied: their columns fit the nearest cache.
const BATCH: usize = 64;
/// Sums that go side by side, so that none waits for another.
const LANES: usize = 8;

/// The weighted sum of outer products of rows, its lower triangle row-major.
#[derive(Debug)]
pub(super) struct Gram {
    width: usize,
    filled: usize,
    weights: [f64; BATCH],
    /// Column-major, `BATCH` values a column.
    columns: Vec<f64>,
    total: Vec<f64>,
}

impl Gram {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            filled: 0,
            weights: [0.0; BATCH],
            columns: vec![0.0; width * BATCH],
            total: vec![0.0; width * width],
        }
    }

    /// Adds `weight` times the outer product of a row of `width` values.
    pub(super) fn add(&mut self, weight: f64, row: impl IntoIterator<Item = f64>) {
        self.weights[self.filled] = weight;
        for (column, value) in self.columns.chunks_exact_mut(BATCH).zip(row) {
            column[self.filled] = value;
        }
        self.filled += 1;
        if self.filled == BATCH {
            self.multiply();
        }
    }

    /// The sum of all that was added, row-major; what is above the diagonal is zero.
    pub(super) fn finish(mut self) -> Vec<f64> {
        // Rows left over from the last batch count nothing.
        self.weights[self.filled..].fill(0.0);
        self.multiply();
        self.total
    }

    fn multiply(&mut self) {
        let mut scaled = [0.0; BATCH];
        for left in 0..self.width {
            let column = &self.columns[left * BATCH..][..BATCH];
            for ((scaled, value), weight) in scaled.iter_mut().zip(column).zip(&self.weights) {
                *scaled = value * weight;
            }
            for right in 0..=left {
                let other = &self.columns[right * BATCH..][..BATCH];
                self.total[left * self.width + right] += dot(&scaled, other);
            }
        }
        self.filled = 0;
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    for (left, right) in left.chunks_exact(LANES).zip(right.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_and_what_is_left_over_add_up() {
        let rows = 150_u32;
        let mut gram = Gram::new(2);
        for row in 1..=rows {
            gram.add(2.0, [f64::from(row), 1.0]);
        }
        let (sum, squares) = (150.0 * 151.0 / 2.0, 150.0 * 151.0 * 301.0 / 6.0);
        assert_eq!(gram.finish(), [2.0 * squares, 0.0, 2.0 * sum, 300.0]);
    }
}
