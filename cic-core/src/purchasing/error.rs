use crate::Stopped;
use crate::error::Fault;

/// Why a purchase model cannot be fitted or asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PurchasingError {
    /// Options that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
    /// There is nobody to learn from.
    #[error("no customers: a model needs at least one")]
    NoCustomers,
    /// Nobody came back, so that nothing can be learnt about coming back.
    #[error("none of {customers} customers has a repeat visit: a model needs some")]
    NoRepeatVisits {
        /// How many customers there are, by weight.
        customers: f64,
    },
    /// Columns of different lengths.
    #[error("the column {column} has {found} rows instead of {expected}")]
    Ragged {
        /// The column that differs from the first.
        column: &'static str,
        /// Its length.
        found: usize,
        /// The length of the first column.
        expected: usize,
    },
    /// A row that no customer can have.
    #[error("row {row}: {fault}")]
    Row {
        /// The row, from 0.
        row: usize,
        /// What is wrong with it.
        fault: HistoryFault,
    },
    /// A history that no customer can have.
    #[error(transparent)]
    History(#[from] HistoryFault),
    /// A parameter outside what the model allows.
    #[error("{name} is {value}: it must be a finite number above 0")]
    Parameter {
        /// The parameter's name in the papers.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A length of time that cannot be looked ahead.
    #[error("the horizon {0} is not a finite number of 0 or more")]
    Horizon(f64),
    /// A discount that gives no present value.
    #[error("{name} is {value}: it must be a finite number above 0")]
    Discount {
        /// Which part of the discount.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// Predictions that do not match what came to pass.
    #[error("{name} has {value} in row {row}: it must be a finite number of 0 or more")]
    Holdout {
        /// Which column.
        name: &'static str,
        /// The row, from 0.
        row: usize,
        /// Its value.
        value: f64,
    },
    /// The fit was told to end.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Text or bytes that are not what this crate wrote.
    #[error("not a stored {what}: {reason}")]
    Stored {
        /// What was expected.
        what: &'static str,
        /// Where reading it failed.
        reason: String,
    },
}

/// What is wrong with one customer's history.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum HistoryFault {
    /// A count that is not a whole number of 0 or more.
    #[error("{name} is {value}: it must be a whole number from 0 to 4294967295")]
    Count {
        /// Which count.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A length of time that is not a finite number.
    #[error("{name} is {value}: it must be a finite number")]
    Time {
        /// Which length.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// The period ends before the customer's first visit.
    #[error("the observed age is {observed_age}: the period ends before the first visit")]
    EndsBeforeFirstVisit {
        /// Time from the first visit to the end of the period.
        observed_age: f64,
    },
    /// The last visit is not within the period.
    #[error("the last visit at age {age_at_last_visit} is not between 0 and the observed age {observed_age}")]
    LastVisitOutside {
        /// Age at the last visit.
        age_at_last_visit: f64,
        /// Age at the end of the period.
        observed_age: f64,
    },
    /// Visits and the age at the last of them do not go together.
    #[error(
        "{repeat_visits} repeat visits, the last at age {age_at_last_visit}: there is an age above 0 if and only if there are visits"
    )]
    AgeWithoutVisits {
        /// How often the customer came back.
        repeat_visits: u32,
        /// Age at the last visit.
        age_at_last_visit: f64,
    },
    /// More visits than occasions for them.
    #[error("{repeat_visits} repeat visits do not fit into {occasions} occasions up to the last of them")]
    TooManyVisits {
        /// How often the customer came back.
        repeat_visits: u32,
        /// Occasions up to the last visit.
        occasions: u32,
    },
    /// A spend that is not an amount.
    #[error("the mean spend is {mean_spend}: with visits it must be a finite number above 0")]
    Spend {
        /// The mean spend a visit.
        mean_spend: f64,
    },
    /// A weight that does not count customers.
    #[error("the weight is {weight}: it must be a finite number of 0 or more")]
    Weight {
        /// The weight.
        weight: f64,
    },
}
