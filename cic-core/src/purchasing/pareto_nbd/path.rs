use std::sync::LazyLock;

use crate::numeric::quadrature::{GaussLegendre, SIXTY_FOUR, THIRTY_TWO, TWELVE, TWENTY};

/// The way from the last visit to the end of the period, by which the customer may have left at any age u:
/// the integrand is `(alpha + u)^-(r + x) (beta + u)^-(s + 1)`.
///
/// It is walked in y = ln((m + u) / (m + t_x)) with m the smaller of alpha and beta: from the integrand's peak,
/// which is at the last visit, no further than it matters. In y its singularities are at least pi away, whatever
/// the parameters, so that few nodes suffice.
pub(super) struct Path {
    from: f64,
    nearest: f64,
    length: f64,
    rule: &'static LazyLock<GaussLegendre>,
}

/// What lies this far below the peak, in logarithms, is nothing.
const DROP: f64 = 38.0;

impl Path {
    /// `visit_power` is r + x, `death_power` is s + 1.
    pub(super) fn new(alpha: f64, beta: f64, visit_power: f64, death_power: f64, from: f64, to: f64) -> Self {
        let nearest = alpha.min(beta) + from;
        let fall = |length: f64| {
            let further = nearest * length.exp_m1();
            visit_power * (further / (alpha + from)).ln_1p() + death_power * (further / (beta + from)).ln_1p()
                - length
        };
        let mut length = ((to - from) / nearest).ln_1p();
        let mut drop = fall(length);
        while drop > 2.0 * DROP {
            let half = fall(0.5 * length);
            if half < DROP {
                break;
            }
            length *= 0.5;
            drop = half;
        }
        let rule = if drop < 4.0 && length < 2.0 {
            &TWELVE
        } else if drop < 14.0 && length < 4.0 {
            &TWENTY
        } else if length < 9.0 {
            &THIRTY_TWO
        } else {
            &SIXTY_FOUR
        };
        Self {
            from,
            nearest,
            length,
            rule,
        }
    }

    /// Each age on the way with its weight.
    pub(super) fn ages(&self) -> impl Iterator<Item = (f64, f64)> {
        let rule = &**self.rule;
        rule.nodes.iter().zip(&rule.weights).map(|(node, weight)| {
            let growth = (self.length * node).exp();
            let further = self.nearest * (self.length * node).exp_m1();
            (self.from + further, weight * self.length * self.nearest * growth)
        })
    }
}
