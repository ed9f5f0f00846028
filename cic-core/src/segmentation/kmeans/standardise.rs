use super::KMeansError;
use super::table::Table;

/// Means and standard deviations of features, with which every feature counts alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardiser {
    means: Vec<f64>,
    standard_deviations: Vec<f64>,
}

impl Standardiser {
    /// Learns from a row-major table of `n_features` columns.
    ///
    /// ```
    /// use cic_core::segmentation::Standardiser;
    /// let table = [1.0, 7.0, 3.0, 7.0];
    /// let standardiser = Standardiser::fit(&table, 2)?;
    /// assert_eq!(standardiser.transform(&table)?, [-1.0, 0.0, 1.0, 0.0]);
    /// # Ok::<(), cic_core::segmentation::KMeansError>(())
    /// ```
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn fit(values: &[f64], n_features: usize) -> Result<Self, KMeansError> {
        Ok(Self::of(Table::new(values, n_features)?))
    }

    pub(super) fn of(table: Table<'_>) -> Self {
        let rows = table.n_rows().max(1) as f64;
        let mut means = vec![0.0; table.n_features()];
        for row in table.values().chunks_exact(table.n_features()) {
            for (mean, value) in means.iter_mut().zip(row) {
                *mean += value;
            }
        }
        means.iter_mut().for_each(|mean| *mean /= rows);
        let mut variances = vec![0.0; table.n_features()];
        for row in table.values().chunks_exact(table.n_features()) {
            for ((variance, value), mean) in variances.iter_mut().zip(row).zip(&means) {
                *variance += (value - mean) * (value - mean);
            }
        }
        let standard_deviations = variances
            .iter()
            .zip(&means)
            .map(|(variance, mean)| {
                let deviation = (variance / rows).sqrt();
                // The mean of equal values may miss them by a rounding; that is no spread.
                let rounding = rows * mean.abs() * f64::EPSILON;
                if deviation > rounding { deviation } else { 0.0 }
            })
            .collect();
        Self {
            means,
            standard_deviations,
        }
    }

    /// The mean of each feature.
    #[must_use]
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// The standard deviation of each feature, over n; 0 for a constant one.
    #[must_use]
    pub fn standard_deviations(&self) -> &[f64] {
        &self.standard_deviations
    }

    /// Values as distances from the mean in standard deviations; 0 throughout a feature that was constant.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn transform(&self, values: &[f64]) -> Result<Vec<f64>, KMeansError> {
        let table = Table::new(values, self.means.len())?;
        let features = || self.means.iter().zip(&self.standard_deviations);
        let rows = table.values().chunks_exact(table.n_features());
        Ok(rows
            .flat_map(|row| row.iter().zip(features()))
            .map(|(value, (mean, deviation))| {
                if *deviation > 0.0 {
                    (value - mean) / deviation
                } else {
                    0.0
                }
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_feature_counts_for_nothing_even_when_its_mean_is_rounded() {
        let values = vec![0.1; 1_001];
        let standardised = Standardiser::fit(&values, 1).unwrap().transform(&values).unwrap();
        assert!(standardised.iter().all(|value| *value == 0.0));
    }

    #[test]
    fn values_that_are_not_finite_are_named() {
        let error = Standardiser::fit(&[1.0, 2.0, 3.0, f64::NAN], 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            "row 1, feature 1: NaN is not a finite number below 1e100"
        );
        assert!(Standardiser::fit(&[1.0, 2.0, 3.0], 2).is_err());
        assert!(Standardiser::fit(&[], 0).is_err());
    }
}
