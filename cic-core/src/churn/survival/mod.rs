//! How long people stay, from those who have left and those who have not yet.
//!
//! All start from [`Observations`]: durations, whether the event ended them, and if need be when each row came
//! under observation and how many rows it stands for.
//!
//! | question | model |
//! | --- | --- |
//! | what share lasts beyond t | [`KaplanMeier`] -> [`FittedKaplanMeier`]: bands, median, restricted mean |
//! | how much hazard has passed by t | [`NelsonAalen`] -> [`FittedNelsonAalen`] |
//! | do groups differ | [`log_rank`] -> [`LogRankTest`] |
//! | which covariates raise the hazard, by how much | [`CoxPh`] -> [`FittedCoxPh`]: strata, ridge, predictions |

mod confidence;
mod cox;
mod error;
mod kaplan_meier;
mod log_rank;
mod nelson_aalen;
mod observations;
mod risk_table;

pub use cox::{BaselineHazard, CoxOptions, CoxPh, CoxRows, CoxTies, FittedCoxPh};
pub use error::SurvivalError;
pub use kaplan_meier::{
    FittedKaplanMeier, KaplanMeier, KaplanMeierOptions, RestrictedMean, SurvivalQuantile,
};
pub use log_rank::{LogRankTest, log_rank};
pub use nelson_aalen::{FittedNelsonAalen, NelsonAalen, NelsonAalenOptions, NelsonAalenTies};
pub use observations::Observations;
pub use risk_table::RiskTable;
