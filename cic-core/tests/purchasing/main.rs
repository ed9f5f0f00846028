//! Purchase models against published figures, a peer, simulated truth and each other.

mod cdnow;
mod data;
mod degenerate;
mod extremes;
mod lifetimes;
mod mergeable;
mod published_predictions;
mod recovery;
mod stored;
