//! How good forecasts of leaving turned out to be, always on months after those of the fit.
//!
//! A [`Forecast`] pairs probabilities with what came to pass; every figure is a method of it. Members with equal
//! probabilities count alike, in whatever order they come. Beside a model stand its naive benchmarks
//! ([`Comparison`]): the rate of all, and the rule of last month.

mod brier;
mod calibration;
mod comparison;
mod discrimination;
mod evaluation_error;
mod forecast;
mod isotonic;
mod lift;
mod log_loss;
mod platt;
mod profit;
mod ranking;
mod time_split;

pub use brier::BrierDecomposition;
pub use calibration::{CalibrationBin, CalibrationLine};
pub use comparison::{Comparison, ForecastFigures, LastMonthRule, NamedFigures, base_rate};
pub use evaluation_error::EvaluationError;
pub use forecast::Forecast;
pub use isotonic::IsotonicCalibration;
pub use lift::LiftDecile;
pub use platt::PlattCalibration;
pub use profit::{ProfitPoint, RetentionCampaign};
pub use time_split::TimeSplit;
