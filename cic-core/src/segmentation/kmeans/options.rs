use serde::{Deserialize, Serialize};

use crate::Stopped;
use crate::error::Fault;
use crate::numeric::bytes::ForeignBytes;

/// How to fit k-means.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KMeansOptions {
    /// How many clusters, 1 to 256.
    pub clusters: usize,
    /// How many times to start afresh, at least 1; the start with the least inertia wins.
    pub restarts: usize,
    /// The most rounds of one start, at least 1.
    pub max_iterations: usize,
    /// A start ends when the centres move, squared and summed, by no more than this share of the mean variance
    /// of a feature; 0 goes on until no row changes its cluster.
    pub tolerance: f64,
    /// The same seed gives the same clusters.
    pub seed: u64,
}

impl Default for KMeansOptions {
    fn default() -> Self {
        Self {
            clusters: 4,
            restarts: 10,
            max_iterations: 300,
            tolerance: 1e-4,
            seed: 0,
        }
    }
}

impl KMeansOptions {
    pub(super) fn check(&self) -> Result<(), KMeansError> {
        let mut faults = Vec::new();
        if !(1..=256).contains(&self.clusters) {
            faults.push(Fault::new(
                "clusters",
                format!("{} is not 1 to 256", self.clusters),
            ));
        }
        if self.restarts == 0 {
            faults.push(Fault::new("restarts", "at least one start is needed"));
        }
        if self.max_iterations == 0 {
            faults.push(Fault::new("max_iterations", "at least one round is needed"));
        }
        if !(self.tolerance.is_finite() && self.tolerance >= 0.0) {
            faults.push(Fault::new(
                "tolerance",
                format!("{} is not a number of 0 or more", self.tolerance),
            ));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(KMeansError::Options(faults))
        }
    }
}

/// Why a table has no such clusters.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum KMeansError {
    /// Options that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
    /// The values do not make whole rows.
    #[error("{values} values do not make rows of {n_features} features")]
    Ragged {
        /// How many values there are.
        values: usize,
        /// How many a row should have.
        n_features: usize,
    },
    /// A value with which there is no distance.
    #[error("row {row}, feature {feature}: {value} is not a finite number below 1e100")]
    NotFinite {
        /// The row, from 0.
        row: usize,
        /// The feature, from 0.
        feature: usize,
        /// The value.
        value: f64,
    },
    /// Fewer different rows than clusters.
    #[error("{distinct} different rows do not make {clusters} clusters")]
    TooFewRows {
        /// How many different rows there are.
        distinct: usize,
        /// How many clusters were asked for.
        clusters: usize,
    },
    /// The fit was told to end.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Sums that do not belong to the round that was asked for.
    #[error("the sums belong to another round or another table")]
    OtherRound,
    /// Rows of one bucket were added up in two places.
    #[error("bucket {bucket} was added up in two places: a bucket must not be split")]
    SplitBucket {
        /// The bucket.
        bucket: u8,
    },
    /// Bytes that are not what `to_bytes` wrote.
    #[error("these bytes are not sums: {0}")]
    Bytes(&'static str),
}

impl From<ForeignBytes> for KMeansError {
    fn from(ForeignBytes(why): ForeignBytes) -> Self {
        Self::Bytes(why)
    }
}
