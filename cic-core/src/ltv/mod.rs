//! What a customer is worth: margin to come, discounted, with the interval in which it will fall.

mod cold_start;
mod discounting;
mod drop_in;
mod held_out_days;
mod interest;
mod interval;
mod membership;
mod purchase_log;
mod realised;
mod spend;

pub use cold_start::cold_start_value;
pub use discounting::Discounting;
pub use drop_in::{Conversion, DropInModel, DropInWorth, Prospects};
pub use held_out_days::HeldOutDays;
pub use interest::Interest;
pub use interval::{Outcomes, Spread};
pub use membership::Membership;
pub use purchase_log::{Customer, PurchaseLog, conversions};
pub use realised::{Realised, realised};
pub use spend::SpendModel;
