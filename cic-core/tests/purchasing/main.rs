//! Purchase models against published figures, simulated truth and each other.

mod cdnow;
mod data;
