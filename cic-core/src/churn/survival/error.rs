use crate::Stopped;
use crate::error::Fault;

/// Why survival data or options cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SurvivalError {
    /// Options that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
    /// There is no row, or none with a weight above 0.
    #[error("there are no rows")]
    NoRows,
    /// A column is not as long as the durations.
    #[error("{rows} durations do not go with {values} values of {column}")]
    Lengths {
        /// Which column: events, entries, weights, groups, strata, covariates.
        column: &'static str,
        /// How many durations there are.
        rows: usize,
        /// How many values the column has.
        values: usize,
    },
    /// A number that is none, is negative, or is too large.
    #[error("row {row}, {column}: {value} is not a finite number of 0 or more")]
    NotANumber {
        /// Which column.
        column: &'static str,
        /// The row, from 0.
        row: usize,
        /// The value.
        value: f64,
    },
    /// A row that enters at or after its own end.
    #[error("row {row} enters at {entry}, which is not before its duration {duration}")]
    EntryNotBeforeEnd {
        /// The row, from 0.
        row: usize,
        /// When it comes under observation.
        entry: f64,
        /// When it ends.
        duration: f64,
    },
    /// Nobody has the event, so nothing can be told about it.
    #[error("no row has the event")]
    NoEvents,
    /// Fewer than two groups to compare.
    #[error("{groups} group is not two or more")]
    TooFewGroups {
        /// How many groups there are.
        groups: usize,
    },
    /// A group number below the largest has no rows.
    #[error("group {group} has no rows; number the groups 0, 1, 2, ... without a gap")]
    EmptyGroup {
        /// The group.
        group: u32,
    },
    /// No two groups are ever under observation together when an event happens.
    #[error("the groups are never at risk at the same time")]
    NeverTogether,
    /// The covariates do not make whole rows.
    #[error("{values} covariates do not make {rows} rows of {covariates}")]
    Ragged {
        /// How many values there are.
        values: usize,
        /// How many rows there should be.
        rows: usize,
        /// How many covariates a row should have.
        covariates: usize,
    },
    /// A covariate that is not a usable number.
    #[error("row {row}, covariate {covariate}: {value} is not a finite number below 1e100")]
    Covariate {
        /// The row, from 0.
        row: usize,
        /// The covariate, from 0.
        covariate: usize,
        /// The value.
        value: f64,
    },
    /// A covariate that has one value alone.
    #[error("covariate {covariate} has the same value in every row")]
    ConstantCovariate {
        /// The covariate, from 0.
        covariate: usize,
    },
    /// A covariate whose effect cannot be told apart from that of others.
    #[error(
        "covariate {covariate} follows from the covariates before it, or does not vary among those at risk together"
    )]
    DependentCovariate {
        /// The covariate, from 0.
        covariate: usize,
    },
    /// A stratum that no row of the fit had.
    #[error("no row of the fit was in stratum {stratum}")]
    UnknownStratum {
        /// The stratum.
        stratum: u32,
    },
    /// The fit was told to end.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}
