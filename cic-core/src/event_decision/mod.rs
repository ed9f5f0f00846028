//! Whether to say yes: which courts, who is displaced, what that costs, and what to offer instead.

mod alternatives;
mod answer;
mod calendar;
mod court_choice;
mod decide;
mod details;
mod displacement;
mod occupancy;
mod offer;
mod request;
mod stake;
mod validate;

pub use answer::{Alternative, AlternativeKind, DisplacedMember, EventDecision, Recommendation};
pub use request::DecideEventRequest;

pub(crate) use decide::decide;
pub(crate) use stake::{Situation, Stake};
