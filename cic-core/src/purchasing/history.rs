use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::error::{HistoryFault, PurchasingError};
use super::weighted::{collect_rows, same_length};

/// When a customer came back: all that the models of visits need to know.
///
/// Times count from the customer's first visit, in one unit throughout (days, weeks); the first visit itself is
/// not a repeat visit. `x`, `t_x` and `T` of the papers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawHistory")]
pub struct VisitHistory {
    repeat_visits: u32,
    age_at_last_visit: f64,
    observed_age: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHistory {
    repeat_visits: u32,
    age_at_last_visit: f64,
    observed_age: f64,
}

impl TryFrom<RawHistory> for VisitHistory {
    type Error = HistoryFault;

    fn try_from(raw: RawHistory) -> Result<Self, HistoryFault> {
        Self::new(raw.repeat_visits, raw.age_at_last_visit, raw.observed_age)
    }
}

impl VisitHistory {
    /// `repeat_visits` after the first visit, the last of them at `age_at_last_visit`, seen up to `observed_age`.
    ///
    /// ```
    /// use cic_core::purchasing::VisitHistory;
    ///
    /// let weeks = VisitHistory::new(2, 30.43, 38.86)?;
    /// assert_eq!(weeks.repeat_visits(), 2);
    /// assert!(VisitHistory::new(0, 0.0, -1.0).is_err(), "the period ends before the first visit");
    /// # Ok::<(), cic_core::purchasing::HistoryFault>(())
    /// ```
    ///
    /// # Errors
    /// Times that are not finite; a period that ends before the first visit; a last visit outside the period; an
    /// age at the last repeat visit without repeat visits, or none with them.
    pub fn new(repeat_visits: u32, age_at_last_visit: f64, observed_age: f64) -> Result<Self, HistoryFault> {
        for (name, value) in [
            ("age_at_last_visit", age_at_last_visit),
            ("observed_age", observed_age),
        ] {
            if !value.is_finite() {
                return Err(HistoryFault::Time { name, value });
            }
        }
        if observed_age < 0.0 {
            return Err(HistoryFault::EndsBeforeFirstVisit { observed_age });
        }
        if !(0.0..=observed_age).contains(&age_at_last_visit) {
            return Err(HistoryFault::LastVisitOutside {
                age_at_last_visit,
                observed_age,
            });
        }
        if (repeat_visits > 0) != (age_at_last_visit > 0.0) {
            return Err(HistoryFault::AgeWithoutVisits {
                repeat_visits,
                age_at_last_visit,
            });
        }
        // Adding zero turns a negative zero into zero, so that equal histories have equal bits.
        Ok(Self {
            repeat_visits,
            age_at_last_visit: age_at_last_visit + 0.0,
            observed_age: observed_age + 0.0,
        })
    }

    /// One history a row from columns of one length, as tables hold them.
    ///
    /// # Errors
    /// Columns of different lengths; the first row that no customer can have.
    pub fn from_columns(
        repeat_visits: &[f64],
        age_at_last_visit: &[f64],
        observed_age: &[f64],
    ) -> Result<Vec<Self>, PurchasingError> {
        let rows = repeat_visits.len();
        same_length("age_at_last_visit", age_at_last_visit.len(), rows)?;
        same_length("observed_age", observed_age.len(), rows)?;
        let history = |row: usize| {
            let repeat_visits = count("repeat_visits", repeat_visits[row])?;
            Self::new(repeat_visits, age_at_last_visit[row], observed_age[row])
        };
        collect_rows((0..rows).map(history))
    }

    /// How often the customer came back: `x`.
    #[must_use]
    pub const fn repeat_visits(&self) -> u32 {
        self.repeat_visits
    }

    /// The age at the last repeat visit, 0 without one: `t_x`.
    #[must_use]
    pub const fn age_at_last_visit(&self) -> f64 {
        self.age_at_last_visit
    }

    /// The age at the end of the period: `T`.
    #[must_use]
    pub const fn observed_age(&self) -> f64 {
        self.observed_age
    }

    /// The same history with times in units of `unit`.
    pub(super) fn in_units_of(&self, unit: f64) -> Self {
        Self {
            age_at_last_visit: self.age_at_last_visit / unit,
            observed_age: self.observed_age / unit,
            ..*self
        }
    }

    const fn key(&self) -> (u32, u64, u64) {
        (
            self.repeat_visits,
            self.observed_age.to_bits(),
            self.age_at_last_visit.to_bits(),
        )
    }
}

impl Eq for VisitHistory {}

impl Hash for VisitHistory {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for VisitHistory {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VisitHistory {
    /// By visits, then observed age, then age at the last visit: the bits of numbers of 0 or more are in their order.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// A whole number of 0 or more from a column of numbers.
pub(super) fn count(name: &'static str, value: f64) -> Result<u32, HistoryFault> {
    if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and within range, as just checked"
        )]
        return Ok(value as u32);
    }
    Err(HistoryFault::Count { name, value })
}
