use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Observations, SurvivalError};
use crate::numeric::chi_square::chi_square_exceeds;
use crate::numeric::cholesky::Cholesky;

/// Whether groups differ in how long they last: Mantel's log-rank test (Mantel 1966, Peto and Peto 1972).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogRankTest {
    /// The statistic.
    pub chi_square: f64,
    /// How many groups there are, less those that were never at risk with another, less one.
    pub degrees_of_freedom: usize,
    /// The probability of such a statistic or a greater one when the groups do not differ.
    pub p_value: f64,
    /// Events in each group.
    pub observed: Vec<f64>,
    /// Events in each group if all had the same hazard.
    pub expected: Vec<f64>,
}

/// Compares the groups of `groups`, one number a row: 0, 1, 2, ... without a gap.
///
/// Rows may enter late and carry weights; a weight counts as that many like rows.
///
/// ```
/// use cic_core::churn::survival::{Observations, log_rank};
/// let months = [3.0, 5.0, 7.0, 2.0, 18.0, 16.0, 2.0, 9.0, 16.0, 5.0];
/// let left = [false, true, true, false, true, false, true, true, true, true];
/// let test = log_rank(&Observations::new(&months, &left), &[0, 0, 0, 0, 0, 1, 1, 1, 1, 1])?;
/// assert_eq!(test.degrees_of_freedom, 1);
/// assert!(test.p_value > 0.5);
/// # Ok::<(), cic_core::churn::survival::SurvivalError>(())
/// ```
///
/// # Errors
/// What [`Observations`] refuse; fewer than two groups; a group without rows; no event; groups that are never
/// at risk at the same time.
pub fn log_rank(observations: &Observations<'_>, groups: &[u32]) -> Result<LogRankTest, SurvivalError> {
    observations.check()?;
    observations.check_length("groups", groups.len())?;
    let n_groups = count_groups(observations, groups)?;
    let sums = gather(observations, groups, n_groups);
    if sums.observed.iter().all(|&events| events <= 0.0) {
        return Err(SurvivalError::NoEvents);
    }
    let (chi_square, degrees_of_freedom) = sums.statistic().ok_or(SurvivalError::NeverTogether)?;
    Ok(LogRankTest {
        chi_square,
        degrees_of_freedom,
        p_value: chi_square_exceeds(chi_square, degrees_of_freedom),
        observed: sums.observed,
        expected: sums.expected,
    })
}

fn count_groups(observations: &Observations<'_>, groups: &[u32]) -> Result<usize, SurvivalError> {
    let mut present: Vec<u32> = (0..groups.len())
        .filter(|&row| observations.weight(row) > 0.0)
        .map(|row| groups[row])
        .collect();
    present.par_sort_unstable();
    present.dedup();
    for (expected, &group) in (0..).zip(&present) {
        if group != expected {
            return Err(SurvivalError::EmptyGroup { group: expected });
        }
    }
    match present.len() {
        groups @ (0 | 1) => Err(SurvivalError::TooFewGroups { groups }),
        groups => Ok(groups),
    }
}

/// Events seen and expected by group, and the covariance of their difference.
struct Sums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    covariance: Vec<f64>,
}

/// Goes from the last time to the first, adding rows as they are still there and taking off those yet to enter.
fn gather(observations: &Observations<'_>, groups: &[u32], n_groups: usize) -> Sums {
    let sorted = |times: &[f64]| {
        let mut order: Vec<(u64, usize)> = (0..groups.len())
            .filter(|&row| observations.weight(row) > 0.0)
            .map(|row| (times[row].to_bits() & (u64::MAX >> 1), row))
            .collect();
        order.par_sort_unstable();
        order
    };
    let exits = sorted(observations.durations);
    let entries = observations.entries.map_or_else(Vec::new, sorted);
    let mut unentered = entries.as_slice();

    let mut sums = Sums {
        observed: vec![0.0; n_groups],
        expected: vec![0.0; n_groups],
        covariance: vec![0.0; n_groups * n_groups],
    };
    let mut at_risk = vec![0.0; n_groups];
    let mut rows_at_risk = vec![0_usize; n_groups];
    let mut events = vec![0.0; n_groups];
    for tied in exits.chunk_by(|left, right| left.0 == right.0).rev() {
        for &(_, row) in tied {
            let group = groups[row] as usize;
            at_risk[group] += observations.weight(row);
            rows_at_risk[group] += 1;
            if observations.events[row] {
                events[group] += observations.weight(row);
            }
        }
        while let Some((&(entry, row), rest)) = unentered.split_last() {
            if entry < tied[0].0 {
                break;
            }
            let group = groups[row] as usize;
            rows_at_risk[group] -= 1;
            // A difference of sums leaves crumbs where nobody is at risk.
            at_risk[group] = if rows_at_risk[group] == 0 {
                0.0
            } else {
                at_risk[group] - observations.weight(row)
            };
            unentered = rest;
        }
        if events.iter().any(|&events| events > 0.0) {
            sums.add_time(&at_risk, &events);
            events.fill(0.0);
        }
    }
    sums
}

