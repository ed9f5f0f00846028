//! How many renew, and renew again, where a contract asks them at the end of each period.
//!
//! Everything that a fit needs is how many faced the decision of each period and how many of them left:
//! [`RetentionCounts`], made from one cohort's survivors, from cohorts that began at different times, from members'
//! [`Tenure`]s, or from a [`RetentionTally`] that was gathered in parts. Period 1 ends with the first decision.
//!
//! | model | says |
//! | --- | --- |
//! | [`ShiftedBetaGeo`] | each member leaves with a probability of their own, which time does not change (Fader and Hardie 2007) |
//! | [`BetaDiscreteWeibull`] | and which rises or falls with time (Fader, Hardie, Liu, Davin and Steenburgh 2018) |
//!
//! Both give a [`FittedRetention`], whose [`RetentionCurve`] answers survival, retention rates and discounted
//! lifetimes under a named [`PaymentConvention`].

mod beta_discrete_weibull;
mod counts;
mod curve;
mod error;
mod fitted;
mod lifetime;
mod search;
mod shifted_beta_geo;
mod tally;
mod tenure;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use counts::RetentionCounts;
pub use curve::RetentionCurve;
pub use error::RetentionError;
pub use fitted::{FittedRetention, RetentionFlag};
pub use lifetime::PaymentConvention;
pub use search::RetentionOptions;
pub use shifted_beta_geo::ShiftedBetaGeo;
pub use tally::RetentionTally;
pub use tenure::Tenure;
