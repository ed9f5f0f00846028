use std::collections::BTreeMap;

use xxhash_rust::xxh3::Xxh3;

use super::table::Table;
use super::{KMeans, KMeansError, KMeansOptions, KMeansTraining};
use crate::numeric::bucket::take_in;
use crate::numeric::bytes::{Reader, Writer};

const MAGIC: &[u8; 8] = b"cic-ks-1";
/// Rows among which the first centres are sought.
const ROWS: usize = 2_000;

/// Rows drawn from many places, among which k-means seeks its first centres.
///
/// Each row has a rank by its bucket, its place in it and the seed; the 2,000 lowest are the sample. However whole
/// buckets are spread, it is the same one; of fewer rows it holds all.
#[derive(Debug, Clone, PartialEq)]
pub struct KMeansSample {
    n_features: usize,
    seed: u64,
    buckets: BTreeMap<u8, Bucket>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Bucket {
    /// Rows seen.
    rows: u64,
    /// The lowest ranks with their rows.
    drawn: BTreeMap<u64, Vec<f64>>,
}

impl KMeansSample {
    /// No rows yet, of `n_features` columns.
    ///
    /// # Errors
    /// Rows without a column.
    pub fn new(n_features: usize, seed: u64) -> Result<Self, KMeansError> {
        Table::new(&[], n_features)?;
        Ok(Self {
            n_features,
            seed,
            buckets: BTreeMap::new(),
        })
    }

    /// Looks at row-major rows of one bucket, behind those of it that were seen.
    ///
    /// # Errors
    /// Rows that are not whole, values that are not finite.
    pub fn update(&mut self, bucket: u8, values: &[f64]) -> Result<(), KMeansError> {
        let table = Table::new(values, self.n_features)?;
        let Bucket { rows, drawn } = self.buckets.entry(bucket).or_default();
        for row in table.values().chunks_exact(self.n_features) {
            let rank = rank(self.seed, bucket, *rows);
            *rows += 1;
            let is_full = drawn.len() >= ROWS;
            if is_full && drawn.last_key_value().is_some_and(|(last, _)| rank > *last) {
                continue;
            }
            drawn.insert(rank, row.to_vec());
            if is_full {
                drawn.pop_last();
            }
        }
        Ok(())
    }

    /// Takes in the buckets of another place.
    ///
    /// # Errors
    /// A sample of other columns or another seed, a bucket that both have.
    pub fn merge(&mut self, other: Self) -> Result<(), KMeansError> {
        if (other.n_features, other.seed) != (self.n_features, self.seed) {
            return Err(KMeansError::OtherRound);
        }
        take_in(&mut self.buckets, other.buckets).map_err(|bucket| KMeansError::SplitBucket { bucket })
    }

    /// The sample as bytes, for another machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        writer.whole(self.n_features as u64);
        writer.whole(self.seed);
        writer.whole(self.buckets.len() as u64);
        for (bucket, seen) in &self.buckets {
            writer.whole(u64::from(*bucket));
            writer.whole(seen.rows);
            writer.whole(seen.drawn.len() as u64);
            for (rank, row) in &seen.drawn {
                writer.whole(*rank);
                row.iter().for_each(|&value| writer.number(value));
            }
        }
        writer.finish()
    }

    /// The sample of these bytes.
    ///
    /// # Errors
    /// Bytes that `to_bytes` did not write for as many columns and this seed.
    pub fn from_bytes(bytes: &[u8], n_features: usize, seed: u64) -> Result<Self, KMeansError> {
        let mut sample = Self::new(n_features, seed)?;
        let mut reader = Reader::new(bytes, MAGIC)?;
        if (reader.whole()?, reader.whole()?) != (n_features as u64, seed) {
            return Err(KMeansError::OtherRound);
        }
        for _ in 0..reader.whole()? {
            let bucket = reader.bucket()?;
            let mut seen = Bucket {
                rows: reader.whole()?,
                drawn: BTreeMap::new(),
            };
            for _ in 0..reader.whole()? {
                let rank = reader.whole()?;
                let row = (0..n_features)
                    .map(|_| reader.number())
                    .collect::<Result<Vec<_>, _>>()?;
                Table::new(&row, n_features)?;
                seen.drawn.insert(rank, row);
            }
            sample.buckets.insert(bucket, seen);
        }
        reader.finish()?;
        Ok(sample)
    }

    /// Seeks the first centres as [`KMeans::fit`] does, on the sample alone.
    ///
    /// # Errors
    /// Unusable options, fewer different rows in the sample than clusters.
    pub fn finish(&self, options: &KMeansOptions) -> Result<KMeansTraining, KMeansError> {
        let ranks = |(bucket, seen): (&u8, &Bucket)| -> Vec<(u64, u8)> {
            seen.drawn.keys().map(|rank| (*rank, *bucket)).collect()
        };
        let mut lowest: Vec<(u64, u8)> = self.buckets.iter().flat_map(ranks).collect();
        lowest.sort_unstable();
        lowest.truncate(ROWS);
        let rows = lowest
            .iter()
            .flat_map(|(rank, bucket)| &self.buckets[bucket].drawn[rank]);
        let rows: Vec<f64> = rows.copied().collect();
        let start = KMeans::fit(&rows, self.n_features, options)?;
        let tolerance = options.tolerance * Table::new(&rows, self.n_features)?.mean_variance();
        Ok(KMeansTraining::from_centres(
            start.centres().to_vec(),
            self.n_features,
            tolerance,
            options.max_iterations,
        ))
    }
}

fn rank(seed: u64, bucket: u8, place: u64) -> u64 {
    let mut hash = Xxh3::with_seed(seed);
    hash.update(&[bucket]);
    hash.update(&place.to_le_bytes());
    hash.digest()
}
