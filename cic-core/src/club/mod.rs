//! What is known: immutable, columnar, in memory.

mod builder;

pub use builder::{BookingRow, ClubBuilder, ClubError};

/// A club's members, bookings and what else is known of them.
#[derive(Debug, Clone)]
pub struct Club {}
