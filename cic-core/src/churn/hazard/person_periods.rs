use super::rows::SpellRows;
use super::{HazardError, Spell};

/// Person-periods that are rows of a table already: one row a member and month at risk.
#[derive(Debug, Clone, Copy)]
pub struct PersonPeriods<'a> {
    values: &'a [f64],
    n_features: usize,
    exits: &'a [bool],
    weights: Option<&'a [f64]>,
    months: Option<&'a [u32]>,
}

impl<'a> PersonPeriods<'a> {
    /// Rows of `n_features` row-major covariates, and whether each ended in an exit.
    ///
    /// # Errors
    /// Columns of unequal length.
    pub fn new(values: &'a [f64], n_features: usize, exits: &'a [bool]) -> Result<Self, HazardError> {
        let rows = exits.len();
        if values.len() != rows * n_features {
            return Err(if n_features > 0 && values.len().is_multiple_of(n_features) {
                let (what, found) = ("values", values.len() / n_features);
                HazardError::Length { what, found, rows }
            } else {
                let values = values.len();
                HazardError::Ragged { values, n_features }
            });
        }
        Ok(Self {
            values,
            n_features,
            exits,
            weights: None,
            months: None,
        })
    }

    /// How much each row counts.
    ///
    /// # Errors
    /// More or fewer weights than rows.
    pub fn with_weights(self, weights: &'a [f64]) -> Result<Self, HazardError> {
        self.check_length("weights", weights.len())?;
        let weights = Some(weights);
        Ok(Self { weights, ..self })
    }

    /// The month of each row, which a baseline of intervals needs; without months all are in month 1.
    ///
    /// # Errors
    /// More or fewer months than rows.
    pub fn with_months(self, months: &'a [u32]) -> Result<Self, HazardError> {
        self.check_length("months", months.len())?;
        let months = Some(months);
        Ok(Self { months, ..self })
    }

    const fn check_length(&self, what: &'static str, found: usize) -> Result<(), HazardError> {
        let rows = self.exits.len();
        if found == rows {
            Ok(())
        } else {
            Err(HazardError::Length { what, found, rows })
        }
    }
}

impl SpellRows for PersonPeriods<'_> {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn n_rows(&self) -> usize {
        self.exits.len()
    }

    fn spell(&self, row: usize) -> Spell<'_> {
        let month = self.months.map_or(1, |months| months[row]);
        Spell {
            covariates: &self.values[row * self.n_features..][..self.n_features],
            first_month: month,
            last_month: month,
            exits: self.exits[row],
            weight: self.weights.map_or(1.0, |weights| weights[row]),
        }
    }
}
