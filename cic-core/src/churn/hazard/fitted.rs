use serde::{Deserialize, Serialize};

use super::design::interval_of;
use super::{HazardError, Link, Penalty};

/// A hazard that was fitted. Only this predicts.
///
/// As JSON it comes back bit for bit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedHazard {
    pub(super) link: Link,
    pub(super) penalty: Penalty,
    pub(super) interval_starts: Vec<u32>,
    pub(super) levels: Vec<f64>,
    pub(super) coefficients: Vec<f64>,
    pub(super) covariance: Vec<f64>,
    pub(super) column_names: Vec<String>,
    pub(super) column_means: Vec<f64>,
    pub(super) log_likelihood: f64,
    pub(super) iterations: usize,
    pub(super) distance_to_optimum: f64,
    pub(super) rows: u64,
    pub(super) periods: u64,
    pub(super) exits: u64,
    pub(super) flags: HazardFlags,
}

/// What a reader of the coefficients must know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardFlags {
    /// Whether the step that was left is shorter than the tolerance.
    pub converged: bool,
    /// Whether columns told exits from stays without a fault, so that [`FittedHazard::penalty`] was put in.
    pub separated: bool,
    /// Columns, from 0, that never change or that others determine; their coefficients are 0.
    pub left_out: Vec<usize>,
}

impl FittedHazard {
    /// The same hazard with a name for each column.
    ///
    /// # Errors
    /// More or fewer names than columns.
    pub fn with_column_names(self, column_names: Vec<String>) -> Result<Self, HazardError> {
        if column_names.len() != self.coefficients.len() {
            return Err(HazardError::Length {
                what: "column_names",
                found: column_names.len(),
                rows: self.coefficients.len(),
            });
        }
        Ok(Self { column_names, ..self })
    }

    /// The names of columns, empty when none were given.
    #[must_use]
    pub fn column_names(&self) -> &[String] {
        &self.column_names
    }

    /// From linear predictor to probability.
    #[must_use]
    pub const fn link(&self) -> Link {
        self.link
    }

    /// What held the coefficients back in the end.
    #[must_use]
    pub const fn penalty(&self) -> &Penalty {
        &self.penalty
    }

    /// One coefficient a column, per unit of the column.
    #[must_use]
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The level of a constant baseline, or of the first interval; 0 when there is none.
    #[must_use]
    pub fn intercept(&self) -> f64 {
        self.levels.first().copied().unwrap_or(0.0)
    }

    /// The levels of the baseline: one an interval, or one, or none without an intercept.
    #[must_use]
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// The first month of each interval of the baseline; empty when it is constant.
    #[must_use]
    pub fn interval_starts(&self) -> &[u32] {
        &self.interval_starts
    }

    /// The level in a month; months beyond the data have the last one.
    #[must_use]
    pub fn level(&self, month: u32) -> f64 {
        self.levels
            .get(interval_of(&self.interval_starts, month))
            .copied()
            .unwrap_or(0.0)
    }

    /// The covariance of levels, then coefficients: row-major and symmetric, with zeros for columns left out.
    ///
    /// It is the inverse of the expected information, to which a ridge adds its strengths.
    #[must_use]
    pub fn covariance(&self) -> &[f64] {
        &self.covariance
    }

    /// The standard error of each coefficient; 0 for columns left out.
    #[must_use]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.deviations().skip(self.levels.len()).collect()
    }

    /// The standard error of each level.
    #[must_use]
    pub fn level_standard_errors(&self) -> Vec<f64> {
        self.deviations().take(self.levels.len()).collect()
    }

    fn deviations(&self) -> impl Iterator<Item = f64> {
        let size = self.levels.len() + self.coefficients.len();
        self.covariance
            .iter()
            .step_by(size + 1)
            .map(|variance| variance.max(0.0).sqrt())
    }

    /// The mean of each column over the rows of the fit; 0 where a fit without an intercept did not centre.
    #[must_use]
    pub fn column_means(&self) -> &[f64] {
        &self.column_means
    }

    /// The log-likelihood of the data, without any penalty.
    #[must_use]
    pub const fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Newton steps taken.
    #[must_use]
    pub const fn iterations(&self) -> usize {
        self.iterations
    }

    /// The length of the Newton step that was left, in standard errors.
    #[must_use]
    pub const fn distance_to_optimum(&self) -> f64 {
        self.distance_to_optimum
    }

    /// Rows of the fit: person-periods, or spells.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Periods at risk, of rows with a weight.
    #[must_use]
    pub const fn periods(&self) -> u64 {
        self.periods
    }

    /// Exits, of rows with a weight.
    #[must_use]
    pub const fn exits(&self) -> u64 {
        self.exits
    }

    /// What a reader of the coefficients must know.
    #[must_use]
    pub const fn flags(&self) -> &HazardFlags {
        &self.flags
    }

    /// The linear predictor of each row of a row-major table, with the level of the first interval.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn linear_predictor(&self, values: &[f64]) -> Result<Vec<f64>, HazardError> {
        self.check(values)?;
        let width = self.coefficients.len();
        if width == 0 {
            return Ok(Vec::new());
        }
        Ok(values
            .chunks_exact(width)
            .map(|row| self.intercept() + self.effect(row))
            .collect())
    }

    /// The probability of an exit in one period for each row of a row-major table, with the level of the first
    /// interval.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn predict_proba(&self, values: &[f64]) -> Result<Vec<f64>, HazardError> {
        let predictors = self.linear_predictor(values)?;
        Ok(predictors
            .into_iter()
            .map(|predictor| self.link.probability(predictor))
            .collect())
    }

    /// The probability of an exit in one month for one row; infinite values make a probability too.
    #[must_use]
    pub fn probability(&self, month: u32, covariates: &[f64]) -> f64 {
        self.link.probability(self.level(month) + self.effect(covariates))
    }

    /// What the columns add to the level.
    pub(super) fn effect(&self, covariates: &[f64]) -> f64 {
        covariates
            .iter()
            .zip(&self.coefficients)
            .map(|(value, coefficient)| value * coefficient)
            .sum()
    }

    pub(super) fn check(&self, values: &[f64]) -> Result<(), HazardError> {
        let n_features = self.coefficients.len();
        if (n_features == 0 && !values.is_empty())
            || (n_features > 0 && !values.len().is_multiple_of(n_features))
        {
            let values = values.len();
            return Err(HazardError::Ragged { values, n_features });
        }
        match values.iter().position(|value| !value.is_finite()) {
            None => Ok(()),
            Some(place) => Err(HazardError::NotFinite {
                row: place / n_features,
                column: place % n_features,
                value: values[place],
            }),
        }
    }
}
