//! Functions of mathematics that the models share, each safe where its plain formula overflows or cancels.

/// ln sqrt(2 pi).
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// From here on the asymptotic series below are exact to rounding.
const ASYMPTOTIC_FROM: f64 = 10.0;

/// The gamma function of a positive number: its logarithm and the logarithm's first two derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LogGamma {
    /// ln gamma(x).
    pub(crate) value: f64,
    /// The digamma function.
    pub(crate) digamma: f64,
    /// The trigamma function.
    pub(crate) trigamma: f64,
}

impl LogGamma {
    /// At `x` > 0: recurrence up to ten, then the asymptotic series (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12).
    pub(crate) fn at(x: f64) -> Self {
        let (mut product, mut digamma, mut trigamma) = (1.0, 0.0, 0.0);
        let mut shifted = x;
        while shifted < ASYMPTOTIC_FROM {
            let reciprocal = 1.0 / shifted;
            product *= shifted;
            digamma -= reciprocal;
            trigamma += reciprocal * reciprocal;
            shifted += 1.0;
        }
        let reciprocal = 1.0 / shifted;
        let square = reciprocal * reciprocal;
        let logarithm = shifted.ln();
        let tail = square * digamma_tail(square);
        Self {
            value: stirling(shifted, logarithm) - if x < ASYMPTOTIC_FROM { product.ln() } else { 0.0 },
            digamma: digamma + logarithm - 0.5 * reciprocal - tail,
            trigamma: trigamma + reciprocal * (1.0 + reciprocal * (0.5 + reciprocal * trigamma_tail(square))),
        }
    }
}

fn stirling(x: f64, logarithm: f64) -> f64 {
    let reciprocal = 1.0 / x;
    let square = reciprocal * reciprocal;
    let series = 1.0 / 12.0
        - square
            * (1.0 / 360.0
                - square
                    * (1.0 / 1260.0
                        - square * (1.0 / 1680.0 - square * (1.0 / 1188.0 - square * 691.0 / 360_360.0))));
    (x - 0.5) * logarithm - x + HALF_LN_TAU + reciprocal * series
}

fn digamma_tail(square: f64) -> f64 {
    1.0 / 12.0
        - square
            * (1.0 / 120.0
                - square
                    * (1.0 / 252.0
                        - square * (1.0 / 240.0 - square * (1.0 / 132.0 - square * 691.0 / 32_760.0))))
}

fn trigamma_tail(square: f64) -> f64 {
    1.0 / 6.0
        - square
            * (1.0 / 30.0
                - square
                    * (1.0 / 42.0 - square * (1.0 / 30.0 - square * (5.0 / 66.0 - square * 691.0 / 2730.0))))
}

/// ln gamma(x) for `x` > 0.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    let mut product = 1.0;
    let mut shifted = x;
    while shifted < ASYMPTOTIC_FROM {
        product *= shifted;
        shifted += 1.0;
    }
    stirling(shifted, shifted.ln()) - if x < ASYMPTOTIC_FROM { product.ln() } else { 0.0 }
}

/// The derivative of ln gamma at `x` > 0.
pub(crate) fn digamma(x: f64) -> f64 {
    LogGamma::at(x).digamma
}

/// The second derivative of ln gamma at `x` > 0.
pub(crate) fn trigamma(x: f64) -> f64 {
    LogGamma::at(x).trigamma
}

/// ln B(a, b) for positive `a` and `b`.
pub(crate) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// ln(e^left + e^right).
pub(crate) fn ln_add_exp(left: f64, right: f64) -> f64 {
    let (larger, smaller) = if left >= right {
        (left, right)
    } else {
        (right, left)
    };
    if larger == f64::NEG_INFINITY {
        return larger;
    }
    larger + (smaller - larger).exp().ln_1p()
}

/// ln of the sum of e^term; minus infinity for no terms.
pub(crate) fn ln_sum_exp(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + terms.iter().map(|term| (term - largest).exp()).sum::<f64>().ln()
}

/// 1 / (1 + e^-x), without overflow.
pub(crate) fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let odds = x.exp();
        odds / (1.0 + odds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(left: f64, right: f64, relative: f64) -> bool {
        (left - right).abs() <= relative * right.abs().max(1.0)
    }

    #[test]
    fn gamma_has_its_known_values() {
        let root_pi = std::f64::consts::PI.sqrt();
        assert!(close(ln_gamma(0.5), root_pi.ln(), 1e-14));
        assert!(close(ln_gamma(1.0), 0.0, 1e-14));
        assert!(close(ln_gamma(5.0), 24.0_f64.ln(), 1e-14));
        // Abramowitz and Stegun, table 6.1 and 6.3; 171! from its logarithm.
        assert!(close(digamma(1.0), -0.577_215_664_901_532_9, 1e-14));
        assert!(close(digamma(0.5), -1.963_510_026_021_423_5, 1e-14));
        assert!(close(trigamma(1.0), std::f64::consts::PI.powi(2) / 6.0, 1e-14));
        assert!(close(ln_gamma(1e-300), 300.0 * std::f64::consts::LN_10, 1e-15));
        assert!(close(ln_gamma(172.0), 711.714_725_802_289_9, 1e-15));
        assert!(ln_gamma(1e300).is_finite());
    }

    proptest! {
        #[test]
        fn gamma_and_its_derivatives_obey_their_recurrences(x in 1e-3..200.0_f64) {
            let (here, next) = (LogGamma::at(x), LogGamma::at(x + 1.0));
            prop_assert!(close(next.value - here.value, x.ln(), 1e-12));
            prop_assert!(close(next.digamma - here.digamma, 1.0 / x, 1e-12));
            prop_assert!(close(here.trigamma - next.trigamma, 1.0 / (x * x), 1e-12));
            prop_assert!(close(here.value, ln_gamma(x), 1e-15));
        }

        #[test]
        fn beta_is_symmetric(a in 1e-3..100.0_f64, b in 1e-3..100.0_f64) {
            prop_assert!(close(ln_beta(a, b), ln_beta(b, a), 1e-12));
        }

        #[test]
        fn sums_of_exponentials_do_not_overflow(left in -1e4..1e4_f64, right in -1e4..1e4_f64) {
            let sum = ln_add_exp(left, right);
            prop_assert!(sum >= left.max(right) && sum <= left.max(right) + 0.694);
            prop_assert!(close(sum, ln_sum_exp(&[left, right]), 1e-14));
            prop_assert!(close(logistic(left) + logistic(-left), 1.0, 1e-15));
        }
    }

    #[test]
    fn sums_of_nothing_are_nothing() {
        assert!(ln_sum_exp(&[]) == f64::NEG_INFINITY);
        assert!(ln_add_exp(f64::NEG_INFINITY, f64::NEG_INFINITY) == f64::NEG_INFINITY);
    }
}
