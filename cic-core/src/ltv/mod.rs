//! What a customer is worth.

mod cold_start;

pub use cold_start::cold_start_value;
