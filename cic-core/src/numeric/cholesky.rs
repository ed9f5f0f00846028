//! The factor of a symmetric positive definite matrix, and what follows from it.

/// A pivot below this share of its diagonal element is lost in rounding: one row depends on those before it.
const SMALLEST_PIVOT_SHARE: f64 = 1e-12;

/// The lower triangular L of a symmetric positive definite matrix A = L L'.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cholesky {
    size: usize,
    /// Row-major, `size` x `size`; what is above the diagonal is zero.
    lower: Vec<f64>,
}

/// A matrix without such a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the matrix is not positive definite: row {row} depends on the rows before it")]
pub(crate) struct NotPositiveDefinite {
    /// The first row, from 0, that fails.
    pub(crate) row: usize,
}

impl Cholesky {
    /// Factors a row-major matrix of `size` rows and columns; only its lower triangle is read.
    ///
    /// # Errors
    /// A pivot that is not positive, not finite, or lost in rounding.
    pub(crate) fn factor(matrix: &[f64], size: usize) -> Result<Self, NotPositiveDefinite> {
        debug_assert_eq!(matrix.len(), size * size);
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            let (above, below) = lower.split_at_mut(row * size);
            let current = &mut below[..size];
            for column in 0..row {
                let earlier = &above[column * size..][..size];
                let known = dot(&current[..column], &earlier[..column]);
                current[column] = (matrix[row * size + column] - known) / earlier[column];
            }
            let diagonal = matrix[row * size + row];
            let pivot = diagonal - dot(&current[..row], &current[..row]);
            // Written so that a NaN fails too.
            if !(pivot > SMALLEST_PIVOT_SHARE * diagonal && pivot.is_finite() && diagonal > 0.0) {
                return Err(NotPositiveDefinite { row });
            }
            current[row] = pivot.sqrt();
        }
        Ok(Self { size, lower })
    }

    /// The x of A x = `right`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        debug_assert_eq!(right.len(), self.size);
        let mut solution = right.to_vec();
        for row in 0..self.size {
            let factors = &self.lower[row * self.size..][..=row];
            solution[row] = (solution[row] - dot(&factors[..row], &solution[..row])) / factors[row];
        }
        for row in (0..self.size).rev() {
            let factors = &self.lower[row * self.size..][..=row];
            let value = solution[row] / factors[row];
            solution[row] = value;
            for (earlier, factor) in solution[..row].iter_mut().zip(factors) {
                *earlier -= factor * value;
            }
        }
        solution
    }

    /// L times `right`: turns independent deviates into deviates with the covariance A.
    pub(crate) fn lower_times(&self, right: &[f64]) -> Vec<f64> {
        let row = |row: usize| &self.lower[row * self.size..][..=row];
        (0..self.size).map(|place| dot(row(place), right)).collect()
    }

    /// The inverse of A, row-major and exactly symmetric.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let size = self.size;
        let mut inverse = vec![0.0; size * size];
        let mut unit = vec![0.0; size];
        for column in 0..size {
            unit[column] = 1.0;
            let solved = self.solve(&unit);
            unit[column] = 0.0;
            for (row, &value) in solved.iter().enumerate().skip(column) {
                inverse[row * size + column] = value;
                inverse[column * size + row] = value;
            }
        }
        inverse
    }

    /// The natural logarithm of the determinant of A.
    pub(crate) fn log_determinant(&self) -> f64 {
        let diagonal = self.lower.iter().step_by(self.size + 1);
        2.0 * diagonal.map(|pivot| pivot.ln()).sum::<f64>()
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: usize = 4;

    /// B B' + 0.1 I is positive definite whatever B is.
    fn positive_definite(root: &[f64]) -> Vec<f64> {
        let row = |place: usize| &root[place * SIZE..][..SIZE];
        let entry = |place: usize| {
            let (left, right) = (place / SIZE, place % SIZE);
            dot(row(left), row(right)) + if left == right { 0.1 } else { 0.0 }
        };
        (0..SIZE * SIZE).map(entry).collect()
    }

    proptest! {
        #[test]
        fn a_matrix_times_its_inverse_is_the_identity(root in prop::collection::vec(-2.0..2.0, SIZE * SIZE)) {
            let matrix = positive_definite(&root);
            let inverse = Cholesky::factor(&matrix, SIZE).unwrap().inverse();
            for place in 0..SIZE * SIZE {
                let (row, column) = (place / SIZE, place % SIZE);
                let product: f64 = (0..SIZE)
                    .map(|inner| matrix[row * SIZE + inner] * inverse[inner * SIZE + column])
                    .sum();
                let expected = if row == column { 1.0 } else { 0.0 };
                prop_assert!((product - expected).abs() < 1e-9, "{product} at {row}, {column}");
            }
        }

        #[test]
        fn a_solution_gives_back_the_right_hand_side(
            root in prop::collection::vec(-2.0..2.0, SIZE * SIZE),
            right in prop::collection::vec(-5.0..5.0, SIZE),
        ) {
            let matrix = positive_definite(&root);
            let solution = Cholesky::factor(&matrix, SIZE).unwrap().solve(&right);
            for (row, expected) in right.iter().enumerate() {
                let product = dot(&matrix[row * SIZE..][..SIZE], &solution);
                prop_assert!((product - expected).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn the_log_determinant_is_that_of_the_matrix() {
        let factor = Cholesky::factor(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
        assert!((factor.log_determinant() - 8.0_f64.ln()).abs() < 1e-15);
    }

    #[test]
    fn the_first_dependent_row_is_named() {
        let row = |matrix: &[f64], size| Cholesky::factor(matrix, size).unwrap_err().row;
        assert_eq!(row(&[1.0, 1.0, 1.0, 1.0], 2), 1);
        assert_eq!(row(&[0.0], 1), 0);
        assert_eq!(row(&[2.0, 0.0, 0.0, -1.0], 2), 1);
        assert_eq!(row(&[1.0, 0.0, f64::NAN, 1.0], 2), 1);
        assert_eq!(row(&[f64::INFINITY], 1), 0);
    }

    #[test]
    fn an_empty_matrix_has_a_determinant_of_one() {
        let factor = Cholesky::factor(&[], 0).unwrap();
        assert!(factor.solve(&[]).is_empty() && factor.inverse().is_empty());
        assert!(factor.log_determinant().abs() < 1e-300);
    }
}
