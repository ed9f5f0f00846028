use serde::{Deserialize, Serialize};

use super::{RetentionError, Tenure};

/// Later periods are refused.
pub(super) const MOST_PERIODS: usize = 100_000;
/// Larger counts overflow.
const LARGEST_COUNT: f64 = 1e100;

/// How many faced the decision of each period, and how many of them left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RetentionCounts {
    faced: Vec<f64>,
    left: Vec<f64>,
}

impl RetentionCounts {
    /// The counts of one cohort: `survivors` before the first decision, after it, after the second, ...
    ///
    /// ```
    /// use cic_core::churn::retention::RetentionCounts;
    /// let counts = RetentionCounts::from_survivors(&[1000.0, 631.0, 468.0])?;
    /// assert_eq!(counts.faced(), [1000.0, 631.0]);
    /// assert_eq!(counts.left(), [369.0, 163.0]);
    /// # Ok::<(), cic_core::churn::retention::RetentionError>(())
    /// ```
    ///
    /// # Errors
    /// Counts that are none, more survivors after a decision than before it.
    pub fn from_survivors(survivors: &[f64]) -> Result<Self, RetentionError> {
        Self::from_cohorts(&[survivors])
    }

    /// The counts of cohorts that began at different times, each as in [`Self::from_survivors`].
    ///
    /// # Errors
    /// Counts that are none, more survivors after a decision than before it.
    pub fn from_cohorts(cohorts: &[&[f64]]) -> Result<Self, RetentionError> {
        let mut counts = Self::default();
        for (cohort, survivors) in cohorts.iter().enumerate() {
            check_counts("survivors", survivors)?;
            counts.reach(survivors.len().saturating_sub(1))?;
            for (place, pair) in survivors.windows(2).enumerate() {
                let (before, after) = (pair[0], pair[1]);
                if after > before {
                    return Err(RetentionError::SurvivorsRise {
                        cohort,
                        period: place + 1,
                        before,
                        after,
                    });
                }
                counts.faced[place] += before;
                counts.left[place] += before - after;
            }
        }
        Ok(counts)
    }

    /// The counts of members, each counting as its weight, or as one.
    ///
    /// # Errors
    /// Tenures that hold no decision although the member left, weights that are none or not one a member.
    pub fn from_tenures(tenures: &[Tenure], weights: Option<&[f64]>) -> Result<Self, RetentionError> {
        if let Some(weights) = weights {
            check_counts("weights", weights)?;
            if weights.len() != tenures.len() {
                return Err(RetentionError::Lengths {
                    members: tenures.len(),
                    weights: weights.len(),
                });
            }
        }
        let mut counts = Self::default();
        for (member, tenure) in tenures.iter().enumerate() {
            if !tenure.is_sound() {
                return Err(RetentionError::Tenure {
                    member,
                    first_period: tenure.first_period,
                    last_period: tenure.last_period,
                });
            }
            let weight = weights.map_or(1.0, |weights| weights[member]);
            let last = tenure.last_period as usize;
            if tenure.is_empty() {
                continue;
            }
            counts.reach(last)?;
            for faced in &mut counts.faced[tenure.first_period as usize - 1..last] {
                *faced += weight;
            }
            if tenure.left {
                counts.left[last - 1] += weight;
            }
        }
        Ok(counts)
    }

    /// How many faced the decision of period 1, 2, ...
    #[must_use]
    pub fn faced(&self) -> &[f64] {
        &self.faced
    }

    /// How many left by the decision of period 1, 2, ...
    #[must_use]
    pub fn left(&self) -> &[f64] {
        &self.left
    }

    /// The share that stayed by each decision; none where nobody faced it.
    #[must_use]
    pub fn retention_rates(&self) -> Vec<Option<f64>> {
        let periods = self.faced.iter().zip(&self.left);
        periods
            .map(|(&faced, left)| (faced > 0.0).then(|| 1.0 - left / faced))
            .collect()
    }

    pub(super) const fn of(faced: Vec<f64>, left: Vec<f64>) -> Self {
        Self { faced, left }
    }

    /// Period from 0, how many faced its decision, how many left; only periods that somebody faced.
    pub(super) fn decisions(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let periods = self.faced.iter().zip(&self.left).enumerate();
        periods
            .filter(|(_, (faced, _))| **faced > 0.0)
            .map(|(period, (&faced, &left))| (period, faced, left))
    }

    /// Refuses counts with which `needed` parameters cannot be told apart.
    pub(super) fn check(&self, needed: usize) -> Result<(), RetentionError> {
        let found = self.decisions().count();
        let left: f64 = self.left.iter().sum();
        let faced: f64 = self.faced.iter().sum();
        if found == 0 {
            Err(RetentionError::TooFewPeriods { found, needed })
        } else if left <= 0.0 {
            Err(RetentionError::NobodyLeft)
        } else if left >= faced {
            Err(RetentionError::NobodyStayed)
        } else if found < needed {
            Err(RetentionError::TooFewPeriods { found, needed })
        } else {
            Ok(())
        }
    }

    fn reach(&mut self, periods: usize) -> Result<(), RetentionError> {
        if periods > MOST_PERIODS {
            return Err(RetentionError::TooManyPeriods {
                period: periods,
                most: MOST_PERIODS,
            });
        }
        if periods > self.faced.len() {
            self.faced.resize(periods, 0.0);
            self.left.resize(periods, 0.0);
        }
        Ok(())
    }
}

fn check_counts(what: &'static str, values: &[f64]) -> Result<(), RetentionError> {
    let unusable = |value: &f64| !(0.0..=LARGEST_COUNT).contains(value);
    values.iter().position(unusable).map_or(Ok(()), |place| {
        let value = values[place];
        Err(RetentionError::NotACount { what, place, value })
    })
}
