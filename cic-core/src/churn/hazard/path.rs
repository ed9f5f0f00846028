use super::{FittedHazard, HazardError};

/// What a member may do in one month to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MonthRule {
    /// May leave.
    #[default]
    Open,
    /// May not leave: before a minimum term or a renewal, inside a notice. The hazard is 0.
    Bound,
    /// Pauses: the hazard is 0 and the month does not count towards the baseline.
    Paused,
}

/// Covariates in months to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FutureCovariates<'a> {
    /// One row, carried forward.
    CarriedForward(&'a [f64]),
    /// Row-major, one row a month.
    PerMonth(&'a [f64]),
}

/// A declared future: which months, which covariates in them, which rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FuturePath<'a> {
    /// The first month to come, counted as in the fit (months since joining plus 1, say).
    pub first_month: u32,
    /// How many months to look ahead.
    pub months: usize,
    /// Covariates in them.
    pub covariates: FutureCovariates<'a>,
    /// Rules of the first months; later months are open.
    pub rules: &'a [MonthRule],
}

/// The chance to be still a member, month by month.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalPath {
    hazard: Vec<f64>,
    survival: Vec<f64>,
}

impl SurvivalPath {
    /// The chance to leave in month t, given that the member is there at its start; t = 1 comes first.
    #[must_use]
    pub fn hazard(&self) -> &[f64] {
        &self.hazard
    }

    /// The chance to be there after month t; t = 1 comes first.
    #[must_use]
    pub fn survival(&self) -> &[f64] {
        &self.survival
    }

    /// The chance to leave within the first `months`, or within all there are.
    #[must_use]
    pub fn probability_of_exit(&self, months: usize) -> f64 {
        let last = months.min(self.survival.len());
        last.checked_sub(1)
            .map_or(0.0, |place| 1.0 - self.survival[place])
    }
}

impl FittedHazard {
    /// The survival of one member along a declared future of covariates and contract.
    ///
    /// ```
    /// use cic_core::churn::hazard::{ChurnHazard, FutureCovariates, FuturePath, HazardOptions, MonthRule};
    /// # let came = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    /// # let exits = [true, false, false, false, true, true, true, false];
    /// let fitted = ChurnHazard::fit(&came, 1, &exits, None, &HazardOptions::default())?;
    /// let path = fitted.survival(&FuturePath {
    ///     first_month: 7,
    ///     months: 3,
    ///     covariates: FutureCovariates::PerMonth(&[1.0, 1.0, 0.0]),
    ///     rules: &[MonthRule::Bound],
    /// })?;
    /// let expected = [1.0, 0.75, 0.75 * 0.25];
    /// assert!(path.survival().iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9));
    /// # Ok::<(), cic_core::churn::hazard::HazardError>(())
    /// ```
    ///
    /// # Errors
    /// Covariates that do not make one row, or one a month; values that are not finite.
    pub fn survival(&self, path: &FuturePath<'_>) -> Result<SurvivalPath, HazardError> {
        let width = self.coefficients.len();
        let (values, rows) = match path.covariates {
            FutureCovariates::CarriedForward(values) => (values, 1),
            FutureCovariates::PerMonth(values) => (values, path.months),
        };
        self.check(values)?;
        if values.len() != rows * width {
            let values = values.len();
            return Err(HazardError::Ragged {
                values,
                n_features: rows * width,
            });
        }
        let effects: Vec<f64> = (0..rows)
            .map(|row| self.effect(&values[row * width..][..width]))
            .collect();
        let mut month = path.first_month;
        let mut hazard = Vec::with_capacity(path.months);
        for ahead in 0..path.months {
            let rule = path.rules.get(ahead).copied().unwrap_or_default();
            let effect = effects[ahead.min(rows - 1)];
            hazard.push(match rule {
                MonthRule::Open => self.link.probability(self.level(month) + effect),
                MonthRule::Bound | MonthRule::Paused => 0.0,
            });
            month = month.saturating_add(u32::from(rule != MonthRule::Paused));
        }
        let mut alive = 1.0;
        let survival = hazard
            .iter()
            .map(|hazard| {
                alive *= 1.0 - hazard;
                alive
            })
            .collect();
        Ok(SurvivalPath { hazard, survival })
    }
}
