//! Means over the customers' own rates and chances: nodes and weights of Gamma and Beta distributions.
//!
//! Both are trapezoidal rules after a change of variable that makes the density fall off exponentially on either
//! side; for analytic functions their error falls exponentially with the number of nodes.

use crate::numeric::special::{ln_beta, ln_gamma, logistic};

/// The density at the ends, relative to its peak, is e to minus this.
const DROP: f64 = 40.0;
/// The widest step that keeps the error of a doubly exponential side at 1e-12.
const WIDEST_STEP: f64 = 0.25;
/// A function of a chance this far below where it begins to bend is constant to rounding.
const FLAT: f64 = 1e-13;

/// A value and its weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) value: f64,
    pub(super) weight: f64,
}

/// Nodes of the Gamma distribution with this shape, at least 1, and scale 1.
pub(super) fn gamma_nodes(shape: f64) -> Vec<Node> {
    let ln_density = |place: f64| shape * place - place.exp() - ln_gamma(shape);
    let mode = shape.ln();
    let step = WIDEST_STEP.min(0.6 / shape.sqrt());
    let peak = ln_density(mode);
    let node = |place: f64| Node {
        value: place.exp(),
        weight: step * ln_density(place).exp(),
    };
    let reaches = |place: f64| ln_density(place) > peak - DROP;
    let below = grid(mode, -step).take_while(|&place| reaches(place)).map(node);
    let above = grid(mode, step)
        .skip(1)
        .take_while(|&place| reaches(place))
        .map(node);
    below.chain(above).collect()
}

/// Nodes of the Beta distribution with shapes `a` and `b`, for functions of a chance that are constant, to
/// rounding, below 1e-13 / `bend` and above 1 - 1e-13 / `bend`, and whose greatest value is e^`reach` times their mean.
pub(super) fn beta_nodes(a: f64, b: f64, bend: f64, reach: f64) -> Vec<Node> {
    let norm = ln_beta(a, b);
    let ln_density = |place: f64| a * logistic(place).ln() + b * logistic(-place).ln() - norm;
    let mode = (a / b).ln();
    let step = WIDEST_STEP.min(0.6 * (1.0 / a + 1.0 / b).sqrt());
    let peak = ln_density(mode);
    let node = |place: f64| Node {
        value: logistic(place),
        weight: step * ln_density(place).exp(),
    };
    let flat = (FLAT / (1.0 + a + b + bend)).ln();
    let reaches = |place: f64| place.abs() < -flat && ln_density(place) > peak - DROP - reach;
    let mut below: Vec<Node> = grid(mode, -step)
        .take_while(|&place| reaches(place))
        .map(node)
        .collect();
    let mut above: Vec<Node> = grid(mode, step)
        .skip(1)
        .take_while(|&place| reaches(place))
        .map(node)
        .collect();
    // Beyond the ends function and density are exponential, so that the rest of the sum is a geometric series.
    if let Some(end) = below.last_mut() {
        end.weight /= -(-a * step).exp_m1();
    }
    if let Some(end) = above.last_mut() {
        end.weight /= -(-b * step).exp_m1();
    }
    below.extend(above);
    below
}

fn grid(from: f64, step: f64) -> impl Iterator<Item = f64> {
    (0_u32..).map(move |count| from + step * f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(nodes: &[Node], function: impl Fn(f64) -> f64) -> f64 {
        nodes.iter().map(|node| node.weight * function(node.value)).sum()
    }

    #[test]
    fn gamma_nodes_have_the_moments_of_the_distribution() {
        for shape in [1.0, 1.24, 3.5, 60.0, 5000.0] {
            let nodes = gamma_nodes(shape);
            assert!((mean(&nodes, |_| 1.0) - 1.0).abs() < 1e-11, "{shape}");
            let found = mean(&nodes, |rate| rate);
            assert!((found / shape - 1.0).abs() < 1e-11, "{shape}: {found}");
            // The Laplace transform at 1 / shape.
            let transform = mean(&nodes, |rate| (-rate / shape).exp()).ln();
            assert!(
                (transform / (-shape * (1.0 / shape).ln_1p()) - 1.0).abs() < 1e-11,
                "{shape}"
            );
        }
    }

    #[test]
    fn beta_nodes_have_the_moments_of_the_distribution() {
        for (a, b) in [
            (0.8, 2.4),
            (1e-4, 3.0),
            (2.0, 1e-3),
            (0.8, 5000.0),
            (400.0, 700.0),
            (1e-5, 1e-5),
        ] {
            let nodes = beta_nodes(a, b, 1.0, 0.0);
            assert!((mean(&nodes, |_| 1.0) - 1.0).abs() < 1e-10, "{a}, {b}");
            let (greater, larger) = if a > b { (a, 0.0) } else { (b, 1.0) };
            let found = mean(&nodes, |chance| (larger - chance).abs());
            assert!(
                (found * (a + b) / greater - 1.0).abs() < 1e-10,
                "{a}, {b}: {found}"
            );
        }
    }
}
