//! What all fits share: the logarithms of the parameters are searched, from several starts when one fails.

use super::PurchasingError;
use super::fitted::{FitFlag, FitSummary};
use super::options::FitOptions;
use crate::Stop;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::newton::{Evaluation, Maximum, NewtonOptions, maximise};

/// Parameters are searched between 1 over this and this, with times and money in units of their means.
const GREATEST: f64 = 1e6;
/// Standard errors from the middle to the end of a 95 % interval.
const NORMAL_97_5: f64 = 1.959_963_984_540_054;
/// A standard error on the logarithmic scale beyond which a parameter is flagged.
const HARDLY_IDENTIFIED: f64 = 2.0;

/// A sum over customers of log-likelihoods, with its derivatives in the logarithms of the parameters.
#[derive(Debug, Clone)]
pub(super) struct LogDerivatives<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    pub(super) hessian: [[f64; N]; N],
}

impl<const N: usize> LogDerivatives<N> {
    pub(super) const ZERO: Self = Self {
        value: 0.0,
        gradient: [0.0; N],
        hessian: [[0.0; N]; N],
    };

    /// Adds `weight` times `other`.
    pub(super) fn add(&mut self, weight: f64, other: &Self) {
        self.value += weight * other.value;
        for row in 0..N {
            self.gradient[row] += weight * other.gradient[row];
            for column in 0..N {
                self.hessian[row][column] += weight * other.hessian[row][column];
            }
        }
    }
}

/// What is to be fitted: its parameters are those of the model with times and money in the units of the data.
pub(super) struct Problem<'a, const N: usize> {
    pub(super) names: [&'static str; N],
    /// Where to search from, in order, until a search ends soundly.
    pub(super) starts: &'a [[f64; N]],
    /// What each parameter is multiplied by to return to natural units.
    pub(super) units: [f64; N],
    /// What the log-likelihood gains by returning to natural units.
    pub(super) log_likelihood_offset: f64,
    pub(super) customers: f64,
    pub(super) distinct_rows: usize,
    /// Once raised, the search ends.
    pub(super) stop: &'a Stop,
}

/// The parameters in natural units, and the summary of their fit.
pub(super) fn fit_logarithms<const N: usize>(
    problem: &Problem<'_, N>,
    options: &FitOptions,
    log_likelihood: impl Fn(&[f64; N]) -> LogDerivatives<N>,
) -> Result<([f64; N], FitSummary), PurchasingError> {
    let newton = NewtonOptions {
        max_iterations: options.max_iterations,
        gradient_tolerance: options.tolerance,
        longest_step: 2.0,
        stop: problem.stop,
    };
    let edge = GREATEST.ln();
    let mut best: Option<(Maximum, Curvature)> = None;
    for start in problem.starts {
        let start: Vec<f64> = start.iter().map(|value| value.ln()).collect();
        let found = maximise(&start, &[-edge; N], &[edge; N], newton, |logarithms| {
            mean_of(problem.customers, options.ridge, logarithms, &log_likelihood)
        });
        problem.stop.check()?;
        let curvature = Curvature::of(&found, problem, options);
        let sound = curvature.flags.is_empty();
        let better = best
            .as_ref()
            .is_none_or(|(known, _)| found.evaluation.value > known.evaluation.value + 1e-12);
        if better {
            best = Some((found, curvature));
        }
        if sound {
            break;
        }
    }
    let (found, curvature) = best.expect("every model has a start");
    let penalty: f64 = options.ridge * found.point.iter().map(|value| value * value).sum::<f64>();
    let mean = found.evaluation.value + penalty;
    let parameters = std::array::from_fn(|place| found.point[place].exp() * problem.units[place]);
    let natural = curvature.log_covariance.as_ref().map(|log_covariance| {
        let entry =
            |row: usize, column: usize| log_covariance[row][column] * parameters[row] * parameters[column];
        (0..N)
            .map(|row| (0..N).map(|column| entry(row, column)).collect())
            .collect::<Vec<Vec<f64>>>()
    });
    let summary = FitSummary {
        log_likelihood: mean * problem.customers + problem.log_likelihood_offset,
        customers: problem.customers,
        distinct_rows: problem.distinct_rows,
        iterations: found.iterations,
        projected_gradient: found.projected_gradient,
        standard_errors: natural
            .as_ref()
            .map(|covariance| (0..N).map(|place| covariance[place][place].sqrt()).collect()),
        intervals: curvature.log_covariance.as_ref().map(|log_covariance| {
            let factor = |place: usize| (NORMAL_97_5 * log_covariance[place][place].sqrt()).exp();
            (0..N)
                .map(|place| {
                    [
                        parameters[place] / factor(place),
                        parameters[place] * factor(place),
                    ]
                })
                .collect()
        }),
        covariance: natural,
        log_covariance: curvature.log_covariance,
        flags: curvature.flags,
        options: *options,
    };
    Ok((parameters, summary))
}

