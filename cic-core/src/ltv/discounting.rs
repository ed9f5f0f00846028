use serde::{Deserialize, Serialize};

/// How money to come is weighed: each amount by (1 + r)^(-t / 12), t months from now, as it accrues through the months.
///
/// The convention is named [`Discounting::CONVENTION`] in answers: there is no payment "just due" at month 0, and none
/// waits for the end of its month.
///
/// ```
/// let yearly = cic_core::ltv::Discounting::new(0.10);
/// assert!((yearly.factor(12.0) - 1.0 / 1.1).abs() < 1e-12);
/// assert!((yearly.of_stream(0.0, 12.0) - 11.446).abs() < 1e-3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Discounting {
    /// Natural logarithm of 1 + r, a month.
    force: f64,
}

impl Discounting {
    /// What answers call the convention.
    pub const CONVENTION: &'static str = "accrued_through_each_month";

    /// Discounting at `annual_rate` (0.10 is 10 % a year).
    #[must_use]
    pub fn new(annual_rate: f64) -> Self {
        Self {
            force: annual_rate.ln_1p() / 12.0,
        }
    }

    /// What one unit in `months` is worth now.
    #[must_use]
    pub fn factor(&self, months: f64) -> f64 {
        (-self.force * months).exp()
    }

    /// What one unit a month from `from` to `until` months is worth now; 0 when `until` is not later.
    #[must_use]
    pub fn of_stream(&self, from: f64, until: f64) -> f64 {
        let length = (until - from).max(0.0);
        let exponent = self.force * length;
        // The limit of (1 - exp(-x)) / x as x goes to 0 is 1.
        let mean_factor = if exponent < 1e-9 {
            1.0
        } else {
            -(-exponent).exp_m1() / exponent
        };
        self.factor(from) * length * mean_factor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_add_up_and_a_rate_of_zero_counts_months() {
        let discounting = Discounting::new(0.08);
        let parts = discounting.of_stream(0.0, 5.0) + discounting.of_stream(5.0, 36.0);
        assert!((parts - discounting.of_stream(0.0, 36.0)).abs() < 1e-10);
        assert!((Discounting::new(0.0).of_stream(2.0, 9.5) - 7.5).abs() < 1e-12);
        assert!(discounting.of_stream(3.0, 2.0).abs() < 1e-12);
    }
}
