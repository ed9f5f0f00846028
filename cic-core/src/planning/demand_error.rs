/// Why a description of demand cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DemandError {
    /// A mean that no count has.
    #[error("a mean demand of {0} is not between 0 and 1,000,000")]
    Mean(f64),
    /// A variance below the mean, or none at all.
    #[error("an overdispersion of {0} is not between 0 (Poisson) and 1,000,000")]
    Overdispersion(f64),
    /// A price that orders nothing.
    #[error("a fare of {0} is not above 0")]
    Fare(f64),
    /// A spread that no demand has.
    #[error("a standard deviation of {0} is not 0 or above")]
    StandardDeviation(f64),
    /// A lower class dearer than a higher one.
    #[error("a lower fare of {lower} is above the higher fare of {higher}")]
    FareOrder {
        /// The fare that should be lower.
        lower: f64,
        /// The fare that should be higher.
        higher: f64,
    },
}
