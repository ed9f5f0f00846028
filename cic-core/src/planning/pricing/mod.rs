//! What a court-hour should cost, hour by hour of the week.

mod answer;
mod approval;
mod best_price;
mod hour_price;
mod price_bounds;
mod recommend;

pub use answer::{HourPrice, Pricing, PricingRequest, SegmentElasticity};
pub(crate) use approval::approvals;
pub use approval::{PriceApprovalRequest, PriceOfHour};
pub(crate) use recommend::recommend;
