//! The discrete-time hazard of leaving, on member-months.
//!
//! In each month at risk a member leaves with a probability that follows from a level and covariates as of that month:
//! link(p) = level(month) + x b. The likelihood is that of a binary regression on member-months, so whatever varies in
//! time, enters late or is not at risk in some months needs no further theory.
//!
//! There are three ways in, which give the same fit to the same data: [`ChurnHazard::fit`] on ready rows (with months:
//! [`ChurnHazard::fit_periods`]), [`ChurnHazard::fit_histories`] on one row a member, [`ChurnHazard::fit_months`] on
//! whatever implements [`Histories`]. Rows that lie in many places are fitted by [`HazardColumns`] and
//! [`NewtonSums`]. Columns are standardised inside; coefficients come back per unit. A fit is Newton's method with halved
//! steps; sums run in one order whatever the number of threads, so the same data give the same bytes.

mod block_sums;
mod cells;
mod columns;
mod contract;
mod design;
mod exponential;
mod fit;
mod fitted;
mod hazard_columns;
mod hazard_error;
mod history_table;
mod information;
mod link;
mod newton_sums;
mod options;
mod outcome;
mod panel;
mod path;
mod person_periods;
mod raw_scale;
mod rows;
mod spell;
mod training;

pub use contract::{ContractTerms, Renewal};
pub use fit::ChurnHazard;
pub use fitted::{FittedHazard, HazardFlags};
pub use hazard_columns::HazardColumns;
pub use hazard_error::HazardError;
pub use history_table::HistoryTable;
pub use newton_sums::{HazardTraining, NewtonSums};
pub use options::{Baseline, HazardOptions, Link, OnSeparation, Penalty, PenaltyScale};
pub use path::{FutureCovariates, FuturePath, MonthRule, SurvivalPath};
pub use person_periods::PersonPeriods;
pub use rows::{InBuckets, SpellRows};
pub use spell::{Histories, Spell, SpellSink};
