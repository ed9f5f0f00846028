//! BG/BB: visits at discrete occasions, each taken or not, until the customer leaves.

mod fit;
mod history;
mod likelihood;
mod model;

pub use history::{OccasionHistories, OccasionHistory};
pub use model::{BgBb, SimulatedOccasions};
