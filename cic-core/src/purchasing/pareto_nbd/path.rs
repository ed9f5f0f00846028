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
    furthest: f64,
    alpha_is_nearest: bool,
    length: f64,
    rule: &'static LazyLock<GaussLegendre>,
}

/// What lies this far below the peak, in logarithms, is nothing.
const DROP: f64 = 34.0;

/// An age on the way, and what it means relative to the age at the last visit.
pub(super) struct Step {
    pub(super) age: f64,
    /// ln((alpha + age) / (alpha + t_x)).
    pub(super) visit_growth: f64,
    /// ln((beta + age) / (beta + t_x)).
    pub(super) death_growth: f64,
    pub(super) weight: f64,
}

impl Path {
    /// `visit_power` is r + x, `death_power` is s + 1.
    pub(super) fn new(alpha: f64, beta: f64, visit_power: f64, death_power: f64, from: f64, to: f64) -> Self {
        let (nearest, furthest) = (alpha.min(beta) + from, alpha.max(beta) + from);
        let alpha_is_nearest = alpha <= beta;
        let (near_power, far_power) = if alpha_is_nearest {
            (visit_power, death_power)
        } else {
            (death_power, visit_power)
        };
        let fall = |length: f64| {
            (near_power - 1.0) * length + far_power * (nearest * length.exp_m1() / furthest).ln_1p()
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
            furthest,
            alpha_is_nearest,
            length,
            rule,
        }
    }

    /// Each age on the way with its weight.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step> {
        let rule = &**self.rule;
        let share = self.nearest / self.furthest;
        let scale = self.length * self.nearest;
        rule.nodes.iter().zip(&rule.weights).map(move |(node, weight)| {
            let near_growth = self.length * node;
            let further = near_growth.exp_m1();
            let far_growth = (share * further).ln_1p();
            let (visit_growth, death_growth) = if self.alpha_is_nearest {
                (near_growth, far_growth)
            } else {
                (far_growth, near_growth)
            };
            Step {
                age: self.from + self.nearest * further,
                visit_growth,
                death_growth,
                weight: weight * scale * (1.0 + further),
            }
        })
    }
}
