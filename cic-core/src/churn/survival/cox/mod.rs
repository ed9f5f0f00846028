//! Cox's proportional hazards (Cox 1972): the effect of covariates on a hazard whose course over time stays free.
//!
//! Rows are sorted once, by stratum and from the last time to the first, so that everyone at risk at an event
//! stands before it. One Newton step is two passes over runs of rows: sums over those at risk, then the
//! hazard that each row went through; see [`likelihood`].

mod baseline;
mod concordance;
mod evaluation;
mod fit;
mod fitted;
mod gram;
mod layout;
mod likelihood;
mod options;
mod rows;
mod running;
mod standardised;

pub use baseline::BaselineHazard;
pub use fit::CoxPh;
pub use fitted::FittedCoxPh;
pub use options::{CoxOptions, CoxTies};
pub use rows::CoxRows;