impl Sums {
    /// The events of one time fall on the groups as draws without replacement from all at risk.
    fn add_time(&mut self, at_risk: &[f64], events: &[f64]) {
        let all_at_risk: f64 = at_risk.iter().sum();
        let all_events: f64 = events.iter().sum();
        let spread = if all_at_risk > 1.0 {
            all_events * (all_at_risk - all_events).max(0.0) / (all_at_risk - 1.0)
        } else {
            0.0
        };
        let groups = at_risk.len();
        for group in 0..groups {
            let share = at_risk[group] / all_at_risk;
            self.observed[group] += events[group];
            self.expected[group] += all_events * share;
            for (other, at_risk) in at_risk.iter().enumerate() {
                let other_share = at_risk / all_at_risk;
                let own = if group == other { share } else { 0.0 };
                self.covariance[group * groups + other] += spread * (own - share * other_share);
            }
        }
    }

    /// The statistic and its degrees of freedom, over the groups whose difference varies.
    ///
    /// A group is left out when it depends on those before it: one of all that were compared always does.
    fn statistic(&self) -> Option<(f64, usize)> {
        let groups = self.observed.len();
        let mut kept: Vec<usize> = Vec::new();
        let mut factor = None;
        for group in 0..groups {
            kept.push(group);
            let covariance: Vec<f64> = kept
                .iter()
                .flat_map(|&row| kept.iter().map(move |&column| row * groups + column))
                .map(|place| self.covariance[place])
                .collect();
            match Cholesky::factor(&covariance, kept.len()) {
                Ok(found) => factor = Some(found),
                Err(_) => {
                    kept.pop();
                }
            }
        }
        let differences: Vec<f64> = kept
            .iter()
            .map(|&group| self.observed[group] - self.expected[group])
            .collect();
        let solved = factor?.solve(&differences);
        let chi_square: f64 = differences
            .iter()
            .zip(solved)
            .map(|(left, right)| left * right)
            .sum();
        Some((chi_square.max(0.0), kept.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_give_the_statistic_worked_by_hand() {
        // Times 1 and 2: at 1 one of two in each group, at 2 the one left in the second group of the two left.
        let observations = Observations::new(&[1.0, 3.0, 2.0, 4.0], &[true, false, true, false]);
        let test = log_rank(&observations, &[0, 0, 1, 1]).unwrap();
        let expected = 0.5 + 1.0 / 3.0;
        let variance = 0.25 + 2.0 / 9.0;
        assert!((test.expected[0] - expected).abs() < 1e-15);
        assert!((test.chi_square - (1.0 - expected) * (1.0 - expected) / variance).abs() < 1e-14);
    }

    #[test]
    fn groups_that_cannot_be_compared_are_refused() {
        let (durations, events) = ([1.0, 2.0, 3.0, 4.0], [true, true, true, true]);
        let observations = Observations::new(&durations, &events);
        let refusal =
            |observations: &Observations<'_>, groups: &[u32]| log_rank(observations, groups).unwrap_err();
        assert_eq!(
            refusal(&observations, &[0; 4]),
            SurvivalError::TooFewGroups { groups: 1 }
        );
        assert_eq!(
            refusal(&observations, &[0, 2, 2, 2]),
            SurvivalError::EmptyGroup { group: 1 }
        );
        assert_eq!(
            refusal(&Observations::new(&durations, &[false; 4]), &[0, 1, 0, 1]),
            SurvivalError::NoEvents
        );
        let apart = observations.with_entries(&[0.0, 0.0, 2.0, 2.0]);
        assert_eq!(refusal(&apart, &[0, 0, 1, 1]), SurvivalError::NeverTogether);
        let weightless = observations.with_weights(&[1.0, 1.0, 0.0, 0.0]);
        assert_eq!(
            refusal(&weightless, &[0, 0, 1, 1]),
            SurvivalError::TooFewGroups { groups: 1 }
        );
    }

    #[test]
    fn a_group_that_was_never_compared_takes_no_degree_of_freedom() {
        let observations = Observations::new(&[1.0, 3.0, 2.0, 4.0, 0.5], &[true, false, true, false, false]);
        let three = log_rank(&observations, &[0, 0, 1, 1, 2]).unwrap();
        let two = log_rank(
            &Observations::new(&[1.0, 3.0, 2.0, 4.0], &[true, false, true, false]),
            &[0, 0, 1, 1],
        );
        assert_eq!(three.degrees_of_freedom, 1);
        assert!((three.chi_square - two.unwrap().chi_square).abs() < 1e-14);
    }
}
