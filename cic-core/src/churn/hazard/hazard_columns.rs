use std::collections::BTreeMap;

use super::columns::{ColumnSink, ColumnSums};
use super::training::Training;
use super::{Baseline, HazardError, HazardOptions, HazardTraining, Histories};
use crate::numeric::bucket::take_in;
use crate::numeric::bytes::{Reader, Writer};

const MAGIC: &[u8; 8] = b"cic-hc-1";

/// The first pass over rows that lie in many places: what the columns hold and how many were at risk.
///
/// Sums are kept per bucket of members ([`crate::member_bucket`]), in the order in which the rows of a bucket come, and
/// buckets add up in their order at the end. However whole buckets are spread, the same bytes come out.
#[derive(Debug, Clone, PartialEq)]
pub struct HazardColumns {
    n_features: usize,
    options: HazardOptions,
    buckets: BTreeMap<u8, ColumnSink>,
}

impl HazardColumns {
    /// Nothing yet.
    ///
    /// # Errors
    /// Unusable options.
    pub fn new(n_features: usize, options: &HazardOptions) -> Result<Self, HazardError> {
        options.check(n_features)?;
        Ok(Self {
            n_features,
            options: options.clone(),
            buckets: BTreeMap::new(),
        })
    }

    /// Adds rows of one bucket behind those that it has.
    ///
    /// # Errors
    /// Rows that cannot be used; then the sums must not be used further.
    pub fn update(&mut self, bucket: u8, rows: &dyn Histories) -> Result<(), HazardError> {
        let with_months = self.with_months();
        let n_features = self.n_features;
        let sink = self
            .buckets
            .entry(bucket)
            .or_insert_with(|| ColumnSink::new(n_features, with_months));
        (0..rows.n_blocks()).try_for_each(|block| rows.walk(block, sink))
    }

    /// Takes in the buckets of another place.
    ///
    /// # Errors
    /// Other columns or options, a bucket that both have.
    pub fn merge(&mut self, other: Self) -> Result<(), HazardError> {
        if other.n_features != self.n_features || other.options != self.options {
            return Err(HazardError::OtherStep);
        }
        take_in(&mut self.buckets, other.buckets).map_err(|bucket| HazardError::SplitBucket { bucket })
    }

    /// The sums as bytes, for another machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        writer.whole(self.n_features as u64);
        writer.whole(self.buckets.len() as u64);
        for (bucket, sink) in &self.buckets {
            writer.whole(u64::from(*bucket));
            sink.write(&mut writer);
        }
        writer.finish()
    }

    /// The sums of these bytes.
    ///
    /// # Errors
    /// Bytes that `to_bytes` did not write for as many columns.
    pub fn from_bytes(bytes: &[u8], n_features: usize, options: &HazardOptions) -> Result<Self, HazardError> {
        let mut columns = Self::new(n_features, options)?;
        let mut reader = Reader::new(bytes, MAGIC)?;
        if reader.whole()? != n_features as u64 {
            return Err(HazardError::OtherStep);
        }
        for _ in 0..reader.whole()? {
            let bucket = reader.bucket()?;
            let sink = ColumnSink::read(&mut reader, n_features, columns.with_months())?;
            columns.buckets.insert(bucket, sink);
        }
        reader.finish()?;
        Ok(columns)
    }

    /// The start of the fit.
    ///
    /// # Errors
    /// Nobody at risk, one outcome alone.
    pub fn finish(self) -> Result<HazardTraining, HazardError> {
        let mut total = ColumnSums::empty(self.n_features);
        for sink in self.buckets.into_values() {
            total.add(&sink.finish());
        }
        Ok(HazardTraining(Training::start(&total, &self.options)?))
    }

    fn with_months(&self) -> bool {
        self.options.baseline != Baseline::Constant
    }
}
