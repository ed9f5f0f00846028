use rayon::prelude::*;

use super::super::SurvivalError;
use super::rows::CoxRows;

/// Rows in one run of a sum; a constant, so that sums do not depend on the number of threads.
const RUN: usize = 4_096;
/// Larger values overflow when squared and summed over many rows.
const LARGEST_VALUE: f64 = 1e100;
/// A spread below this share of the mean is rounding.
const SMALLEST_SPREAD: f64 = 1e-12;

/// Where the covariates are and how far they spread: means, standard deviations, least and greatest values.
#[derive(Debug)]
pub(super) struct Standardisation {
    pub(super) means: Vec<f64>,
    pub(super) deviations: Vec<f64>,
    /// Greatest less least value, in standard deviations.
    pub(super) ranges: Vec<f64>,
}

impl Standardisation {
    /// Over all rows, whatever their weight.
    pub(super) fn of(rows: &CoxRows<'_>) -> Result<Self, SurvivalError> {
        let width = rows.n_covariates;
        let usable = |value: &f64| value.abs() <= LARGEST_VALUE;
        if !rows.covariates.par_chunks(RUN).all(|run| run.iter().all(usable)) {
            let place = rows
                .covariates
                .iter()
                .position(|value| !usable(value))
                .unwrap_or(0);
            return Err(SurvivalError::Covariate {
                row: place / width,
                covariate: place % width,
                value: rows.covariates[place],
            });
        }
        let n_rows = rows.observations.len() as f64;
        let means = sum_columns(rows, |sum, value, _| *sum += value);
        let means: Vec<f64> = means.iter().map(|sum| sum / n_rows).collect();
        let squares = sum_columns(rows, |sum, value, covariate| {
            let centred = value - means[covariate];
            *sum += centred * centred;
        });
        let deviations: Vec<f64> = squares.iter().map(|sum| (sum / n_rows).sqrt()).collect();
        for (covariate, (&mean, &deviation)) in means.iter().zip(&deviations).enumerate() {
            if deviation <= SMALLEST_SPREAD * mean.abs() || deviation < f64::MIN_POSITIVE.sqrt() {
                return Err(SurvivalError::ConstantCovariate { covariate });
            }
        }
        let extremes = extremes(rows);
        let ranges = extremes.iter().zip(&deviations);
        let ranges = ranges.map(|((least, greatest), deviation)| (greatest - least) / deviation);
        Ok(Self {
            ranges: ranges.collect(),
            means,
            deviations,
        })
    }
}

/// Sums by column: in runs of rows, then runs in their order.
fn sum_columns(rows: &CoxRows<'_>, add: impl Fn(&mut f64, f64, usize) + Sync) -> Vec<f64> {
    let width = rows.n_covariates;
    let parts: Vec<Vec<f64>> = rows
        .covariates
        .par_chunks(RUN * width)
        .map(|run| {
            let mut sums = vec![0.0; width];
            for row in run.chunks_exact(width) {
                for (covariate, (sum, &value)) in sums.iter_mut().zip(row).enumerate() {
                    add(sum, value, covariate);
                }
            }
            sums
        })
        .collect();
    let mut total = vec![0.0; width];
    for part in parts {
        for (total, part) in total.iter_mut().zip(part) {
            *total += part;
        }
    }
    total
}

fn extremes(rows: &CoxRows<'_>) -> Vec<(f64, f64)> {
    let width = rows.n_covariates;
    let widen = |(least, greatest): &mut (f64, f64), low: f64, high: f64| {
        *least = least.min(low);
        *greatest = greatest.max(high);
    };
    let none = || vec![(f64::INFINITY, f64::NEG_INFINITY); width];
    rows.covariates
        .par_chunks(RUN * width)
        .map(|run| {
            let mut found = none();
            for row in run.chunks_exact(width) {
                for (found, &value) in found.iter_mut().zip(row) {
                    widen(found, value, value);
                }
            }
            found
        })
        .reduce(none, |mut left, right| {
            for (left, (low, high)) in left.iter_mut().zip(right) {
                widen(left, low, high);
            }
            left
        })
}
