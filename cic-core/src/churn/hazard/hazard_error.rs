use crate::Stopped;
use crate::error::Fault;
use crate::numeric::bytes::ForeignBytes;

/// Why there is no hazard.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum HazardError {
    /// Options that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
    /// The values do not make whole rows.
    #[error("{values} values do not make rows of {n_features} columns")]
    Ragged {
        /// How many values there are.
        values: usize,
        /// How many a row should have.
        n_features: usize,
    },
    /// Two columns of a table differ in length.
    #[error("{what} has {found} entries and there are {rows} rows")]
    Length {
        /// The column.
        what: &'static str,
        /// Its entries.
        found: usize,
        /// Rows there are.
        rows: usize,
    },
    /// A value that cannot be used.
    #[error("row {row}, column {column}: {value} is not a finite number below 1e100")]
    NotFinite {
        /// The row, from 0; in data walked block by block, the row of its block.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A weight that cannot be used.
    #[error("row {row}: a weight of {weight} is not a finite number of 0 or more")]
    Weight {
        /// The row, from 0; in data walked block by block, the row of its block.
        row: usize,
        /// The weight.
        weight: f64,
    },
    /// Months that do not make a stay.
    #[error("row {row}: months {first_month} to {last_month} are not in order or beyond month 100000")]
    Months {
        /// The row, from 0; in data walked block by block, the row of its block.
        row: usize,
        /// The first month at risk.
        first_month: u32,
        /// The last month at risk.
        last_month: u32,
    },
    /// Nobody was ever at risk.
    #[error("there are no rows with a weight, so nobody was at risk")]
    NoRows,
    /// Without both outcomes nothing tells them apart.
    #[error("{exits} exits in {periods} periods at risk: a hazard needs exits and stays")]
    OneOutcome {
        /// Exits.
        exits: u64,
        /// Periods at risk.
        periods: u64,
    },
    /// Some combination of columns tells exits from stays without a fault, and separation was to be refused.
    #[error(
        "the columns tell exits from stays without a fault, so no finite coefficients are the likeliest: use firth or a ridge"
    )]
    Separated,
    /// The fit was told to end.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Sums that do not belong to the step that was asked for.
    #[error("the sums belong to another step or another design")]
    OtherStep,
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

impl HazardError {
    /// The same error with its row counted from the first row of all, `first` being that of the block.
    pub(super) fn in_block(self, first: usize) -> Self {
        match self {
            Self::NotFinite { row, column, value } => Self::NotFinite {
                row: first + row,
                column,
                value,
            },
            Self::Weight { row, weight } => Self::Weight {
                row: first + row,
                weight,
            },
            Self::Months {
                row,
                first_month,
                last_month,
            } => Self::Months {
                row: first + row,
                first_month,
                last_month,
            },
            other => other,
        }
    }
}

impl From<ForeignBytes> for HazardError {
    fn from(ForeignBytes(why): ForeignBytes) -> Self {
        Self::Bytes(why)
    }
}
