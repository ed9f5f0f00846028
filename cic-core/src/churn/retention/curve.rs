use serde::{Deserialize, Serialize};

use super::RetentionError;
use crate::numeric::special::ln_gamma;

/// Larger parameters lose all digits of the differences of their logarithms of gamma.
const LARGEST_PARAMETER: f64 = 1e9;

/// The share that stays over periods, under known parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "model", rename_all = "snake_case")]
pub enum RetentionCurve {
    /// Everyone's probability of leaving is drawn once from a beta distribution.
    ShiftedBetaGeo {
        /// The first parameter of the beta distribution of the probability of leaving.
        alpha: f64,
        /// Its second parameter.
        beta: f64,
    },
    /// As that, for a time of which period t makes t^c.
    BetaDiscreteWeibull {
        /// The first parameter of the beta distribution of the probability of leaving.
        alpha: f64,
        /// Its second parameter.
        beta: f64,
        /// Above 1: one and the same member is ever more likely to leave; below 1: ever less.
        c: f64,
    },
}

impl RetentionCurve {
    /// The curve of a shifted beta-geometric model at known parameters.
    ///
    /// # Errors
    /// A parameter that is not above 0, or above 1e9.
    pub fn shifted_beta_geo(alpha: f64, beta: f64) -> Result<Self, RetentionError> {
        check("alpha", alpha)?;
        check("beta", beta)?;
        Ok(Self::ShiftedBetaGeo { alpha, beta })
    }

    /// The curve of a beta-discrete-Weibull model at known parameters.
    ///
    /// # Errors
    /// A parameter that is not above 0, or above 1e9.
    pub fn beta_discrete_weibull(alpha: f64, beta: f64, c: f64) -> Result<Self, RetentionError> {
        check("alpha", alpha)?;
        check("beta", beta)?;
        check("c", c)?;
        Ok(Self::BetaDiscreteWeibull { alpha, beta, c })
    }

    /// The parameters by the names of the papers.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        match *self {
            Self::ShiftedBetaGeo { alpha, beta } => vec![("alpha", alpha), ("beta", beta)],
            Self::BetaDiscreteWeibull { alpha, beta, c } => vec![("alpha", alpha), ("beta", beta), ("c", c)],
        }
    }

    /// The share of a new cohort that is still there after the decisions of `periods` periods.
    #[must_use]
    pub fn survival(&self, periods: u32) -> f64 {
        self.log_survival(periods).exp()
    }

    /// [`Self::survival`] after 0, 1, ... `periods` decisions.
    #[must_use]
    pub fn survival_curve(&self, periods: u32) -> Vec<f64> {
        (0..=periods).map(|period| self.survival(period)).collect()
    }

    /// The probability that who faces the decision of `period`, from 1, stays; period 0 has none: 1.
    #[must_use]
    pub fn retention_rate(&self, period: u32) -> f64 {
        let Some(before) = period.checked_sub(1) else {
            return 1.0;
        };
        match *self {
            Self::ShiftedBetaGeo { alpha, beta } => {
                let staying = beta + f64::from(before);
                staying / (alpha + staying)
            }
            Self::BetaDiscreteWeibull { .. } => (self.log_survival(period) - self.log_survival(before))
                .exp()
                .min(1.0),
        }
    }

    fn log_survival(&self, periods: u32) -> f64 {
        let time = f64::from(periods);
        let (alpha, beta, time) = match *self {
            Self::ShiftedBetaGeo { alpha, beta } => (alpha, beta, time),
            Self::BetaDiscreteWeibull { alpha, beta, c } => (alpha, beta, time.powf(c).min(f64::MAX.sqrt())),
        };
        log_survival(alpha, beta, time)
    }
}

/// ln B(alpha, beta + time) - ln B(alpha, beta).
fn log_survival(alpha: f64, beta: f64, time: f64) -> f64 {
    let later = ln_gamma(beta + time) - ln_gamma(alpha + beta + time);
    let now = ln_gamma(beta) - ln_gamma(alpha + beta);
    (later - now).min(0.0)
}

fn check(name: &'static str, value: f64) -> Result<(), RetentionError> {
    if value > 0.0 && value <= LARGEST_PARAMETER {
        return Ok(());
    }
    Err(RetentionError::Parameter { name, value })
}
