//! BG/NBD and MBG/NBD: visits at a rate of the customer's own, and a chance of leaving at each visit.

mod fit;
mod likelihood;
mod living;
mod model;
mod simulation;

pub use model::{AfterAnyVisit, AfterRepeatVisits, BetaGeometric, BgNbd, DropoutTiming, MbgNbd};
