//! Planning around scarce courts: what demand spills, what to protect, what to charge, what to build.
//!
//! The arithmetic of scarce courts stands here because every plan rests on it; the event decision borrows it.

mod allocation;
mod amenity_roi;
mod class_demand;
mod court_demand;
mod court_minutes;
mod court_use;
mod demand_error;
mod emsr;
mod erlang;
mod growth;
mod hour_of_week;
mod normal;
mod pricing;
mod rounding;
mod situation;
mod unconstrained;

pub(crate) use allocation::allocate;
pub use allocation::{Allocation, AllocationRequest, HourAllocation, Protection, SegmentService};
pub(crate) use amenity_roi::evaluate as evaluate_amenities;
pub use amenity_roi::{Amenity, AmenityReturn, AmenityRoi, AmenityRoiRequest, Interest};
pub use class_demand::Quota;
pub use court_demand::CourtDemand;
pub use demand_error::DemandError;
pub use emsr::{FareClass, littlewood, protection_levels_emsr_a, protection_levels_emsr_b};
pub use erlang::probability_blocked;
pub(crate) use growth::grow;
pub use growth::{AddedMembers, Flexibility, Growth, GrowthOutcome, GrowthRequest, SegmentGrowth};
pub use pricing::{HourPrice, PriceApprovalRequest, PriceOfHour, Pricing, PricingRequest, SegmentElasticity};
pub(crate) use pricing::{approvals, recommend as recommend_prices};
pub(crate) use situation::Situation;
