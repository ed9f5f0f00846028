//! Pareto/NBD: visits at a rate of the customer's own, and a lifetime that ends at a moment of its own.

mod death;
mod fit;
mod lifetime;
mod model;
mod path;

pub use model::ParetoNbd;
