use super::PurchasingError;

/// Continuous discounting: a visit after time u counts e^(-rate u). Schmittlein and Peterson's convention.
///
/// An annual rate of 10 % is ln 1.1 / 52.18 a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContinuousDiscount(f64);

impl ContinuousDiscount {
    /// At `rate` per unit of time.
    ///
    /// # Errors
    /// A rate that is not a finite number above 0.
    pub fn new(rate: f64) -> Result<Self, PurchasingError> {
        positive("rate", rate)?;
        Ok(Self(rate))
    }

    /// The rate per unit of time.
    #[must_use]
    pub const fn rate(self) -> f64 {
        self.0
    }
}

/// Discounting by whole periods: visits within the k-th period count 1 / (1 + rate)^k, up to the last period.
///
/// With a period of one month this is the convention of discounted cash flow by month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodDiscount {
    period: f64,
    periods: u32,
    rate: f64,
}

impl PeriodDiscount {
    /// `periods` periods, each `period` long in the unit of the data, at `rate` a period.
    ///
    /// # Errors
    /// A period that is not a finite number above 0; a rate that is negative or not finite; no periods.
    pub fn new(period: f64, periods: u32, rate: f64) -> Result<Self, PurchasingError> {
        positive("period", period)?;
        positive("periods", f64::from(periods))?;
        if rate.is_finite() && rate >= 0.0 {
            Ok(Self {
                period,
                periods,
                rate,
            })
        } else {
            Err(PurchasingError::Discount {
                name: "rate",
                value: rate,
            })
        }
    }

    /// The present value of a quantity whose total up to an age from now is `cumulative`.
    pub(super) fn present_value(self, cumulative: impl Fn(f64) -> f64) -> f64 {
        let (mut before, mut value, mut factor) = (0.0, 0.0, 1.0);
        for period in 1..=self.periods {
            let after = cumulative(self.period * f64::from(period));
            factor /= 1.0 + self.rate;
            value += (after - before).max(0.0) * factor;
            before = after;
        }
        value
    }
}

fn positive(name: &'static str, value: f64) -> Result<(), PurchasingError> {
    if value.is_finite() && value > 0.0 {
        Ok(())
    } else {
        Err(PurchasingError::Discount { name, value })
    }
}
