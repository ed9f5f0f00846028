use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::SurvivalError;
use super::super::confidence::width;
use super::{BaselineHazard, CoxTies};
use crate::numeric::chi_square::chi_square_exceeds;

/// Beyond this a logarithm of a relative hazard is held, so that no answer overflows.
const LARGEST_LOG_HAZARD: f64 = 700.0;

/// Effects of covariates on a hazard, and that hazard at their mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedCoxPh {
    pub(super) coefficients: Vec<f64>,
    pub(super) covariance: Option<Vec<f64>>,
    pub(super) means: Vec<f64>,
    pub(super) log_likelihood: f64,
    pub(super) null_log_likelihood: f64,
    pub(super) concordance: Option<f64>,
    pub(super) ties: CoxTies,
    pub(super) ridge: f64,
    pub(super) iterations: usize,
    pub(super) converged: bool,
    pub(super) separated: Vec<usize>,
    pub(super) rows: usize,
    pub(super) events: usize,
    pub(super) baseline: Vec<BaselineHazard>,
}

impl FittedCoxPh {
    /// The logarithm of the hazard ratio of one unit of each covariate.
    #[must_use]
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The covariance of the coefficients, row-major: the inverse of the (penalised) information.
    ///
    /// None when the information has no inverse: the data do not bound the effects.
    #[must_use]
    pub fn covariance(&self) -> Option<&[f64]> {
        self.covariance.as_deref()
    }

    /// The standard errors of the coefficients.
    #[must_use]
    pub fn standard_errors(&self) -> Option<Vec<f64>> {
        let covariance = self.covariance.as_ref()?;
        let variances = covariance.iter().step_by(self.coefficients.len() + 1);
        Some(variances.map(|variance| variance.sqrt()).collect())
    }

    /// Intervals of the coefficients, lower and upper, at a confidence between 0 and 1.
    ///
    /// # Errors
    /// A confidence outside 0 to 1.
    pub fn coefficient_intervals(&self, confidence: f64) -> Result<Option<Vec<(f64, f64)>>, SurvivalError> {
        let width = width(confidence)?;
        Ok(self.standard_errors().map(|errors| {
            let pairs = self.coefficients.iter().zip(errors);
            pairs
                .map(|(effect, error)| (effect - width * error, effect + width * error))
                .collect()
        }))
    }

    /// For each coefficient the probability of one so far from 0 if it were 0 (Wald).
    #[must_use]
    pub fn p_values(&self) -> Option<Vec<f64>> {
        let errors = self.standard_errors()?;
        let pairs = self.coefficients.iter().zip(errors);
        Some(
            pairs
                .map(|(effect, error)| chi_square_exceeds((effect / error).powi(2), 1))
                .collect(),
        )
    }

    /// The means of the covariates, where [`Self::baseline`] holds.
    #[must_use]
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// The log partial likelihood at the coefficients, in natural units, summed, without the ridge.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// The log partial likelihood without any effect.
    #[must_use]
    pub const fn null_log_likelihood(&self) -> f64 {
        self.null_log_likelihood
    }

    /// The probability of such a gain in likelihood or a greater one if no covariate had an effect.
    #[must_use]
    pub fn likelihood_ratio_p_value(&self) -> f64 {
        let gain = 2.0 * (self.log_likelihood - self.null_log_likelihood);
        chi_square_exceeds(gain.max(0.0), self.coefficients.len())
    }

    /// Harrell's concordance on the rows of the fit; none when no two rows could be compared.
    ///
    /// A pair is comparable when one row has the event while the other is at risk in the same stratum; equal
    /// predictors count half; weights multiply.
    #[must_use]
    pub const fn concordance(&self) -> Option<f64> {
        self.concordance
    }

    /// What several events at one time meant.
    #[must_use]
    pub const fn ties(&self) -> CoxTies {
        self.ties
    }

    /// The ridge of the fit.
    #[must_use]
    pub const fn ridge(&self) -> f64 {
        self.ridge
    }

    /// Newton steps taken.
    #[must_use]
    pub const fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether the slope of the log-likelihood came down to nothing.
    #[must_use]
    pub const fn converged(&self) -> bool {
        self.converged
    }

    /// Covariates, from 0, whose effect the data do not bound: nobody or everybody with them has the event, so
    /// that the likelihood goes on rising. Their coefficients mean "very large"; a ridge bounds them.
    #[must_use]
    pub fn separated_covariates(&self) -> &[usize] {
        &self.separated
    }

    /// Rows of the fit.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that have the event.
    #[must_use]
    pub const fn events(&self) -> usize {
        self.events
    }

    /// Breslow's cumulative hazard of each stratum that has events, at the means of the covariates.
    #[must_use]
    pub fn baseline(&self) -> &[BaselineHazard] {
        &self.baseline
    }

    /// The logarithm of the hazard of each row of a row-major table, relative to one with mean covariates.
    ///
    /// Held within -700..=700, so that its exponential is a number.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn log_relative_hazards(&self, covariates: &[f64]) -> Result<Vec<f64>, SurvivalError> {
        let n_covariates = self.coefficients.len();
        if n_covariates == 0 || !covariates.len().is_multiple_of(n_covariates) {
            return Err(SurvivalError::Ragged {
                values: covariates.len(),
                rows: covariates.len() / n_covariates.max(1),
                covariates: n_covariates,
            });
        }
        if let Some(place) = covariates.iter().position(|value| !value.is_finite()) {
            return Err(SurvivalError::Covariate {
                row: place / n_covariates,
                covariate: place % n_covariates,
                value: covariates[place],
            });
        }
        let rows = covariates.par_chunks_exact(n_covariates);
        Ok(rows.map(|row| self.log_relative_hazard(row)).collect())
    }

    /// The hazard of each row of a row-major table, relative to one with mean covariates ("partial hazard").
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn relative_hazards(&self, covariates: &[f64]) -> Result<Vec<f64>, SurvivalError> {
        let mut hazards = self.log_relative_hazards(covariates)?;
        hazards.par_iter_mut().for_each(|hazard| *hazard = hazard.exp());
        Ok(hazards)
    }

    /// The probability of each row of a table to last beyond each of `times`: row-major, one row a row of the table.
    ///
    /// `stratum` is 0 where the fit had none. After the last event time of the stratum the curve is level.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite, a stratum without events in the fit.
    pub fn survival(
        &self,
        covariates: &[f64],
        stratum: u32,
        times: &[f64],
    ) -> Result<Vec<f64>, SurvivalError> {
        let baseline = self.baseline.iter().find(|baseline| baseline.stratum == stratum);
        let baseline = baseline.ok_or(SurvivalError::UnknownStratum { stratum })?;
        let hazards: Vec<f64> = times
            .iter()
            .map(|&time| baseline.cumulative_hazard(time))
            .collect();
        let relative = self.relative_hazards(covariates)?;
        Ok(relative
            .par_iter()
            .flat_map_iter(|relative| hazards.iter().map(move |hazard| (-hazard * relative).exp()))
            .collect())
    }

    fn log_relative_hazard(&self, row: &[f64]) -> f64 {
        let centred = row.iter().zip(&self.means).map(|(value, mean)| value - mean);
        let sum: f64 = centred
            .zip(&self.coefficients)
            .map(|(value, effect)| value * effect)
            .sum();
        // A difference of overflows would be no number; it is as good as none.
        if sum.is_nan() {
            0.0
        } else {
            sum.clamp(-LARGEST_LOG_HAZARD, LARGEST_LOG_HAZARD)
        }
    }
}
