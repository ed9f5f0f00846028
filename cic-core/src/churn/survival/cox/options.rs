use serde::{Deserialize, Serialize};

use super::super::SurvivalError;
use crate::error::Fault;

/// What several events at one time mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoxTies {
    /// Efron's approximation (1977): those tied leave the risk set one after the other, on average.
    #[default]
    Efron,
    /// Breslow's approximation (1974): all of those tied stay at risk until the last of them is gone.
    Breslow,
}

/// How to fit [`super::CoxPh`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CoxOptions {
    /// What several events at one time mean.
    pub ties: CoxTies,
    /// What is taken off the log-likelihood: `ridge` / 2 times the sum of squared effects of one standard
    /// deviation. 0 fits without.
    pub ridge: f64,
    /// The most Newton steps, at least 1.
    pub max_iterations: usize,
}

impl Default for CoxOptions {
    fn default() -> Self {
        Self {
            ties: CoxTies::default(),
            ridge: 0.0,
            max_iterations: 100,
        }
    }
}

impl CoxOptions {
    pub(super) fn check(&self) -> Result<(), SurvivalError> {
        let mut faults = Vec::new();
        if !(0.0..=1e100).contains(&self.ridge) {
            let message = format!("{} is not a finite number of 0 or more", self.ridge);
            faults.push(Fault::new("ridge", message));
        }
        if self.max_iterations == 0 {
            faults.push(Fault::new("max_iterations", "at least one step is needed"));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(SurvivalError::Options(faults))
        }
    }
}
