//! Whether to say yes: which courts, who is displaced, what that costs, how sure it is, and what to offer instead.
//!
//! Net = (1 - w)(R + ancillary margin - variable cost) + w x deposit + future value - visits lost - bookings yet to
//! come lost - value of members who leave. [`crate::settings::EventPolicy::Simple`] counts R and the members alone.

mod answer;
mod assumptions;
mod belief;
mod calendar;
mod churn_cost;
mod commitment;
mod counter_offer;
mod court_choice;
mod court_parts;
mod court_sets;
mod decide;
mod demand;
mod details;
mod displacement;
mod draws;
mod email;
mod evaluate;
mod exposure;
mod heatmap;
mod income;
mod least_price;
mod limits;
mod matched;
mod model;
mod occupancy;
mod offer;
mod openings;
mod outcome;
mod price;
mod provenance;
mod quantiles;
mod request;
#[cfg(test)]
mod scene;
mod spill;
mod stake;
mod standing;
mod stretch;
mod tornado;
mod uncertainty;
mod validate;
mod verdict;
mod worth;

pub use answer::{
    Alternative, AlternativeKind, ChurnCost, DisplacedMember, EventDecision, EventIncome, NetInterval,
    Provenance, Recommendation, Swing,
};
pub use commitment::Commitment;
pub use demand::{DemandCheck, ForecastQuality};
pub use heatmap::{Heatmap, HeatmapRequest, HeatmapStart};
pub use outcome::{EventOutcome, OutcomeLearning, SegmentOutcome};
pub use request::DecideEventRequest;

pub(crate) use belief::believed_uplift;
pub(crate) use commitment::Commitments;
pub(crate) use decide::decide;
pub(crate) use demand::DemandModel;
pub(crate) use heatmap::heatmap;
pub(crate) use matched::Aftermath;
pub(crate) use model::EventModel;
pub(crate) use outcome::outcome;
pub(crate) use stake::{Situation, Stake};
pub(crate) use stretch::Stretch;
