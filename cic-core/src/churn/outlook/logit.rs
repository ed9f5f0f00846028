//! A logit with a normal prior on each coefficient, by Newton's method.

use rayon::prelude::*;

use crate::numeric::cholesky::Cholesky;

/// Rows summed together, in order, whatever the number of threads.
const CHUNK: usize = 8_192;
const MOST_STEPS: usize = 50;

/// Rows of `width` values and what came of them.
pub(super) struct Table {
    pub width: usize,
    pub values: Vec<f32>,
    pub outcomes: Vec<bool>,
}

impl Table {
    pub(super) fn exits(&self) -> usize {
        self.outcomes.iter().filter(|&&left| left).count()
    }
}

/// Means and precisions of the prior, the intercept first.
pub(super) struct Prior {
    pub means: Vec<f64>,
    pub precisions: Vec<f64>,
}

#[derive(Clone)]
struct Sums {
    log_likelihood: f64,
    gradient: Vec<f64>,
    /// Lower triangle, row-major.
    curvature: Vec<f64>,
}

/// The likeliest intercept and coefficients under the prior; `None` when they cannot be reached.
pub(super) fn fit(table: &Table, prior: &Prior) -> Option<Vec<f64>> {
    let size = table.width + 1;
    let mut at = prior.means.clone();
    let mut sums = evaluate(table, prior, &at);
    for _ in 0..MOST_STEPS {
        let factor = Cholesky::factor(&sums.curvature, size).ok()?;
        let step = factor.solve(&sums.gradient);
        let promise: f64 = step
            .iter()
            .zip(&sums.gradient)
            .map(|(step, slope)| step * slope)
            .sum();
        if promise < 1e-9 {
            return Some(at);
        }
        let mut length = 1.0;
        loop {
            let next: Vec<f64> = at
                .iter()
                .zip(&step)
                .map(|(at, step)| at + length * step)
                .collect();
            let tried = evaluate(table, prior, &next);
            if tried.log_likelihood >= sums.log_likelihood - 1e-12 {
                (at, sums) = (next, tried);
                break;
            }
            length /= 2.0;
            if length < 1e-6 {
                return None;
            }
        }
    }
    None
}

fn evaluate(table: &Table, prior: &Prior, at: &[f64]) -> Sums {
    let size = at.len();
    let zero = Sums {
        log_likelihood: 0.0,
        gradient: vec![0.0; size],
        curvature: vec![0.0; size * size],
    };
    let chunks: Vec<Sums> = table
        .outcomes
        .par_chunks(CHUNK)
        .zip(table.values.par_chunks(CHUNK * table.width.max(1)))
        .map(|(outcomes, values)| chunk_sums(outcomes, values, at, zero.clone()))
        .collect();
    let mut sums = zero;
    for chunk in chunks {
        sums.log_likelihood += chunk.log_likelihood;
        add(&mut sums.gradient, &chunk.gradient);
        add(&mut sums.curvature, &chunk.curvature);
    }
    let priors = at.iter().zip(&prior.means).zip(&prior.precisions);
    for (place, ((at, mean), precision)) in priors.enumerate() {
        let off = at - mean;
        sums.log_likelihood -= 0.5 * precision * off * off;
        sums.gradient[place] -= precision * off;
        sums.curvature[place * size + place] += precision;
    }
    sums
}

fn chunk_sums(outcomes: &[bool], values: &[f32], at: &[f64], mut sums: Sums) -> Sums {
    let size = at.len();
    let mut row = vec![1.0; size];
    for (&left, values) in outcomes.iter().zip(values.chunks_exact(size - 1)) {
        for (place, &value) in row[1..].iter_mut().zip(values) {
            *place = f64::from(value);
        }
        let log_odds: f64 = row.iter().zip(at).map(|(value, at)| value * at).sum();
        let probability = logistic(log_odds);
        // ln p or ln(1 - p) without cancellation.
        sums.log_likelihood -= softplus(if left { -log_odds } else { log_odds });
        let residual = if left { 1.0 - probability } else { -probability };
        let weight = probability * (1.0 - probability);
        for high in 0..size {
            sums.gradient[high] += residual * row[high];
            let weighted = weight * row[high];
            let line = &mut sums.curvature[high * size..=high * size + high];
            for (sum, value) in line.iter_mut().zip(&row) {
                *sum += weighted * value;
            }
        }
    }
    sums
}

fn add(sums: &mut [f64], more: &[f64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// 1 / (1 + exp(-x)).
pub(super) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn softplus(value: f64) -> f64 {
    value.max(0.0) + (-value.abs()).exp().ln_1p()
}
