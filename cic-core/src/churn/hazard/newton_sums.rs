use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::block_sums::{BlockSums, Layout};
use super::panel::Panel;
use super::training::Training;
use super::{FittedHazard, HazardError, Histories};
use crate::numeric::bucket::take_in;
use crate::numeric::bytes::{Reader, Writer};

const MAGIC: &[u8; 8] = b"cic-hn-1";

/// A fit under way: the parameters at which rows are added up next. Send it to wherever the rows are, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HazardTraining(pub(super) Training);

impl HazardTraining {
    /// No rows yet, at the present parameters.
    #[must_use]
    pub fn sums(&self) -> NewtonSums {
        NewtonSums {
            step: self.fingerprint(),
            layout: self.0.layout(),
            buckets: BTreeMap::new(),
        }
    }

    /// Tells sums of this step from those of another.
    fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(&self.0.passes.to_le_bytes());
        for value in self.0.parameters() {
            hash.update(&value.to_le_bytes());
        }
        hash.digest()
    }
}

/// The sums of one Newton step over rows that lie in many places.
///
/// As with [`super::HazardColumns`], however whole buckets are spread, the same bytes come out.
///
/// ```
/// use cic_core::churn::hazard::{ChurnHazard, HazardColumns, HazardOptions, InBuckets, NewtonSums, PersonPeriods};
/// let came = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
/// let exits = [true, false, false, false, true, true, true, false];
/// let (first, second) = (PersonPeriods::new(&came[..3], 1, &exits[..3])?, PersonPeriods::new(&came[3..], 1, &exits[3..])?);
/// let options = HazardOptions::default();
/// let mut columns = HazardColumns::new(1, &options)?;
/// columns.update(0, &first)?;
/// columns.update(7, &second)?;
/// let mut training = columns.finish()?;
/// let fitted = loop {
///     // On one machine ...
///     let mut sums = training.sums();
///     sums.update(&training, 7, &second)?;
///     // ... and on another, which sends bytes.
///     let mut elsewhere = training.sums();
///     elsewhere.update(&training, 0, &first)?;
///     sums.merge(NewtonSums::from_bytes(&elsewhere.to_bytes(), &training)?)?;
///     if let Some(fitted) = sums.finish(&mut training)? {
///         break fitted;
///     }
/// };
/// let whole = PersonPeriods::new(&came, 1, &exits)?;
/// let alone = InBuckets::new(&whole, &[0, 0, 0, 7, 7, 7, 7, 7])?;
/// assert_eq!(fitted, ChurnHazard::fit_months(&alone, &options)?);
/// # Ok::<(), cic_core::churn::hazard::HazardError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonSums {
    step: u64,
    layout: Layout,
    buckets: BTreeMap<u8, BlockSums>,
}

impl NewtonSums {
    /// Adds rows of one bucket behind those that it has.
    ///
    /// # Errors
    /// A training that has moved on, rows that cannot be used.
    pub fn update(
        &mut self,
        training: &HazardTraining,
        bucket: u8,
        rows: &dyn Histories,
    ) -> Result<(), HazardError> {
        if self.step != training.fingerprint() || rows.n_features() != training.0.design.n_features() {
            return Err(HazardError::OtherStep);
        }
        let before = self
            .buckets
            .remove(&bucket)
            .unwrap_or_else(|| BlockSums::empty(self.layout));
        let mut panel = Panel::new(training.0.viewpoint(), before);
        (0..rows.n_blocks()).try_for_each(|block| rows.walk(block, &mut panel))?;
        self.buckets.insert(bucket, panel.finish());
        Ok(())
    }

    /// Takes in the buckets of another place.
    ///
    /// # Errors
    /// Sums of another step, a bucket that both have.
    pub fn merge(&mut self, other: Self) -> Result<(), HazardError> {
        if other.step != self.step || other.layout != self.layout {
            return Err(HazardError::OtherStep);
        }
        take_in(&mut self.buckets, other.buckets).map_err(|bucket| HazardError::SplitBucket { bucket })
    }

    /// The sums as bytes, for another machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        writer.whole(self.step);
        writer.whole(self.buckets.len() as u64);
        for (bucket, sums) in &self.buckets {
            writer.whole(u64::from(*bucket));
            sums.write(&mut writer);
        }
        writer.finish()
    }

    /// The sums of these bytes.
    ///
    /// # Errors
    /// Bytes that `to_bytes` did not write for this step of this training.
    pub fn from_bytes(bytes: &[u8], training: &HazardTraining) -> Result<Self, HazardError> {
        let mut sums = training.sums();
        let mut reader = Reader::new(bytes, MAGIC)?;
        if reader.whole()? != sums.step {
            return Err(HazardError::OtherStep);
        }
        for _ in 0..reader.whole()? {
            let bucket = reader.bucket()?;
            sums.buckets
                .insert(bucket, BlockSums::read(sums.layout, &mut reader)?);
        }
        reader.finish()?;
        Ok(sums)
    }

    /// Moves the training on; the fit when it has come to its end.
    ///
    /// # Errors
    /// Sums of another step, separation when that is to be refused.
    pub fn finish(&self, training: &mut HazardTraining) -> Result<Option<FittedHazard>, HazardError> {
        if self.step != training.fingerprint() {
            return Err(HazardError::OtherStep);
        }
        let mut total = BlockSums::empty(self.layout);
        for sums in self.buckets.values() {
            total.add(sums);
        }
        training.0.step(&total)
    }
}