/// The mean log-likelihood of a customer less the ridge: its size does not depend on how many customers there are.
fn mean_of<const N: usize>(
    customers: f64,
    ridge: f64,
    logarithms: &[f64],
    log_likelihood: &impl Fn(&[f64; N]) -> LogDerivatives<N>,
) -> Evaluation {
    let parameters: [f64; N] = std::array::from_fn(|place| logarithms[place].exp());
    let sum = log_likelihood(&parameters);
    let mut hessian = Vec::with_capacity(N * N);
    for (row, entries) in sum.hessian.iter().enumerate() {
        for (column, entry) in entries.iter().enumerate() {
            let own = if row == column { 2.0 * ridge } else { 0.0 };
            hessian.push(entry / customers - own);
        }
    }
    let squares: f64 = logarithms.iter().map(|value| value * value).sum();
    Evaluation {
        value: sum.value / customers - ridge * squares,
        gradient: (0..N)
            .map(|place| sum.gradient[place] / customers - 2.0 * ridge * logarithms[place])
            .collect(),
        hessian,
    }
}

/// What the top of the likelihood looks like.
struct Curvature {
    log_covariance: Option<Vec<Vec<f64>>>,
    flags: Vec<FitFlag>,
}

impl Curvature {
    fn of<const N: usize>(found: &Maximum, problem: &Problem<'_, N>, options: &FitOptions) -> Self {
        let mut flags = Vec::new();
        // Rounding can keep a slope from reaching a tolerance that asks for the last digit.
        let small_enough = found.projected_gradient <= options.tolerance.max(1e-7);
        if !(found.converged || small_enough) {
            flags.push(FitFlag::NotConverged {
                projected_gradient: found.projected_gradient,
            });
        }
        for &place in &found.at_bound {
            let parameter = problem.names[place].to_owned();
            flags.push(if found.point[place] < 0.0 {
                FitFlag::GoesToZero { parameter }
            } else {
                FitFlag::GoesToInfinity { parameter }
            });
        }
        let information: Vec<f64> = found
            .evaluation
            .hessian
            .iter()
            .map(|entry| -entry * problem.customers)
            .collect();
        let Ok(factor) = Cholesky::factor(&information, N) else {
            flags.push(FitFlag::NoCurvature);
            return Self {
                log_covariance: None,
                flags,
            };
        };
        let inverse = factor.inverse();
        for (place, &name) in problem.names.iter().enumerate() {
            let log_standard_error = inverse[place * (N + 1)].sqrt();
            if log_standard_error > HARDLY_IDENTIFIED || log_standard_error.is_nan() {
                flags.push(FitFlag::HardlyIdentified {
                    parameter: name.to_owned(),
                    log_standard_error,
                });
            }
        }
        let finite = inverse.iter().all(|entry| entry.is_finite());
        Self {
            log_covariance: finite.then(|| inverse.chunks_exact(N).map(<[f64]>::to_vec).collect()),
            flags,
        }
    }
}
