use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::purchasing::error::{HistoryFault, PurchasingError};
use crate::purchasing::history::count;
use crate::purchasing::weighted::{WeightedRows, collect_rows, same_length};

/// What a customer has spent: over how many visits, and how much each on average.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawHistory")]
pub struct SpendHistory {
    visits: u32,
    mean_spend: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHistory {
    visits: u32,
    mean_spend: f64,
}

impl TryFrom<RawHistory> for SpendHistory {
    type Error = HistoryFault;

    fn try_from(raw: RawHistory) -> Result<Self, HistoryFault> {
        Self::new(raw.visits, raw.mean_spend)
    }
}

impl SpendHistory {
    /// `visits` with a mean spend of `mean_spend` each, in any currency unit; without visits the spend is ignored.
    ///
    /// # Errors
    /// Visits whose mean spend is not a finite number above 0.
    pub fn new(visits: u32, mean_spend: f64) -> Result<Self, HistoryFault> {
        if visits == 0 {
            return Ok(Self {
                visits,
                mean_spend: 0.0,
            });
        }
        if mean_spend.is_finite() && mean_spend > 0.0 {
            Ok(Self { visits, mean_spend })
        } else {
            Err(HistoryFault::Spend { mean_spend })
        }
    }

    /// One history a row from columns of one length, as tables hold them.
    ///
    /// # Errors
    /// Columns of different lengths; the first row that no customer can have.
    pub fn from_columns(visits: &[f64], mean_spend: &[f64]) -> Result<Vec<Self>, PurchasingError> {
        same_length("mean_spend", mean_spend.len(), visits.len())?;
        let history = |row: usize| Self::new(count("visits", visits[row])?, mean_spend[row]);
        collect_rows((0..visits.len()).map(history))
    }

    /// How many visits the spend is of.
    #[must_use]
    pub const fn visits(&self) -> u32 {
        self.visits
    }

    /// The mean spend a visit; 0 without visits.
    #[must_use]
    pub const fn mean_spend(&self) -> f64 {
        self.mean_spend
    }

    const fn key(&self) -> (u32, u64) {
        (self.visits, self.mean_spend.to_bits())
    }
}

impl Eq for SpendHistory {}

impl Hash for SpendHistory {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for SpendHistory {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SpendHistory {
    /// By visits, then mean spend: the bits of numbers of 0 or more are in their order.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The spend of many customers: equal histories are kept once, with a weight. Customers without visits teach
/// nothing about spend and are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct SpendHistories {
    weighted: WeightedRows<SpendHistory>,
}

impl SpendHistories {
    /// From one history a customer.
    ///
    /// # Errors
    /// Nobody with a visit.
    pub fn new(histories: &[SpendHistory]) -> Result<Self, PurchasingError> {
        Self::of(histories, None)
    }

    /// From columns of one length, as tables hold them; `weights` counts customers that share a row.
    ///
    /// # Errors
    /// Columns of different lengths, the first row that no customer can have, nobody with a visit.
    pub fn from_columns(
        visits: &[f64],
        mean_spend: &[f64],
        weights: Option<&[f64]>,
    ) -> Result<Self, PurchasingError> {
        Self::of(&SpendHistory::from_columns(visits, mean_spend)?, weights)
    }

    fn of(histories: &[SpendHistory], weights: Option<&[f64]>) -> Result<Self, PurchasingError> {
        let mut weighted = WeightedRows::collapse(histories, weights)?;
        weighted.rows.retain(|(history, _)| history.visits > 0);
        let weighted = WeightedRows::of(weighted.rows)?;
        Ok(Self { weighted })
    }

    /// How many customers with visits there are: all weights together.
    #[must_use]
    pub const fn customers(&self) -> f64 {
        self.weighted.customers
    }

    /// Each different history with its weight, by visits and mean spend.
    #[must_use]
    pub fn rows(&self) -> &[(SpendHistory, f64)] {
        &self.weighted.rows
    }
}
