use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash};

use super::row_hasher::RowHasher;

use super::error::{HistoryFault, PurchasingError};

/// Rows that differ from each other, in increasing order, each with the customers that share it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeightedRows<Row> {
    pub(super) rows: Vec<(Row, f64)>,
    /// All weights together.
    pub(super) customers: f64,
}

impl<Row: Copy + Eq + Ord + Hash> WeightedRows<Row> {
    /// Collapses equal rows; rows of weight 0 are left out.
    ///
    /// # Errors
    /// The first row that is faulty or whose weight is; nobody at all.
    pub(super) fn collapse(
        rows: impl Iterator<Item = Result<Row, HistoryFault>>,
        weights: Option<&[f64]>,
    ) -> Result<Self, PurchasingError> {
        let mut places: HashMap<Row, usize, BuildHasherDefault<RowHasher>> = HashMap::default();
        let mut collapsed: Vec<(Row, f64)> = Vec::new();
        for (place, row) in rows.enumerate() {
            let weight = weights.map_or(1.0, |weights| weights[place]);
            let sound = row.and_then(|row| {
                if weight.is_finite() && weight >= 0.0 {
                    Ok(row)
                } else {
                    Err(HistoryFault::Weight { weight })
                }
            });
            let row = sound.map_err(|fault| PurchasingError::Row { row: place, fault })?;
            if weight > 0.0 {
                let next = collapsed.len();
                let known = *places.entry(row).or_insert(next);
                if known == next {
                    collapsed.push((row, weight));
                } else {
                    collapsed[known].1 += weight;
                }
            }
        }
        Self::of(collapsed)
    }

    /// Takes rows that are already distinct.
    pub(super) fn of(mut rows: Vec<(Row, f64)>) -> Result<Self, PurchasingError> {
        rows.sort_unstable_by_key(|&(row, _)| row);
        let customers = rows.iter().map(|&(_, weight)| weight).sum::<f64>();
        if customers > 0.0 {
            Ok(Self { rows, customers })
        } else {
            Err(PurchasingError::NoCustomers)
        }
    }

    /// The weighted sum of `value`.
    pub(super) fn sum(&self, value: impl Fn(&Row) -> f64) -> f64 {
        self.rows.iter().map(|(row, weight)| weight * value(row)).sum()
    }
}

/// Refuses a column that is not as long as the first.
pub(super) fn same_length(
    column: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), PurchasingError> {
    if found == expected {
        Ok(())
    } else {
        Err(PurchasingError::Ragged {
            column,
            found,
            expected,
        })
    }
}
