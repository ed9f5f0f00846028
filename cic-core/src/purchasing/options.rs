use serde::{Deserialize, Serialize};

use super::PurchasingError;
use crate::error::Fault;

/// How to fit a purchase model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitOptions {
    /// Pull of each parameter towards 1, where times count in units of the customers' mean observed age (and
    /// money in units of their mean spend): `ridge` times the sum of the squared logarithms is taken from the
    /// mean log-likelihood of a customer. 0, the default, is maximum likelihood.
    pub ridge: f64,
    /// The most Newton steps, at least 1.
    pub max_iterations: usize,
    /// The fit has converged when the slope of the mean log-likelihood of a customer in the logarithm of every
    /// parameter is below this.
    pub tolerance: f64,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            ridge: 0.0,
            max_iterations: 200,
            tolerance: 1e-9,
        }
    }
}

impl FitOptions {
    pub(super) fn check(&self) -> Result<(), PurchasingError> {
        let mut faults = Vec::new();
        if !(self.ridge.is_finite() && self.ridge >= 0.0) {
            faults.push(Fault::new(
                "ridge",
                format!("{} is not a number of 0 or more", self.ridge),
            ));
        }
        if self.max_iterations == 0 {
            faults.push(Fault::new("max_iterations", "at least one step is needed"));
        }
        if !(self.tolerance.is_finite() && self.tolerance > 0.0) {
            faults.push(Fault::new(
                "tolerance",
                format!("{} is not a number above 0", self.tolerance),
            ));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(PurchasingError::Options(faults))
        }
    }
}
