//! When each member will leave: a hazard of the next month whose knowledge fades over the months ahead.
//!
//! The hazard is a logit on member-months. What it sees of a member splits into the contract (plan, fee), a lasting part
//! (tenure, tastes, usual visits) and a passing part (silence, displacements); how much each still says some months later
//! is itself learned, from the same months looked at from further away (landmarks: van Houwelingen, Scand. J. Statist. 2007).
//! So no path of the covariates has to be guessed, and who is left later is who was left in the past.

mod at_risk;
mod candidate;
mod choice;
mod exit_curve;
mod fading;
mod held_out;
mod logit;
mod model;
mod naive;
mod retention;
mod rows;
mod trial;

pub use choice::{ChurnChoice, MembershipChurn};
pub use exit_curve::ExitCurve;
pub use fading::{Fading, FadingStep};
pub use held_out::{Benchmark, HeldOut};
pub use model::{ChurnModel, OutlookOptions};
pub use naive::NaiveChurn;
pub use retention::{TenureCounts, TenureCurve};
