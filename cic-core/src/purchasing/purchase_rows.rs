use std::collections::BTreeMap;

use super::{HistoryFault, PurchasingError, VisitHistories, VisitHistory};
use crate::numeric::bucket::{MEMBER_BUCKETS, member_bucket};

const MAGIC: &[u8; 8] = b"cicvis01";

/// The data that the models of visits learn from, gathered in parts that add up: how many customers have each
/// different history, in each of the 256 buckets that members hash into.
///
/// Counts are whole numbers, so any split into any parts, updated and merged in any order, gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseRows {
    buckets: Vec<BTreeMap<VisitHistory, u64>>,
}

impl Default for PurchaseRows {
    fn default() -> Self {
        Self {
            buckets: vec![BTreeMap::new(); MEMBER_BUCKETS],
        }
    }
}

impl PurchaseRows {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a customer.
    pub fn update(&mut self, member_id: &str, history: VisitHistory) {
        let bucket = &mut self.buckets[usize::from(member_bucket(member_id))];
        *bucket.entry(history).or_insert(0) += 1;
    }

    /// Takes in what was gathered elsewhere.
    pub fn merge(&mut self, other: &Self) {
        for (bucket, others) in self.buckets.iter_mut().zip(&other.buckets) {
            for (history, count) in others {
                *bucket.entry(*history).or_insert(0) += count;
            }
        }
    }

    /// What was gathered, as bytes that depend on nothing else: for each bucket the number of its rows, then per
    /// row visits, age at the last of them, observed age and customers, all little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for bucket in &self.buckets {
            bytes.extend((bucket.len() as u64).to_le_bytes());
            for (history, count) in bucket {
                bytes.extend(history.repeat_visits().to_le_bytes());
                bytes.extend(history.age_at_last_visit().to_le_bytes());
                bytes.extend(history.observed_age().to_le_bytes());
                bytes.extend(count.to_le_bytes());
            }
        }
        bytes
    }

    /// Reads what [`PurchaseRows::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes that it did not write.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PurchasingError> {
        let mut reader = Reader { rest: bytes };
        if reader.take::<8>()? != *MAGIC {
            return Err(stored("another header"));
        }
        let mut rows = Self::default();
        for bucket in &mut rows.buckets {
            for _ in 0..u64::from_le_bytes(reader.take()?) {
                let repeat_visits = u32::from_le_bytes(reader.take()?);
                let age_at_last_visit = f64::from_le_bytes(reader.take()?);
                let observed_age = f64::from_le_bytes(reader.take()?);
                let count = u64::from_le_bytes(reader.take()?);
                let history = VisitHistory::new(repeat_visits, age_at_last_visit, observed_age)
                    .map_err(|fault: HistoryFault| stored(&fault.to_string()))?;
                if count == 0 || bucket.insert(history, count).is_some() {
                    return Err(stored("a row without customers or twice the same"));
                }
            }
        }
        if reader.rest.is_empty() {
            Ok(rows)
        } else {
            Err(stored("more bytes than rows"))
        }
    }

    /// The histories of all customers, ready to fit.
    ///
    /// # Errors
    /// Nobody was taken in.
    pub fn finish(&self) -> Result<VisitHistories, PurchasingError> {
        let mut together: BTreeMap<VisitHistory, u64> = BTreeMap::new();
        for (history, count) in self.buckets.iter().flatten() {
            *together.entry(*history).or_insert(0) += count;
        }
        VisitHistories::of_distinct(
            together
                .into_iter()
                .map(|(history, count)| (history, count as f64))
                .collect(),
        )
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], PurchasingError> {
        let (taken, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or_else(|| stored("it ends too early"))?;
        self.rest = rest;
        Ok(*taken)
    }
}

fn stored(reason: &str) -> PurchasingError {
    PurchasingError::Stored {
        what: "set of visit histories",
        reason: reason.to_owned(),
    }
}
