use serde::{Deserialize, Serialize};

use super::{RetentionCurve, RetentionError};

/// Smaller rates take too many periods to add up.
const SMALLEST_RATE: f64 = 1e-4;
/// Larger rates leave nothing to add up.
const LARGEST_RATE: f64 = 1e6;
/// What is left of the sum may be neglected below this share of it.
const NEGLIGIBLE: f64 = 1e-15;

/// Which payments a discounted lifetime counts, and from when it discounts them. A member in period n pays at the
/// start of each period; the decision at the end of period n is about the payment for period n + 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentConvention {
    /// Just before the decision of period n: the payment that it is about is due now, is counted if the member stays,
    /// and is not discounted (Fader and Hardie 2010, DERL).
    RenewalDueNow,
    /// Just after the payment for period n, which is not counted: the next one is due in one period.
    WithoutCurrentPayment,
    /// Just before the payment for period n, which is certain and is counted in full. For a new member (n = 1)
    /// this is the discounted expected lifetime, DEL.
    WithCurrentPayment,
}

impl RetentionCurve {
    /// The discounted number of payments still to come from a member in `period`, who has stayed so far.
    ///
    /// `period` counts from 1: it is the number of payments made, that for the current period included.
    /// `discount_rate` is per period: 0.1 takes a tenth off what comes one period later.
    ///
    /// ```
    /// use cic_core::churn::retention::{PaymentConvention, RetentionCurve};
    /// let curve = RetentionCurve::shifted_beta_geo(3.80, 15.20)?;
    /// let lifetime = |convention| curve.discounted_expected_residual_lifetime(1, 0.1, convention);
    /// let due_now = lifetime(PaymentConvention::RenewalDueNow)?;
    /// assert!((due_now - 3.30982).abs() < 1e-5);
    /// assert!((lifetime(PaymentConvention::WithoutCurrentPayment)? - due_now / 1.1).abs() < 1e-12);
    /// assert!((lifetime(PaymentConvention::WithCurrentPayment)? - due_now / 1.1 - 1.0).abs() < 1e-12);
    /// # Ok::<(), cic_core::churn::retention::RetentionError>(())
    /// ```
    ///
    /// # Errors
    /// Period 0; a rate that is not 0 and not 0.0001 to 1,000,000; a rate of 0 where the lifetime is infinite (alpha of 1
    /// or less) or has no closed form (beta-discrete-Weibull).
    pub fn discounted_expected_residual_lifetime(
        &self,
        period: u32,
        discount_rate: f64,
        convention: PaymentConvention,
    ) -> Result<f64, RetentionError> {
        if period == 0 {
            return Err(RetentionError::PeriodZero);
        }
        let without_current = if discount_rate == 0.0 {
            self.expected_renewals(period)?
        } else if (SMALLEST_RATE..=LARGEST_RATE).contains(&discount_rate) {
            self.discounted_renewals(period, discount_rate)
        } else {
            return Err(RetentionError::DiscountRate { rate: discount_rate });
        };
        Ok(match convention {
            PaymentConvention::RenewalDueNow => without_current * (1.0 + discount_rate),
            PaymentConvention::WithoutCurrentPayment => without_current,
            PaymentConvention::WithCurrentPayment => 1.0 + without_current,
        })
    }

    /// The discounted number of payments from a new member; see [`Self::discounted_expected_residual_lifetime`]
    /// with period 1. [`PaymentConvention::WithCurrentPayment`] counts the first payment.
    ///
    /// # Errors
    /// As there.
    pub fn discounted_expected_lifetime(
        &self,
        discount_rate: f64,
        convention: PaymentConvention,
    ) -> Result<f64, RetentionError> {
        self.discounted_expected_residual_lifetime(1, discount_rate, convention)
    }

    /// The sum of what is left of the member after each further decision, discounted from one period on.
    fn discounted_renewals(&self, period: u32, discount_rate: f64) -> f64 {
        let discount = 1.0 / (1.0 + discount_rate);
        let (mut sum, mut term) = (0.0, 1.0);
        for later in period..u32::MAX {
            term *= self.retention_rate(later) * discount;
            sum += term;
            // Nobody is more than surely retained, so what is left is at most a geometric sum.
            if term <= NEGLIGIBLE * discount_rate * sum {
                break;
            }
        }
        sum
    }

    /// The same without a discount: a closed form of the beta-geometric distribution.
    fn expected_renewals(&self, period: u32) -> Result<f64, RetentionError> {
        match *self {
            Self::ShiftedBetaGeo { alpha, beta } if alpha > 1.0 => {
                Ok((beta + f64::from(period) - 1.0) / (alpha - 1.0))
            }
            _ => Err(RetentionError::InfiniteLifetime),
        }
    }
}
