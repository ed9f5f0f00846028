use serde::{Deserialize, Serialize};

use crate::churn::hazard::{FittedHazard, HazardError};

/// Below this difference of predictors the slope of the curve takes the place of that of the line.
const SMALL_DIFFERENCE: f64 = 1e-6;

/// Whom a member is compared with: the mean of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// The mean of each column over the segment.
    pub covariates: Vec<f64>,
    /// The mean of the baseline's levels over the segment.
    pub level: f64,
}

impl Reference {
    /// The mean of members: row-major covariates, and the month that each is in.
    ///
    /// # Errors
    /// Covariates that do not make one row a member, values that are not finite, no members.
    pub fn mean_of(fitted: &FittedHazard, values: &[f64], months: &[u32]) -> Result<Self, HazardError> {
        let n_features = fitted.coefficients().len();
        if months.is_empty() {
            return Err(HazardError::NoRows);
        }
        if values.len() != months.len() * n_features {
            let values = values.len();
            return Err(HazardError::Ragged { values, n_features });
        }
        if let Some(place) = values.iter().position(|value| !value.is_finite()) {
            return Err(HazardError::NotFinite {
                row: place / n_features,
                column: place % n_features,
                value: values[place],
            });
        }
        let members = months.len() as f64;
        let mut covariates = vec![0.0; n_features];
        for row in values.chunks_exact(n_features.max(1)) {
            for (mean, value) in covariates.iter_mut().zip(row) {
                *mean += value / members;
            }
        }
        let level = months.iter().map(|month| fitted.level(*month) / members).sum();
        Ok(Self { covariates, level })
    }
}

/// What moves a member's linear predictor away from the reference's, column by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributions {
    /// Per column, coefficient times the distance from the reference: log odds under the logit.
    pub of_columns: Vec<f64>,
    /// What the member's month adds.
    pub of_level: f64,
    /// The probability of leaving in one month.
    pub probability: f64,
    /// The same for the reference.
    pub reference_probability: f64,
    /// The slope of the probability at the reference.
    reference_slope: f64,
}

impl Contributions {
    /// Takes a member's predictor apart.
    ///
    /// # Errors
    /// Covariates of the member or of the reference that do not make one row, values that are not finite.
    pub fn of(
        fitted: &FittedHazard,
        month: u32,
        covariates: &[f64],
        reference: &Reference,
    ) -> Result<Self, HazardError> {
        let coefficients = fitted.coefficients();
        for row in [covariates, &reference.covariates] {
            if row.len() != coefficients.len() {
                return Err(HazardError::Ragged {
                    values: row.len(),
                    n_features: coefficients.len(),
                });
            }
            if let Some(column) = row.iter().position(|value| !value.is_finite()) {
                let (row, value) = (0, row[column]);
                return Err(HazardError::NotFinite { row, column, value });
            }
        }
        let columns = coefficients.iter().zip(covariates).zip(&reference.covariates);
        let of_columns: Vec<f64> = columns
            .map(|((coefficient, value), usual)| coefficient * (value - usual))
            .collect();
        let products = coefficients.iter().zip(&reference.covariates);
        let reference_predictor = reference.level
            + products
                .map(|(coefficient, usual)| coefficient * usual)
                .sum::<f64>();
        let of_level = fitted.level(month) - reference.level;
        let predictor = reference_predictor + of_level + of_columns.iter().sum::<f64>();
        let link = fitted.link();
        Ok(Self {
            of_columns,
            of_level,
            probability: link.probability(predictor),
            reference_probability: link.probability(reference_predictor),
            reference_slope: link.probability_slope(reference_predictor),
        })
    }

    /// The difference of predictors: the sum of all contributions.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.of_level + self.of_columns.iter().sum::<f64>()
    }

    /// What one unit of contribution is worth in probability, so that all add up to `probability - reference`.
    ///
    /// Where the predictors hardly differ it is the slope of the curve: that of one month, stretched to the horizon in
    /// the proportion of what is at stake, p (1 - p).
    pub(super) fn probability_per_unit(&self, probability: f64, reference: f64) -> f64 {
        let difference = self.difference();
        if difference.abs() > SMALL_DIFFERENCE {
            return (probability - reference) / difference;
        }
        let at_stake = |probability: f64| probability * (1.0 - probability);
        let of_month = at_stake(self.reference_probability);
        if of_month > 0.0 {
            self.reference_slope * at_stake(reference) / of_month
        } else {
            0.0
        }
    }
}
