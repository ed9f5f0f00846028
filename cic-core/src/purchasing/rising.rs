use crate::numeric::special::LogGamma;

/// ln of base (base + 1) ... (base + n - 1), which is ln gamma(base + n) - ln gamma(base), and its derivatives.
#[derive(Debug, Clone, Copy)]
pub(super) struct LogRising {
    base: f64,
    factors: u64,
    pub(super) value: f64,
    /// The first derivative in the base.
    pub(super) slope: f64,
    /// The second derivative in the base.
    pub(super) bend: f64,
}

/// Up to here factors are added one by one, which loses no digits however great the base.
const ONE_BY_ONE: u64 = 64;

impl LogRising {
    /// The empty product.
    pub(super) const fn of(base: f64) -> Self {
        Self {
            base,
            factors: 0,
            value: 0.0,
            slope: 0.0,
            bend: 0.0,
        }
    }

    /// Extends the product to `factors` factors, of which it has no more yet: a table over increasing counts is
    /// made in one walk.
    pub(super) fn extend_to(&mut self, factors: u64) {
        debug_assert!(factors >= self.factors);
        if factors - self.factors > ONE_BY_ONE {
            let from = LogGamma::at(self.base + self.factors as f64);
            let to = LogGamma::at(self.base + factors as f64);
            self.value += to.value - from.value;
            self.slope += to.digamma - from.digamma;
            self.bend += to.trigamma - from.trigamma;
        } else {
            for factor in self.factors..factors {
                let factor = self.base + factor as f64;
                let reciprocal = 1.0 / factor;
                self.value += factor.ln();
                self.slope += reciprocal;
                self.bend -= reciprocal * reciprocal;
            }
        }
        self.factors = factors;
    }

    /// ln of the product of `factors` factors from `base`.
    pub(super) fn value(base: f64, factors: u64) -> f64 {
        let mut product = Self::of(base);
        product.extend_to(factors);
        product.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_walks_agree() {
        for base in [1e-3, 0.24, 7.0] {
            let mut steps = LogRising::of(base);
            for factors in (0..=300).step_by(50) {
                steps.extend_to(factors);
            }
            let mut leap = LogRising::of(base);
            leap.extend_to(300);
            assert!((steps.value / leap.value - 1.0).abs() < 1e-13);
            assert!((steps.slope / leap.slope - 1.0).abs() < 1e-13);
            assert!((steps.bend / leap.bend - 1.0).abs() < 1e-12);
        }
    }
}
