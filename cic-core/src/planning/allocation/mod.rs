//! Who finds a court, hour by hour, when some courts are kept for some segments.

mod allocate;
mod answer;
mod serve;

pub(crate) use allocate::allocate;
pub use answer::{Allocation, AllocationRequest, HourAllocation, Protection, SegmentService};
