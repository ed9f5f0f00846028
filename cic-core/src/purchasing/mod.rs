//! Purchase models: how often customers without a contract come, whether they still do, and what they spend.
//!
//! | model | learns from | answers |
//! | --- | --- | --- |
//! | [`BgNbd`], [`MbgNbd`], [`ParetoNbd`] | [`VisitHistories`]: x, t_x, T in one unit of time | [`VisitModel`] |
//! | [`BgBb`] | [`OccasionHistories`]: x, t_x, n at discrete occasions | the same, by occasion |
//! | [`GammaGamma`] | [`SpendHistories`]: visits and mean spend | what a visit brings |
//!
//! `fit(&histories, &FitOptions)` gives [`Fitted`]: the model (`.model()`), and its log-likelihood, standard errors,
//! covariance and flags (`.summary()`). A model at known parameters, `from_parameters`, needs no fit. Equal
//! histories are kept once with a weight; [`PurchaseRows`] gathers them in parts that add up to the same bytes
//! however data is split. [`HoldoutGoodness`] compares predictions with what came to pass.
//!
//! Everything is computed in logarithms and by sums of positive terms: every answer is a finite number, and a fit that
//! the data do not bear carries a [`FitFlag`] that says why.

mod beta_geometric;
mod bg_bb;
mod columns;
mod discount;
mod each;
mod error;
mod fit;
mod fitted;
mod gamma_gamma;
mod histories;
mod history;
mod holdout;
mod horizon;
mod mixing;
mod negative_binomial;
mod options;
mod parameter_draws;
mod parameters;
mod pareto_nbd;
mod purchase_rows;
mod rising;
mod row_hasher;
mod visit_data;
mod visit_log;
mod visit_model;
mod weighted;

pub use beta_geometric::{AfterAnyVisit, AfterRepeatVisits, BetaGeometric, BgNbd, DropoutTiming, MbgNbd};
pub use bg_bb::{BgBb, OccasionHistories, OccasionHistory, SimulatedOccasions};
pub use columns::{ask_occasions, ask_spend, ask_visits};
pub use discount::{ContinuousDiscount, PeriodDiscount};
pub use error::{HistoryFault, PurchasingError};
pub use fitted::{FitFlag, FitSummary, Fitted};
pub use gamma_gamma::{GammaGamma, SpendHistories, SpendHistory};
pub use histories::VisitHistories;
pub use history::VisitHistory;
pub use holdout::HoldoutGoodness;
pub use horizon::Horizon;
pub use options::FitOptions;
pub use pareto_nbd::ParetoNbd;
pub use purchase_rows::PurchaseRows;
pub use visit_model::{SimulatedCustomer, VisitModel};
