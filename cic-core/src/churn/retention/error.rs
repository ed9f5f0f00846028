use crate::error::Fault;

/// Why retention cannot be counted, fitted or foretold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RetentionError {
    /// Options that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
    /// A count or a weight that is none.
    #[error("{what} {place}: {value} is not a finite number of 0 or more")]
    NotACount {
        /// What was counted.
        what: &'static str,
        /// Which of them, from 0.
        place: usize,
        /// The value.
        value: f64,
    },
    /// More are left after a decision than before it.
    #[error("cohort {cohort}: {after} survive decision {period}, but only {before} faced it")]
    SurvivorsRise {
        /// The cohort, from 0.
        cohort: usize,
        /// The period whose decision it is, from 1.
        period: usize,
        /// Survivors before it.
        before: f64,
        /// Survivors after it.
        after: f64,
    },
    /// A member whose first and last periods make no sense.
    #[error("member {member}: periods {first_period} to {last_period} hold no decision to leave")]
    Tenure {
        /// Which member, from 0.
        member: usize,
        /// The first period seen.
        first_period: u32,
        /// The last period seen.
        last_period: u32,
    },
    /// Columns of different lengths.
    #[error("{weights} weights do not go with {members} members")]
    Lengths {
        /// How many members there are.
        members: usize,
        /// How many weights.
        weights: usize,
    },
    /// A period that is later than any that is kept.
    #[error("period {period} is beyond {most}")]
    TooManyPeriods {
        /// The period.
        period: usize,
        /// The last one that can be used.
        most: usize,
    },
    /// The decisions of too few periods were faced to tell the parameters apart.
    #[error("the decisions of {found} periods were faced, at least {needed} are needed")]
    TooFewPeriods {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// Nobody left, so nothing can be told about leaving.
    #[error("nobody has left")]
    NobodyLeft,
    /// Nobody stayed, so nothing can be told about staying.
    #[error("nobody has stayed")]
    NobodyStayed,
    /// A parameter outside its range.
    #[error("{name}: {value} is not a number above 0 and at most 1e9")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// The value.
        value: f64,
    },
    /// Periods count from 1.
    #[error("periods count from 1")]
    PeriodZero,
    /// A discount rate for which no lifetime is worked out.
    #[error("a discount rate of {rate} a period is neither 0 nor 0.0001 to 1000000")]
    DiscountRate {
        /// The rate.
        rate: f64,
    },
    /// Without discount the expected lifetime is not known to be finite.
    #[error("without a discount rate the expected lifetime is infinite: discount, or limit the horizon")]
    InfiniteLifetime,
    /// Bytes that are not those of a tally.
    #[error("the bytes are not a retention tally: {reason}")]
    Bytes {
        /// What is wrong with them.
        reason: &'static str,
    },
}
