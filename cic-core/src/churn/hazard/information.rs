use crate::numeric::cholesky::Cholesky;

/// One minus this is the largest share of a column that others may explain before it counts as theirs.
const LEAST_OWN_SHARE: f64 = 1e-10;

/// An information matrix without the parameters that the data do not identify.
pub(super) struct Information {
    size: usize,
    /// The parameters that are left.
    kept: Vec<usize>,
    factor: Option<Cholesky>,
    damped: bool,
}

impl Information {
    /// Factors a symmetric matrix; what cannot be factored is damped until it can.
    pub(super) fn new(matrix: &[f64], left_out: &[usize]) -> Self {
        let size = matrix.len().isqrt();
        let kept: Vec<usize> = (0..size).filter(|place| !left_out.contains(place)).collect();
        let mut kept_matrix = selected(matrix, size, &kept);
        let mut damping = 1e-10;
        let mut damped = false;
        let mut factor = Cholesky::factor(&kept_matrix, kept.len());
        while factor.is_err() && damping < 1e3 {
            for place in 0..kept.len() {
                let diagonal = &mut kept_matrix[place * kept.len() + place];
                *diagonal += (*diagonal * damping).max(f64::MIN_POSITIVE);
            }
            factor = Cholesky::factor(&kept_matrix, kept.len());
            damped = true;
            damping *= 10.0;
        }
        Self {
            size,
            kept,
            factor: factor.ok(),
            damped,
        }
    }

    /// Whether it is the matrix itself that was factored.
    pub(super) const fn is_sound(&self) -> bool {
        self.factor.is_some() && !self.damped
    }

    /// The step that this gradient asks for; 0 for what was left out.
    pub(super) fn solve(&self, gradient: &[f64]) -> Vec<f64> {
        let mut step = vec![0.0; self.size];
        if let Some(factor) = &self.factor {
            let kept: Vec<f64> = self.kept.iter().map(|&place| gradient[place]).collect();
            for (place, value) in self.kept.iter().zip(factor.solve(&kept)) {
                step[*place] = value;
            }
        }
        step
    }

    /// The inverse, with rows and columns of 0 for what was left out.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let mut inverse = vec![0.0; self.size * self.size];
        if let Some(factor) = &self.factor {
            let kept = factor.inverse();
            for (row, values) in self.kept.iter().zip(kept.chunks_exact(self.kept.len().max(1))) {
                for (column, value) in self.kept.iter().zip(values) {
                    inverse[row * self.size + column] = *value;
                }
            }
        }
        inverse
    }

    pub(super) fn log_determinant(&self) -> f64 {
        self.factor
            .as_ref()
            .map_or(f64::NEG_INFINITY, Cholesky::log_determinant)
    }
}

/// `known` and every later parameter that those before it determine, ascending.
pub(super) fn dependent(matrix: &[f64], size: usize, known: Vec<usize>) -> Vec<usize> {
    let mut left_out = known;
    loop {
        let kept: Vec<usize> = (0..size).filter(|place| !left_out.contains(place)).collect();
        let mut shrunk = selected(matrix, size, &kept);
        // A pivot that is all but gone turns negative once the diagonal is made this much smaller.
        for place in 0..kept.len() {
            shrunk[place * kept.len() + place] *= 1.0 - LEAST_OWN_SHARE;
        }
        match Cholesky::factor(&shrunk, kept.len()) {
            Ok(_) => break,
            Err(failed) => left_out.push(kept[failed.row]),
        }
    }
    left_out.sort_unstable();
    left_out
}

fn selected(matrix: &[f64], size: usize, kept: &[usize]) -> Vec<f64> {
    kept.iter()
        .flat_map(|row| kept.iter().map(move |column| matrix[row * size + column]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_others_determine_is_left_out_and_the_rest_is_solved() {
        let matrix = [2.0, 0.0, 2.0, 0.0, 4.0, 4.0, 2.0, 4.0, 6.0];
        assert_eq!(dependent(&matrix, 3, Vec::new()), [2]);
        let information = Information::new(&matrix, &[2]);
        let step = information.solve(&[2.0, 4.0, 6.0]);
        assert!((step[0] - 1.0).abs() < 1e-15 && (step[1] - 1.0).abs() < 1e-15 && step[2].abs() < 1e-300);
        let inverse = information.inverse();
        assert!((inverse[0] - 0.5).abs() < 1e-15 && (inverse[4] - 0.25).abs() < 1e-15);
        assert!(inverse[8].abs() < 1e-300);
        assert!((information.log_determinant() - 8.0_f64.ln()).abs() < 1e-15);
    }
}
