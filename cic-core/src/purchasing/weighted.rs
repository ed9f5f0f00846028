use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash};

use super::row_hasher::RowHasher;

use rayon::prelude::*;

use super::error::{HistoryFault, PurchasingError};

/// Rows that differ from each other, in increasing order, each with the customers that share it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeightedRows<Row> {
    pub(super) rows: Vec<(Row, f64)>,
    /// All weights together.
    pub(super) customers: f64,
}

impl<Row: Copy + Eq + Ord + Hash + Send> WeightedRows<Row> {
    /// Collapses equal rows; rows of weight 0 are left out.
    ///
    /// # Errors
    /// Weights that are not as many as rows; the first that is faulty; nobody at all.
    pub(super) fn collapse(rows: &[Row], weights: Option<&[f64]>) -> Result<Self, PurchasingError> {
        if let Some(weights) = weights {
            same_length("weights", weights.len(), rows.len())?;
        }
        let weight_of = |place: usize| weights.map_or(1.0, |weights| weights[place]);
        for place in 0..rows.len() {
            let weight = weight_of(place);
            if !(weight.is_finite() && weight >= 0.0) {
                let fault = HistoryFault::Weight { weight };
                return Err(PurchasingError::Row { row: place, fault });
            }
        }
        let weighted = rows
            .iter()
            .enumerate()
            .map(|(place, &row)| (row, weight_of(place)));
        let weighted = weighted.filter(|&(_, weight)| weight > 0.0);
        let sampled = &rows[..rows.len().min(SAMPLED)];
        let hardly_repeats =
            rows.len() > SAMPLED && by_hash(sampled.iter().map(|&row| (row, 1.0))).len() > SAMPLED / 2;
        Self::of(if hardly_repeats {
            by_sorting(weighted.collect())
        } else {
            by_hash(weighted)
        })
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

/// Rows that tell whether many are equal.
const SAMPLED: usize = 4096;

/// Finds equal rows by their hash: quick where many are equal.
fn by_hash<Row: Copy + Eq + Hash>(rows: impl Iterator<Item = (Row, f64)>) -> Vec<(Row, f64)> {
    let mut places: HashMap<Row, usize, BuildHasherDefault<RowHasher>> = HashMap::default();
    let mut collapsed: Vec<(Row, f64)> = Vec::new();
    for (row, weight) in rows {
        let next = collapsed.len();
        let known = *places.entry(row).or_insert(next);
        if known == next {
            collapsed.push((row, weight));
        } else {
            collapsed[known].1 += weight;
        }
    }
    collapsed
}

/// Finds equal rows by sorting, on all threads. Equal rows are in order of their weights, so that these add up in
/// one order whatever the sort did.
fn by_sorting<Row: Copy + Ord + Send>(mut rows: Vec<(Row, f64)>) -> Vec<(Row, f64)> {
    rows.par_sort_unstable_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.total_cmp(&right.1)));
    rows.dedup_by(|later, earlier| {
        let equal = later.0 == earlier.0;
        if equal {
            earlier.1 += later.1;
        }
        equal
    });
    rows
}

/// All rows, or the first that is faulty.
pub(super) fn collect_rows<Row>(
    rows: impl Iterator<Item = Result<Row, HistoryFault>>,
) -> Result<Vec<Row>, PurchasingError> {
    rows.enumerate()
        .map(|(row, history)| history.map_err(|fault| PurchasingError::Row { row, fault }))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashing_and_sorting_find_the_same_rows() {
        let rows: Vec<(u32, f64)> = (0..20_000_u32)
            .map(|row| (row * 7919 % 6007, f64::from(row % 13)))
            .collect();
        let mut hashed = by_hash(rows.iter().copied());
        hashed.sort_unstable_by_key(|&(row, _)| row);
        assert_eq!(by_sorting(rows), hashed);
    }
}
