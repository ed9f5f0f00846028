//! The accept loop: connections, their limits, and an orderly end.

mod connections;
mod signal;
mod stalling;

pub use connections::serve;
pub use signal::stop_asked;
