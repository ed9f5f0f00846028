use serde::{Deserialize, Serialize};

use crate::purchasing::error::{HistoryFault, PurchasingError};
use crate::purchasing::history::count;
use crate::purchasing::weighted::{WeightedRows, collect_rows, same_length};

/// At which of so many occasions a customer came back: `x`, `t_x` and `n` of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "RawHistory")]
pub struct OccasionHistory {
    pub(super) repeat_visits: u32,
    pub(super) last_occasion: u32,
    pub(super) occasions: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHistory {
    repeat_visits: u32,
    last_occasion: u32,
    occasions: u32,
}

impl TryFrom<RawHistory> for OccasionHistory {
    type Error = HistoryFault;

    fn try_from(raw: RawHistory) -> Result<Self, HistoryFault> {
        Self::new(raw.repeat_visits, raw.last_occasion, raw.occasions)
    }
}

impl OccasionHistory {
    /// `repeat_visits` at `occasions` occasions after the first visit, the last of them at `last_occasion` (from 1;
    /// 0 without visits).
    ///
    /// # Errors
    /// A last visit after the last occasion, more visits than occasions up to it, or one without the other.
    pub fn new(repeat_visits: u32, last_occasion: u32, occasions: u32) -> Result<Self, HistoryFault> {
        if last_occasion > occasions {
            return Err(HistoryFault::LastVisitOutside {
                age_at_last_visit: f64::from(last_occasion),
                observed_age: f64::from(occasions),
            });
        }
        if (repeat_visits > 0) != (last_occasion > 0) {
            return Err(HistoryFault::AgeWithoutVisits {
                repeat_visits,
                age_at_last_visit: f64::from(last_occasion),
            });
        }
        if repeat_visits > last_occasion {
            return Err(HistoryFault::TooManyVisits {
                repeat_visits,
                occasions: last_occasion,
            });
        }
        Ok(Self {
            repeat_visits,
            last_occasion,
            occasions,
        })
    }

    /// One history a row from columns of one length, as tables hold them.
    ///
    /// # Errors
    /// Columns of different lengths; the first row that no customer can have.
    pub fn from_columns(
        repeat_visits: &[f64],
        last_occasion: &[f64],
        occasions: &[f64],
    ) -> Result<Vec<Self>, PurchasingError> {
        let rows = repeat_visits.len();
        same_length("last_occasion", last_occasion.len(), rows)?;
        same_length("occasions", occasions.len(), rows)?;
        let history = |row: usize| {
            Self::new(
                count("repeat_visits", repeat_visits[row])?,
                count("last_occasion", last_occasion[row])?,
                count("occasions", occasions[row])?,
            )
        };
        collect_rows((0..rows).map(history))
    }

    /// At how many occasions the customer came: `x`.
    #[must_use]
    pub const fn repeat_visits(&self) -> u32 {
        self.repeat_visits
    }

    /// The occasion of the last visit, 0 without one: `t_x`.
    #[must_use]
    pub const fn last_occasion(&self) -> u32 {
        self.last_occasion
    }

    /// How many occasions there were: `n`.
    #[must_use]
    pub const fn occasions(&self) -> u32 {
        self.occasions
    }
}

/// The histories of many customers: equal ones are kept once, with a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct OccasionHistories {
    pub(super) weighted: WeightedRows<OccasionHistory>,
}

impl OccasionHistories {
    /// From one history a customer.
    ///
    /// # Errors
    /// No histories at all.
    pub fn new(histories: &[OccasionHistory]) -> Result<Self, PurchasingError> {
        let weighted = WeightedRows::collapse(histories, None)?;
        Ok(Self { weighted })
    }

    /// From columns of one length, as tables hold them; `weights` counts customers that share a row.
    ///
    /// # Errors
    /// Columns of different lengths, the first row that no customer can have, no customers at all.
    pub fn from_columns(
        repeat_visits: &[f64],
        last_occasion: &[f64],
        occasions: &[f64],
        weights: Option<&[f64]>,
    ) -> Result<Self, PurchasingError> {
        let histories = OccasionHistory::from_columns(repeat_visits, last_occasion, occasions)?;
        let weighted = WeightedRows::collapse(&histories, weights)?;
        Ok(Self { weighted })
    }

    /// How many customers there are: all weights together.
    #[must_use]
    pub const fn customers(&self) -> f64 {
        self.weighted.customers
    }

    /// Each different history with its weight.
    #[must_use]
    pub fn rows(&self) -> &[(OccasionHistory, f64)] {
        &self.weighted.rows
    }
}
