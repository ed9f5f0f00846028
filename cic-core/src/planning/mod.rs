//! Planning around scarce courts: what demand spills, what to protect, what to charge, what to build.
//!
//! The arithmetic of scarce courts stands here because every plan rests on it; the event decision borrows it.

mod court_demand;
mod demand_error;
mod emsr;
mod erlang;
mod normal;

pub use court_demand::CourtDemand;
pub use demand_error::DemandError;
pub use emsr::{FareClass, littlewood, protection_levels_emsr_a, protection_levels_emsr_b};
pub use erlang::probability_blocked;
