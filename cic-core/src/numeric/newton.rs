//! The greatest value of a smooth function of a few parameters within bounds, by damped Newton steps.

use super::cholesky::Cholesky;
use crate::Stop;

/// A function at a point: its value and its first two derivatives there.
#[derive(Debug, Clone)]
pub(crate) struct Evaluation {
    /// The value; what is not finite counts as worse than anything.
    pub(crate) value: f64,
    /// The first derivatives.
    pub(crate) gradient: Vec<f64>,
    /// The second derivatives, row-major.
    pub(crate) hessian: Vec<f64>,
}

/// When to stop, and how far to go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewtonOptions<'a> {
    /// The most accepted steps.
    pub(crate) max_iterations: usize,
    /// Done when no parameter that is free to move has a greater absolute derivative.
    pub(crate) gradient_tolerance: f64,
    /// The furthest that one step moves a parameter.
    pub(crate) longest_step: f64,
    /// Once raised, no further step is taken.
    pub(crate) stop: &'a Stop,
}

/// Where the search ended.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    /// The parameters.
    pub(crate) point: Vec<f64>,
    /// The function there, with its derivatives.
    pub(crate) evaluation: Evaluation,
    /// The greatest absolute derivative of a parameter that is free to move.
    pub(crate) projected_gradient: f64,
    /// Accepted steps.
    pub(crate) iterations: usize,
    /// Whether the projected gradient met the tolerance.
    pub(crate) converged: bool,
    /// The parameters that the function would push through their bounds.
    pub(crate) at_bound: Vec<usize>,
}

/// Damping that a rejected step starts with, as a share of the curvature.
const FIRST_DAMPING: f64 = 1e-3;
/// Beyond this damping a step no longer changes the point.
const LAST_DAMPING: f64 = 1e12;
/// Differences of the value below this share of it are rounding.
const ROUNDING: f64 = 1e-13;

/// Searches from `start` within `lower..=upper`, one bound a parameter.
///
/// Damping rises until a step gains what its model promises, and falls again; steps stop at the bounds. The
/// answer is trusted by its projected gradient alone.
pub(crate) fn maximise(
    start: &[f64],
    lower: &[f64],
    upper: &[f64],
    options: NewtonOptions<'_>,
    mut evaluate: impl FnMut(&[f64]) -> Evaluation,
) -> Maximum {
    debug_assert!(start.len() == lower.len() && start.len() == upper.len());
    let clamp = |point: &mut [f64]| {
        for ((value, &low), &high) in point.iter_mut().zip(lower).zip(upper) {
            *value = value.clamp(low, high);
        }
    };
    let mut point = start.to_vec();
    clamp(&mut point);
    let mut here = evaluate(&point);
    let mut damping = 0.0;
    let mut iterations = 0;
    loop {
        let free = free_parameters(&point, &here.gradient, lower, upper);
        let projected_gradient = largest(&here.gradient, &free);
        let done = projected_gradient <= options.gradient_tolerance;
        let step = if done || iterations >= options.max_iterations || options.stop.is_raised() {
            None
        } else {
            improving_step(&here, &free, options.longest_step, &mut damping, |step| {
                let mut candidate = point.clone();
                for (&parameter, &move_by) in free.iter().zip(step) {
                    candidate[parameter] += move_by;
                }
                clamp(&mut candidate);
                let there = evaluate(&candidate);
                (candidate, there)
            })
        };
        let Some((candidate, there)) = step else {
            let at_bound = (0..point.len())
                .filter(|parameter| !free.contains(parameter))
                .collect();
            return Maximum {
                point,
                evaluation: here,
                projected_gradient,
                iterations,
                converged: done,
                at_bound,
            };
        };
        point = candidate;
        here = there;
        iterations += 1;
    }
}

fn free_parameters(point: &[f64], gradient: &[f64], lower: &[f64], upper: &[f64]) -> Vec<usize> {
    (0..point.len())
        .filter(|&parameter| {
            let (value, slope) = (point[parameter], gradient[parameter]);
            !(value <= lower[parameter] && slope < 0.0 || value >= upper[parameter] && slope > 0.0)
        })
        .collect()
}

fn largest(gradient: &[f64], free: &[usize]) -> f64 {
    free.iter().fold(0.0, |largest, &parameter| {
        // Written so that a NaN is the largest of all.
        if gradient[parameter].abs() <= largest {
            largest
        } else {
            gradient[parameter].abs()
        }
    })
}

