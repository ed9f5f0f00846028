use super::rows::SpellRows;
use super::{HazardError, Spell};

/// One row a member: covariates that do not change, and how long the member was at risk.
#[derive(Debug, Clone, Copy)]
pub struct HistoryTable<'a> {
    /// Row-major covariates.
    pub values: &'a [f64],
    /// How many columns they have.
    pub n_features: usize,
    /// Months up to the exit or to the last month seen, 1 or more.
    pub durations: &'a [u32],
    /// Whether the last month ended in an exit.
    pub exits: &'a [bool],
    /// Months that had passed when the member was first seen (delayed entry): at risk from the next month on.
    pub entries: Option<&'a [u32]>,
    /// How much each member counts.
    pub weights: Option<&'a [f64]>,
}

impl HistoryTable<'_> {
    /// Whether all columns have as many rows.
    ///
    /// # Errors
    /// Columns of unequal length.
    pub fn check(&self) -> Result<(), HazardError> {
        let rows = self.durations.len();
        let lengths = [
            ("exits", self.exits.len()),
            ("entries", self.entries.map_or(rows, <[u32]>::len)),
            ("weights", self.weights.map_or(rows, <[f64]>::len)),
        ];
        for (what, found) in lengths {
            if found != rows {
                return Err(HazardError::Length { what, found, rows });
            }
        }
        if self.values.len() != rows * self.n_features {
            return Err(HazardError::Ragged {
                values: self.values.len(),
                n_features: self.n_features,
            });
        }
        Ok(())
    }
}

impl SpellRows for HistoryTable<'_> {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn n_rows(&self) -> usize {
        self.durations.len()
    }

    fn spell(&self, row: usize) -> Spell<'_> {
        Spell {
            covariates: &self.values[row * self.n_features..][..self.n_features],
            first_month: self.entries.map_or(0, |entries| entries[row]).saturating_add(1),
            last_month: self.durations[row],
            exits: self.exits[row],
            weight: self.weights.map_or(1.0, |weights| weights[row]),
        }
    }
}
