use crate::error::Fault;

/// Why a forecast cannot be judged.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    /// Probabilities and outcomes do not pair.
    #[error("{probabilities} probabilities for {outcomes} outcomes")]
    Unpaired {
        /// How many probabilities.
        probabilities: usize,
        /// How many outcomes.
        outcomes: usize,
    },
    /// There is nothing to judge.
    #[error("there is no forecast to judge")]
    Empty,
    /// A probability that is none.
    #[error("row {row}: {probability} is not a probability between 0 and 1")]
    Probability {
        /// The row, from 0.
        row: usize,
        /// The value.
        probability: f64,
    },
    /// Values that cannot be used, all reported together.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Options(Vec<Fault>),
}
