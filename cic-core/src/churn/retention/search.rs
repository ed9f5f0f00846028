use serde::{Deserialize, Serialize};

use super::{FittedRetention, RetentionCurve, RetentionError, RetentionFlag};
use crate::Stop;
use crate::error::Fault;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::newton::{Evaluation, Maximum, NewtonOptions, maximise};

/// alpha and beta are searched in this range ...
const SMALLEST: f64 = 1e-5;
const LARGEST: f64 = 1e6;
/// ... and the shape c in this one.
const FLATTEST: f64 = 0.02;
const STEEPEST: f64 = 6.0;
/// Beyond these the likelihood has no curvature left to speak of.
const HOMOGENEOUS_ABOVE: f64 = 1e4;
const POLARISED_BELOW: f64 = 1e-3;
/// Done when no slope, by the logarithm of a parameter, exceeds this share of those who left.
const SLOPE_SHARE: f64 = 1e-9;

/// How to fit a retention model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetentionOptions {
    /// The most Newton steps from one start, at least 1.
    pub max_iterations: usize,
}

impl Default for RetentionOptions {
    fn default() -> Self {
        Self { max_iterations: 200 }
    }
}

impl RetentionOptions {
    pub(super) fn check(&self) -> Result<(), RetentionError> {
        if self.max_iterations > 0 {
            return Ok(());
        }
        let fault = Fault::new("max_iterations", "at least one step is needed");
        Err(RetentionError::Options(vec![fault]))
    }
}

/// The log-likelihood and its derivatives by the parameters themselves.
pub(super) struct Slopes<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    pub(super) hessian: [[f64; N]; N],
}

impl<const N: usize> Slopes<N> {
    pub(super) const fn none() -> Self {
        Self {
            value: 0.0,
            gradient: [0.0; N],
            hessian: [[0.0; N]; N],
        }
    }

    /// The same by the logarithms of the parameters.
    fn by_logarithms(&self, parameters: [f64; N]) -> Evaluation {
        let mut hessian = vec![0.0; N * N];
        for row in 0..N {
            for column in 0..N {
                hessian[row * N + column] = parameters[row] * parameters[column] * self.hessian[row][column];
            }
            hessian[row * N + row] += parameters[row] * self.gradient[row];
        }
        let slopes = parameters.iter().zip(self.gradient);
        Evaluation {
            value: self.value,
            gradient: slopes.map(|(parameter, slope)| parameter * slope).collect(),
            hessian,
        }
    }
}

/// The best of the maxima that are found from `starts`; parameters are alpha, beta and, if there is a third, c.
pub(super) fn best_of<const N: usize>(
    starts: &[[f64; N]],
    left: f64,
    options: &RetentionOptions,
    slopes: impl Fn([f64; N]) -> Slopes<N>,
) -> Option<Maximum> {
    let bounds = |outer: f64, shape: f64| -> Vec<f64> {
        (0..N)
            .map(|place| if place < 2 { outer.ln() } else { shape.ln() })
            .collect()
    };
    let newton_options = NewtonOptions {
        max_iterations: options.max_iterations,
        gradient_tolerance: SLOPE_SHARE * left,
        longest_step: 2.0,
        stop: &Stop::NEVER,
    };
    let mut best: Option<Maximum> = None;
    for start in starts {
        let start = start.map(f64::ln);
        let found = maximise(
            &start,
            &bounds(SMALLEST, FLATTEST),
            &bounds(LARGEST, STEEPEST),
            newton_options,
            |point| {
                let mut parameters = [0.0; N];
                for (parameter, logarithm) in parameters.iter_mut().zip(point) {
                    *parameter = logarithm.exp();
                }
                slopes(parameters).by_logarithms(parameters)
            },
        );
        let better = |best: &Maximum| found.evaluation.value > best.evaluation.value;
        if best.as_ref().is_none_or(better) {
            best = Some(found);
        }
    }
    best
}

/// The fit at a maximum, with flags where it lies at the edge of what can be told.
pub(super) fn fitted(curve: RetentionCurve, found: &Maximum) -> FittedRetention {
    let parameters: Vec<f64> = found.point.iter().map(|logarithm| logarithm.exp()).collect();
    let mut flags = Vec::new();
    if parameters[0] + parameters[1] > HOMOGENEOUS_ABOVE {
        flags.push(RetentionFlag::Homogeneous);
    }
    if parameters[0] + parameters[1] < POLARISED_BELOW {
        flags.push(RetentionFlag::Polarised);
    }
    if found.at_bound.contains(&2) {
        flags.push(RetentionFlag::ShapeAtBound);
    }
    if !found.converged && flags.is_empty() {
        flags.push(RetentionFlag::NotConverged);
    }
    let covariance = flags
        .is_empty()
        .then(|| covariance(&parameters, &found.evaluation.hessian));
    FittedRetention {
        curve,
        log_likelihood: found.evaluation.value,
        covariance: covariance.flatten(),
        flags,
        iterations: found.iterations,
    }
}

/// At a maximum the slopes are nothing, so that the covariance of a logarithm times the parameter is its own.
fn covariance(parameters: &[f64], hessian: &[f64]) -> Option<Vec<f64>> {
    let size = parameters.len();
    let information: Vec<f64> = hessian.iter().map(|curvature| -curvature).collect();
    let mut covariance = Cholesky::factor(&information, size).ok()?.inverse();
    for (place, value) in covariance.iter_mut().enumerate() {
        *value *= parameters[place / size] * parameters[place % size];
    }
    Some(covariance)
}