/// The next point and the function there, or nothing when no step gains.
fn improving_step(
    here: &Evaluation,
    free: &[usize],
    longest_step: f64,
    damping: &mut f64,
    mut try_step: impl FnMut(&[f64]) -> (Vec<f64>, Evaluation),
) -> Option<(Vec<f64>, Evaluation)> {
    let gradient: Vec<f64> = free.iter().map(|&parameter| here.gradient[parameter]).collect();
    while *damping <= LAST_DAMPING {
        let Some(step) = damped_step(here, free, &gradient, *damping, longest_step) else {
            *damping = (*damping * 10.0).max(FIRST_DAMPING);
            continue;
        };
        let promised: f64 = dot(&gradient, &step);
        let (candidate, there) = try_step(&step);
        let gain = there.value - here.value;
        let noise = ROUNDING * (1.0 + here.value.abs());
        let gained = if promised <= noise {
            gain >= -noise && largest(&there.gradient, free) < largest(&here.gradient, free)
        } else {
            gain > 1e-4 * promised
        };
        if gained {
            *damping = if *damping > FIRST_DAMPING {
                *damping / 10.0
            } else {
                0.0
            };
            return Some((candidate, there));
        }
        if promised <= noise {
            return None;
        }
        *damping = (*damping * 10.0).max(FIRST_DAMPING);
    }
    None
}

/// The step of the damped curvature, or nothing when that curvature is not that of a hill.
fn damped_step(
    here: &Evaluation,
    free: &[usize],
    gradient: &[f64],
    damping: f64,
    longest_step: f64,
) -> Option<Vec<f64>> {
    let (size, width) = (free.len(), here.gradient.len());
    let mut curvature = vec![0.0; size * size];
    for (row, &from) in free.iter().enumerate() {
        for (column, &to) in free.iter().enumerate() {
            curvature[row * size + column] = -here.hessian[from * width + to];
        }
    }
    let scale = (0..size).fold(f64::MIN_POSITIVE, |scale, place| {
        scale.max(curvature[place * (size + 1)].abs())
    });
    for place in 0..size {
        let own = curvature[place * (size + 1)].abs();
        curvature[place * (size + 1)] += damping * own.max(1e-3 * scale);
    }
    let mut step = Cholesky::factor(&curvature, size).ok()?.solve(gradient);
    let furthest = step
        .iter()
        .fold(0.0_f64, |furthest, move_by| furthest.max(move_by.abs()));
    if !furthest.is_finite() {
        return None;
    }
    if furthest > longest_step {
        for move_by in &mut step {
            *move_by *= longest_step / furthest;
        }
    }
    Some(step)
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: NewtonOptions<'static> = NewtonOptions {
        max_iterations: 200,
        gradient_tolerance: 1e-10,
        longest_step: 2.0,
        stop: &Stop::NEVER,
    };
    const OPEN: [f64; 2] = [f64::INFINITY; 2];
    const DOWN: [f64; 2] = [f64::NEG_INFINITY; 2];

    /// Minus Rosenbrock's banana: curved the wrong way over much of the plane.
    fn banana(point: &[f64]) -> Evaluation {
        let (x, y) = (point[0], point[1]);
        let bend = y - x * x;
        Evaluation {
            value: -(1.0 - x).powi(2) - 100.0 * bend * bend,
            gradient: vec![2.0 * (1.0 - x) + 400.0 * x * bend, -200.0 * bend],
            hessian: vec![-2.0 + 400.0 * bend - 800.0 * x * x, 400.0 * x, 400.0 * x, -200.0],
        }
    }

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let found = maximise(&[-1.2, 1.0], &DOWN, &OPEN, OPTIONS, banana);
        assert!(found.converged, "{found:?}");
        assert!((found.point[0] - 1.0).abs() < 1e-9 && (found.point[1] - 1.0).abs() < 1e-9);
        assert!(found.at_bound.is_empty() && found.evaluation.value.abs() < 1e-18);
    }

    #[test]
    fn a_bound_in_the_way_holds_and_is_named() {
        let found = maximise(&[-1.2, 1.0], &DOWN, &[0.5, 9.0], OPTIONS, banana);
        assert!(found.converged, "{found:?}");
        assert!((found.point[0] - 0.5).abs() < 1e-12 && (found.point[1] - 0.25).abs() < 1e-9);
        assert_eq!(found.at_bound, [0]);
    }

    #[test]
    fn a_search_cut_short_says_so() {
        let options = NewtonOptions {
            max_iterations: 2,
            ..OPTIONS
        };
        let found = maximise(&[-1.2, 1.0], &DOWN, &OPEN, options, banana);
        assert!(!found.converged && found.iterations == 2 && found.projected_gradient > 1e-3);
    }

    #[test]
    fn a_function_without_a_value_ends_unconverged() {
        let found = maximise(&[0.0], &[-1.0], &[1.0], OPTIONS, |_| Evaluation {
            value: f64::NAN,
            gradient: vec![f64::NAN],
            hessian: vec![f64::NAN],
        });
        assert!(!found.converged && found.iterations == 0);
    }
}
