use serde::{Deserialize, Serialize};

use super::HazardError;
use crate::error::Fault;

/// How the probability of an exit in one month follows from the linear predictor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// log(p / (1 - p)): coefficients are log odds ratios.
    #[default]
    Logit,
    /// log(-log(1 - p)): coefficients are log hazard ratios of the proportional hazards model in continuous time
    /// that lies under the months (Prentice & Gloeckler, Biometrics 1978).
    Cloglog,
}

/// What holds coefficients back. The intercept and the levels of the baseline are never penalised, except by Firth.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Penalty {
    /// Plain maximum likelihood.
    #[default]
    None,
    /// Half of `strength` times the squared coefficients is taken off the log-likelihood.
    Ridge {
        /// 0 or more; with [`PenaltyScale::AsGiven`] it is 1 / C of scikit-learn.
        strength: f64,
        /// What a coefficient is measured per.
        scale: PenaltyScale,
    },
    /// The same with a strength per column.
    RidgePerColumn {
        /// One strength a column, each 0 or more.
        strengths: Vec<f64>,
        /// What a coefficient is measured per.
        scale: PenaltyScale,
    },
    /// Jeffreys' prior, which takes the first-order bias away and is finite under separation (Firth, Biometrika 1993;
    /// Heinze & Schemper, Statistics in Medicine 2002). For [`Link::Logit`] alone.
    Firth,
}

/// What a coefficient that is penalised is measured per.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyScale {
    /// Per unit of the column as it was given.
    AsGiven,
    /// Per standard deviation of the column, so that units do not matter.
    #[default]
    Standardised,
}

/// What to do when some combination of columns tells exits from stays without a fault, so that no finite
/// coefficients are the likeliest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnSeparation {
    /// Fit again with Firth's penalty, or with a ridge of 1 per standard deviation where the link is not the logit.
    #[default]
    Firth,
    /// Fit again with a ridge of this strength per standard deviation.
    Ridge(f64),
    /// An error.
    Refuse,
}

/// How the level of the hazard depends on the month alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// One intercept for all months.
    #[default]
    Constant,
    /// A level of its own for every interval of this many months, counted from month 1 (month 0 is in the first).
    /// An interval without an exit, or without a stay, joins the one before it.
    Intervals {
        /// 1 or more.
        months: u32,
    },
}

/// How to fit a hazard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HazardOptions {
    /// From linear predictor to probability.
    pub link: Link,
    /// What holds coefficients back.
    pub penalty: Penalty,
    /// What to do when no finite coefficients are the likeliest.
    pub on_separation: OnSeparation,
    /// How the level depends on the month.
    pub baseline: Baseline,
    /// Whether a constant baseline has an intercept; without one, a row of zeros has a predictor of 0.
    pub intercept: bool,
    /// The most Newton steps, at least 1.
    pub max_iterations: usize,
    /// The fit ends when the Newton step, measured in standard errors (the square root of g' H^-1 g), is no longer.
    pub tolerance: f64,
}

impl Default for HazardOptions {
    fn default() -> Self {
        Self {
            link: Link::Logit,
            penalty: Penalty::None,
            on_separation: OnSeparation::Firth,
            baseline: Baseline::Constant,
            intercept: true,
            max_iterations: 100,
            tolerance: 1e-8,
        }
    }
}

impl HazardOptions {
    /// Checks everything that does not need the data.
    pub(super) fn check(&self, n_features: usize) -> Result<(), HazardError> {
        let mut faults = Vec::new();
        if self.max_iterations == 0 {
            faults.push(Fault::new("max_iterations", "at least one step is needed"));
        }
        if !(self.tolerance.is_finite() && self.tolerance > 0.0) {
            let message = format!("{} is not a number above 0", self.tolerance);
            faults.push(Fault::new("tolerance", message));
        }
        if self.baseline == (Baseline::Intervals { months: 0 }) {
            faults.push(Fault::new("baseline", "an interval has at least one month"));
        }
        if let OnSeparation::Ridge(strength) = self.on_separation
            && !(strength.is_finite() && strength > 0.0)
        {
            let message = format!("a ridge of {strength} does not end a separation; it must be above 0");
            faults.push(Fault::new("on_separation", message));
        }
        self.check_penalty(n_features, &mut faults);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(HazardError::Options(faults))
        }
    }

    fn check_penalty(&self, n_features: usize, faults: &mut Vec<Fault>) {
        let mut check_strength = |strength: f64| {
            if !(strength.is_finite() && strength >= 0.0) {
                let message = format!("a strength of {strength} is not a number of 0 or more");
                faults.push(Fault::new("penalty", message));
            }
        };
        match &self.penalty {
            Penalty::None => {}
            Penalty::Ridge { strength, .. } => check_strength(*strength),
            Penalty::RidgePerColumn { strengths, .. } => {
                strengths.iter().copied().for_each(check_strength);
                if strengths.len() != n_features {
                    let message = format!("{} strengths for {n_features} columns", strengths.len());
                    faults.push(Fault::new("penalty", message));
                }
            }
            Penalty::Firth if self.link == Link::Logit => {}
            Penalty::Firth => faults.push(Fault::new("penalty", "firth is for the logit link alone")),
        }
    }
}
