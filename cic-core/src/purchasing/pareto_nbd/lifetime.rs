use crate::numeric::quadrature::TWENTY;

/// The life left to a customer whose rate of leaving is Gamma(shape, rate): it lasts beyond u with the chance
/// (rate / (rate + u))^shape.
pub(super) struct Lifetime {
    pub(super) shape: f64,
    pub(super) rate: f64,
}

impl Lifetime {
    /// The time alive to expect within `time`.
    pub(super) fn expected_within(&self, time: f64) -> f64 {
        let growth = (time / self.rate).ln_1p();
        let power = 1.0 - self.shape;
        // The integral of e^(power y) from 0 to `growth`, whose plain form divides by zero at shape 1.
        let exponent = power * growth;
        let area = if exponent.abs() < 1e-5 {
            growth * (1.0 + exponent / 2.0 + exponent * exponent / 6.0)
        } else {
            exponent.exp_m1() / power
        };
        self.rate * area
    }

    /// The present value of the time alive to come, discounted at `discount` per unit of time.
    pub(super) fn discounted(&self, discount: f64) -> f64 {
        // In y = ln(1 + u / rate) the integrand is e^(-c (e^y - 1) + (1 - shape) y).
        let scaled = discount * self.rate;
        let exponent = |y: f64| -scaled * y.exp_m1() + (1.0 - self.shape) * y;
        let peak = if self.shape < 1.0 {
            ((1.0 - self.shape) / scaled).ln().max(0.0)
        } else {
            0.0
        };
        let mut end = 1.0;
        while exponent(peak) - exponent(peak + end) < 40.0 {
            end *= 2.0;
        }
        while exponent(peak) - exponent(peak + 0.5 * end) > 40.0 {
            end *= 0.5;
        }
        let whole = peak + end;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred at most: y is a logarithm"
        )]
        let panels = (whole.ceil() as usize).max(4);
        self.rate * TWENTY.integrate_panels(0.0, whole, panels, |y| exponent(y).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_alive_is_smooth_where_the_plain_formula_divides_by_zero() {
        let within = |shape: f64| Lifetime { shape, rate: 12.0 }.expected_within(52.0);
        let at_one = 12.0 * (1.0_f64 + 52.0 / 12.0).ln();
        assert!((within(1.0) / at_one - 1.0).abs() < 1e-14);
        for near in [1e-7, 1e-5, 2e-5] {
            assert!((within(1.0 + near) + within(1.0 - near) - 2.0 * at_one).abs() < 1e-7);
        }
    }

    #[test]
    fn discounting_agrees_with_fine_steps() {
        for (shape, rate) in [(0.6, 50.0), (3.0, 5.0), (900.0, 10.0), (1e-4, 1e-3)] {
            let life = Lifetime { shape, rate };
            let discount = 0.01;
            let step = 0.01_f64.min(rate / shape / 50.0);
            let sum: f64 = (0..300_000_u32)
                .map(|at| {
                    let age = step * (f64::from(at) + 0.5);
                    step * (-discount * age - shape * (age / rate).ln_1p()).exp()
                })
                .sum();
            let found = life.discounted(discount);
            assert!(
                (found / sum - 1.0).abs() < 1e-3,
                "{shape}, {rate}: {found} for {sum}"
            );
        }
    }
}
