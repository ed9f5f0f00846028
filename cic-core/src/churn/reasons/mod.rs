//! Why a member is likelier or less likely to leave than the members it is compared with, in words.
//!
//! On the scale of the linear predictor contributions are exact: coefficient times the distance from the segment's mean,
//! and they add up to the difference of predictors. Probabilities do not add up, so the difference of probabilities is
//! shared out in proportion to the contributions: each is multiplied by (p - p0) / (predictor - predictor0), the slope of
//! the straight line between the two. The points then add up to the difference exactly, and keep sign and order.

mod contribution;
mod reason;
mod wording;

pub use contribution::{Contributions, Reference};
pub use reason::{HorizonProbabilities, Reason, Reasons};
pub use wording::{CovariateWording, Wording};
