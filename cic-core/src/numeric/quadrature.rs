//! Gauss-Legendre rules: exact for polynomials of twice their order, and close to it for whatever is smooth.

use std::sync::LazyLock;

/// Nodes and weights on [0, 1].
#[derive(Debug)]
pub(crate) struct GaussLegendre {
    /// The nodes, in increasing order.
    pub(crate) nodes: Vec<f64>,
    /// The weight of each node; they add up to 1.
    pub(crate) weights: Vec<f64>,
}

/// Twelve nodes.
pub(crate) static TWELVE: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::of_order(12));
/// Twenty nodes.
pub(crate) static TWENTY: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::of_order(20));
/// Thirty-two nodes.
pub(crate) static THIRTY_TWO: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::of_order(32));
/// Sixty-four nodes.
pub(crate) static SIXTY_FOUR: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::of_order(64));

impl GaussLegendre {
    /// The rule of `order` nodes: Newton's method on the Legendre polynomial of that order.
    fn of_order(order: usize) -> Self {
        let (mut nodes, mut weights) = (vec![0.0; order], vec![0.0; order]);
        let count = order as f64;
        for place in 0..order.div_ceil(2) {
            let mut node = (std::f64::consts::PI * (place as f64 + 0.75) / (count + 0.5)).cos();
            let mut slope = 0.0;
            for _ in 0..8 {
                let (value, derivative) = legendre(order, node);
                slope = derivative;
                node -= value / derivative;
            }
            let weight = 1.0 / ((1.0 - node * node) * slope * slope);
            nodes[place] = 0.5 - 0.5 * node;
            nodes[order - 1 - place] = 0.5 + 0.5 * node;
            weights[place] = weight;
            weights[order - 1 - place] = weight;
        }
        Self { nodes, weights }
    }

    /// The integral of `function` from `from` to `to`.
    pub(crate) fn integrate(&self, from: f64, to: f64, mut function: impl FnMut(f64) -> f64) -> f64 {
        let width = to - from;
        let pairs = self.nodes.iter().zip(&self.weights);
        width
            * pairs
                .map(|(node, weight)| weight * function(from + width * node))
                .sum::<f64>()
    }

    /// The integral of `function` from `from` to `to`, cut into `panels` equal parts.
    pub(crate) fn integrate_panels(
        &self,
        from: f64,
        to: f64,
        panels: usize,
        mut function: impl FnMut(f64) -> f64,
    ) -> f64 {
        let width = (to - from) / panels as f64;
        (0..panels)
            .map(|panel| {
                let start = from + width * panel as f64;
                self.integrate(start, start + width, &mut function)
            })
            .sum()
    }
}

/// e to minus this is nothing beside the peak.
const NOTHING: f64 = 45.0;

impl GaussLegendre {
    /// The integral from 0 to `to` of e^`exponent`, which has one peak, over `panels` equal parts: those on
    /// whose both ends there is nothing beside the peak are left out.
    pub(crate) fn integrate_peak(&self, to: f64, panels: usize, exponent: impl Fn(f64) -> f64) -> f64 {
        let width = to / panels as f64;
        let ends: Vec<f64> = (0..=panels).map(|end| exponent(width * end as f64)).collect();
        let peak = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        ends.windows(2)
            .enumerate()
            .filter(|(_, ends)| ends[0].max(ends[1]) > peak - NOTHING)
            .map(|(panel, _)| {
                let start = width * panel as f64;
                self.integrate(start, start + width, |place| exponent(place).exp())
            })
            .sum()
    }
}

/// The Legendre polynomial of this order at `x`, and its derivative.
fn legendre(order: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for degree in 2..=order {
        let degree = degree as f64;
        (before, value) = (
            value,
            ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree,
        );
    }
    (value, order as f64 * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_exact_for_polynomials_of_twice_its_order() {
        for rule in [&*TWELVE, &*TWENTY, &*THIRTY_TWO, &*SIXTY_FOUR] {
            let degree = i32::try_from(2 * rule.nodes.len() - 1).unwrap();
            let integral = rule.integrate(0.0, 2.0, |x| (x / 2.0).powi(degree));
            assert!((integral * f64::from(degree + 1) / 2.0 - 1.0).abs() < 1e-12);
            assert!((rule.weights.iter().sum::<f64>() - 1.0).abs() < 1e-14);
            assert!(rule.nodes.is_sorted());
        }
    }

    #[test]
    fn panels_add_up() {
        let integral = TWELVE.integrate_panels(0.0, 30.0, 8, |x| (-x).exp());
        assert!((integral - (1.0 - (-30.0_f64).exp())).abs() < 1e-12);
    }
}
