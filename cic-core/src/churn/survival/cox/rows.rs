use super::super::{Observations, SurvivalError};

/// Observations with covariates, and strata if any.
#[derive(Debug, Clone, Copy)]
pub struct CoxRows<'a> {
    pub(super) observations: Observations<'a>,
    pub(super) covariates: &'a [f64],
    pub(super) n_covariates: usize,
    pub(super) strata: Option<&'a [u32]>,
}

impl<'a> CoxRows<'a> {
    /// Observations with a row-major table of `n_covariates` columns, one row an observation.
    #[must_use]
    pub const fn new(observations: Observations<'a>, covariates: &'a [f64], n_covariates: usize) -> Self {
        Self {
            observations,
            covariates,
            n_covariates,
            strata: None,
        }
    }

    /// The same rows, each in a stratum with a baseline hazard of its own; any numbers will do.
    #[must_use]
    pub const fn with_strata(self, strata: &'a [u32]) -> Self {
        Self {
            strata: Some(strata),
            ..self
        }
    }

    pub(super) fn covariates_of(&self, row: usize) -> &'a [f64] {
        &self.covariates[row * self.n_covariates..][..self.n_covariates]
    }

    pub(super) fn check(&self) -> Result<(), SurvivalError> {
        self.observations.check()?;
        let rows = self.observations.len();
        if self.n_covariates == 0 || self.covariates.len() != rows * self.n_covariates {
            return Err(SurvivalError::Ragged {
                values: self.covariates.len(),
                rows,
                covariates: self.n_covariates,
            });
        }
        self.strata.map_or(Ok(()), |strata| {
            self.observations.check_length("strata", strata.len())
        })
    }
}
