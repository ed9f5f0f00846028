use std::collections::BTreeMap;

use super::assignment::Sums;
use super::table::Table;
use super::{KMeansError, KMeansTraining, TrainedKMeans};
use crate::numeric::bucket::take_in;
use crate::numeric::bytes::{Reader, Writer};

const MAGIC: &[u8; 8] = b"cic-km-1";

/// The sums of one round of k-means over rows that lie in many places.
///
/// Within a bucket rows add up in their order, and buckets in theirs: however whole buckets are spread and in whatever
/// order parts are merged, the same bytes come out.
///
/// ```
/// use cic_core::segmentation::{KMeansOptions, KMeansSample, KMeansSums};
/// let (first, second) = ([20.0, 21.0, 60.0], [22.0, 62.0]);
/// let options = KMeansOptions { clusters: 2, ..KMeansOptions::default() };
/// let mut sample = KMeansSample::new(1, options.seed)?;
/// sample.update(0, &first)?;
/// sample.update(7, &second)?;
/// let mut training = sample.finish(&options)?;
/// let fitted = loop {
///     // On one machine ...
///     let mut sums = training.sums();
///     sums.update(&training, 7, &second)?;
///     // ... and on another, which sends bytes.
///     let mut elsewhere = training.sums();
///     elsewhere.update(&training, 0, &first)?;
///     sums.merge(KMeansSums::from_bytes(&elsewhere.to_bytes(), &training)?)?;
///     if let Some(fitted) = sums.finish(&mut training)? {
///         break fitted;
///     }
/// };
/// assert_eq!(fitted.centres(), [21.0, 61.0]);
/// assert_eq!(fitted.sizes(), [3, 2]);
/// # Ok::<(), cic_core::segmentation::KMeansError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KMeansSums {
    round: u64,
    clusters: usize,
    n_features: usize,
    buckets: BTreeMap<u8, Sums>,
}

impl KMeansSums {
    pub(super) const fn empty(round: u64, clusters: usize, n_features: usize) -> Self {
        Self {
            round,
            clusters,
            n_features,
            buckets: BTreeMap::new(),
        }
    }

    /// Adds row-major rows of one bucket behind those that it has.
    ///
    /// # Errors
    /// A training that has moved on, rows that are not whole, values that are not finite.
    pub fn update(
        &mut self,
        training: &KMeansTraining,
        bucket: u8,
        values: &[f64],
    ) -> Result<(), KMeansError> {
        let table = Table::new(values, training.n_features())?;
        if self.round != training.fingerprint() {
            return Err(KMeansError::OtherRound);
        }
        self.buckets
            .entry(bucket)
            .or_insert_with(|| Sums::zero(self.clusters, self.n_features))
            .take_in(table, training.centres());
        Ok(())
    }

    /// Takes in the buckets of another place.
    ///
    /// # Errors
    /// Sums of another round, a bucket that both have.
    pub fn merge(&mut self, other: Self) -> Result<(), KMeansError> {
        if other.round != self.round {
            return Err(KMeansError::OtherRound);
        }
        take_in(&mut self.buckets, other.buckets).map_err(|bucket| KMeansError::SplitBucket { bucket })
    }

    /// The sums as bytes, for another machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        writer.whole(self.round);
        writer.whole(self.buckets.len() as u64);
        for (bucket, sums) in &self.buckets {
            writer.whole(u64::from(*bucket));
            sums.counts.iter().for_each(|&count| writer.whole(count as u64));
            sums.rows.iter().for_each(|&sum| writer.number(sum));
            writer.number(sums.inertia);
        }
        writer.finish()
    }

    /// The sums of these bytes.
    ///
    /// # Errors
    /// Bytes that `to_bytes` did not write for this round of this training.
    pub fn from_bytes(bytes: &[u8], training: &KMeansTraining) -> Result<Self, KMeansError> {
        let mut all = training.sums();
        let mut reader = Reader::new(bytes, MAGIC)?;
        if reader.whole()? != all.round {
            return Err(KMeansError::OtherRound);
        }
        for _ in 0..reader.whole()? {
            let bucket = reader.bucket()?;
            let mut sums = Sums::zero(all.clusters, all.n_features);
            for count in &mut sums.counts {
                let rows = reader.whole()?;
                *count = usize::try_from(rows).map_err(|_| KMeansError::Bytes("a cluster is too large"))?;
            }
            for sum in &mut sums.rows {
                *sum = reader.number()?;
            }
            sums.inertia = reader.number()?;
            all.buckets.insert(bucket, sums);
        }
        reader.finish()?;
        Ok(all)
    }

    /// Moves the training on; the clusters when they have come to rest.
    ///
    /// # Errors
    /// Sums of another round.
    pub fn finish(&self, training: &mut KMeansTraining) -> Result<Option<TrainedKMeans>, KMeansError> {
        if self.round != training.fingerprint() {
            return Err(KMeansError::OtherRound);
        }
        let mut total = Sums::zero(self.clusters, self.n_features);
        self.buckets.values().for_each(|sums| total.merge(sums));
        Ok(training.step(&total))
    }
}
