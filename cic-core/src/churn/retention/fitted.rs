use serde::{Deserialize, Serialize};

use super::RetentionCurve;

/// What to know before believing a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionFlag {
    /// The data show no difference between members: alpha and beta go to infinity, and only their ratio means something.
    Homogeneous,
    /// The data show members who leave at once and others who never do: alpha and beta go to 0.
    Polarised,
    /// The shape c went to the end of the range that is searched.
    ShapeAtBound,
    /// The search ended before the slope of the log-likelihood came down to nothing.
    NotConverged,
}

/// A retention curve that was fitted to counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedRetention {
    pub(super) curve: RetentionCurve,
    pub(super) log_likelihood: f64,
    pub(super) covariance: Option<Vec<f64>>,
    pub(super) flags: Vec<RetentionFlag>,
    pub(super) iterations: usize,
}

impl FittedRetention {
    /// The curve, which answers all questions about the future.
    #[must_use]
    pub const fn curve(&self) -> &RetentionCurve {
        &self.curve
    }

    /// The parameters by the names of the papers.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        self.curve.parameters()
    }

    /// The log-likelihood, in natural units, summed over members.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// The covariance of the parameters, row-major in the order of [`Self::parameters`].
    ///
    /// None where a parameter went to the end of its range: there is no curvature to take it from.
    #[must_use]
    pub fn covariance(&self) -> Option<&[f64]> {
        self.covariance.as_deref()
    }

    /// The standard errors of the parameters, in the order of [`Self::parameters`].
    #[must_use]
    pub fn standard_errors(&self) -> Option<Vec<f64>> {
        let covariance = self.covariance.as_ref()?;
        let variances = covariance.iter().step_by(self.parameters().len() + 1);
        Some(variances.map(|variance| variance.sqrt()).collect())
    }

    /// What to know before believing the fit; empty when all is well.
    #[must_use]
    pub fn flags(&self) -> &[RetentionFlag] {
        &self.flags
    }

    /// Newton steps taken.
    #[must_use]
    pub const fn iterations(&self) -> usize {
        self.iterations
    }
}
