use serde::{Deserialize, Serialize};

use super::columns::ColumnSums;
use super::{Baseline, HazardOptions, Link};

/// How a spell becomes rows of the design: which level, which scale.
///
/// Parameters stand in one order everywhere: levels (or the intercept, or nothing) first, then columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Design {
    pub(super) link: Link,
    /// First months of the intervals of the baseline, ascending; empty for a constant one.
    pub(super) interval_starts: Vec<u32>,
    pub(super) intercept: bool,
    /// What is taken off a column.
    pub(super) centres: Vec<f64>,
    /// What a column is multiplied by after that; 0 for a column that never changes.
    pub(super) scales: Vec<f64>,
}

impl Design {
    pub(super) fn new(sums: &ColumnSums, options: &HazardOptions) -> Self {
        let interval_starts = match options.baseline {
            Baseline::Constant => Vec::new(),
            Baseline::Intervals { months } => interval_starts(&sums.months, months as usize),
        };
        let intercept = options.intercept && interval_starts.is_empty();
        let columns = 0..sums.means.len();
        // Without a level to take it up, a centre would change the model.
        let centred = intercept || !interval_starts.is_empty();
        let rows = sums.rows.max(1) as f64;
        let scale = |column: usize| {
            let spread = if centred {
                sums.standard_deviation(column)
            } else {
                (sums.squares[column] / rows + sums.means[column] * sums.means[column]).sqrt()
            };
            if spread > 0.0 { 1.0 / spread } else { 0.0 }
        };
        Self {
            link: options.link,
            intercept,
            centres: columns
                .clone()
                .map(|column| if centred { sums.means[column] } else { 0.0 })
                .collect(),
            scales: columns.map(scale).collect(),
            interval_starts,
        }
    }

    pub(super) fn n_features(&self) -> usize {
        self.centres.len()
    }

    /// How many levels the baseline has, beside an intercept that is a column.
    pub(super) fn n_intervals(&self) -> usize {
        self.interval_starts.len()
    }

    /// Parameters before those of the columns.
    pub(super) fn n_levels(&self) -> usize {
        self.n_intervals().max(usize::from(self.intercept))
    }

    pub(super) fn n_parameters(&self) -> usize {
        self.n_levels() + self.n_features()
    }
}

/// The interval of a month, given the first months of all; months before the first belong to it.
pub(super) fn interval_of(starts: &[u32], month: u32) -> usize {
    starts.partition_point(|start| *start <= month).saturating_sub(1)
}

/// Closes an interval once it is wide enough and holds an exit and a stay; what is left at the end joins the last.
fn interval_starts(months: &[(u64, u64)], width: usize) -> Vec<u32> {
    let mut starts = vec![0_u32];
    let (mut at_risk, mut exits) = (0, 0);
    let mut closed_before = 0_u32;
    for (month, counts) in months.iter().enumerate() {
        at_risk += counts.0;
        exits += counts.1;
        let at_grid = month > 0 && month.is_multiple_of(width);
        if at_grid && exits > 0 && at_risk > exits {
            let next = u32::try_from(month + 1).unwrap_or(u32::MAX);
            closed_before = next;
            starts.push(next);
            (at_risk, exits) = (0, 0);
        }
    }
    // The last interval has both outcomes only when it was closed or happens to.
    let open_is_sound = exits > 0 && at_risk > exits;
    if closed_before > 0 && !open_is_sound {
        starts.pop();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_gathered_into_intervals_that_have_exits_and_stays() {
        let months = [(0, 0), (9, 1), (8, 1), (7, 0), (7, 1), (6, 6)];
        assert_eq!(interval_starts(&months, 1), [0, 2, 3]);
        assert_eq!(interval_starts(&months, 2), [0, 3]);
        assert_eq!(interval_starts(&months, 4), [0]);
        assert_eq!(interval_starts(&[], 4), [0]);
    }

    #[test]
    fn a_month_belongs_to_the_interval_that_started_last() {
        let starts = [0, 3, 6];
        assert_eq!(
            [0, 2, 3, 5, 6, 99].map(|month| interval_of(&starts, month)),
            [0, 0, 1, 1, 2, 2]
        );
    }
}
