//! Whether to say yes: which courts, who is displaced, what that costs, and what to offer instead.

mod answer;
mod request;

pub use answer::{Alternative, DisplacedMember, EventDecision, Recommendation};
pub use request::DecideEventRequest;
