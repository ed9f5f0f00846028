use super::error::PurchasingError;
use super::history::VisitHistory;
use super::weighted::WeightedRows;

/// The histories of many customers: equal ones are kept once, with a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitHistories {
    weighted: WeightedRows<VisitHistory>,
}

impl VisitHistories {
    /// From one history a customer.
    ///
    /// # Errors
    /// No histories at all.
    pub fn new(histories: &[VisitHistory]) -> Result<Self, PurchasingError> {
        let weighted = WeightedRows::collapse(histories, None)?;
        Ok(Self { weighted })
    }

    /// From columns of one length, as tables hold them; `weights` counts customers that share a row.
    ///
    /// ```
    /// use cic_core::purchasing::VisitHistories;
    ///
    /// let histories = VisitHistories::from_columns(&[0.0, 2.0, 0.0], &[0.0, 30.43, 0.0], &[38.86; 3], None)?;
    /// assert_eq!((histories.customers(), histories.distinct()), (3.0, 2));
    /// # Ok::<(), cic_core::purchasing::PurchasingError>(())
    /// ```
    ///
    /// # Errors
    /// Columns of different lengths, the first row that no customer can have, no customers at all.
    pub fn from_columns(
        repeat_visits: &[f64],
        age_at_last_visit: &[f64],
        observed_age: &[f64],
        weights: Option<&[f64]>,
    ) -> Result<Self, PurchasingError> {
        let histories = VisitHistory::from_columns(repeat_visits, age_at_last_visit, observed_age)?;
        let weighted = WeightedRows::collapse(&histories, weights)?;
        Ok(Self { weighted })
    }

    pub(super) fn of_distinct(rows: Vec<(VisitHistory, f64)>) -> Result<Self, PurchasingError> {
        let weighted = WeightedRows::of(rows)?;
        Ok(Self { weighted })
    }

    /// How many customers there are: all weights together.
    #[must_use]
    pub const fn customers(&self) -> f64 {
        self.weighted.customers
    }

    /// How many different histories there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.weighted.rows.len()
    }

    /// Each different history with its weight, by visits, observed age, age at the last visit.
    #[must_use]
    pub fn rows(&self) -> &[(VisitHistory, f64)] {
        &self.weighted.rows
    }

    pub(super) fn sum(&self, value: impl Fn(&VisitHistory) -> f64) -> f64 {
        self.weighted.sum(value)
    }
}
