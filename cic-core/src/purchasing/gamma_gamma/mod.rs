//! Gamma-Gamma: what customers spend a visit, given that spend does not depend on how often they come.

mod fit;
mod history;
mod model;

pub use history::{SpendHistories, SpendHistory};
pub use model::GammaGamma;
