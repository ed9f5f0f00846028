//! Customer intelligence for a racket-sports club: who the members are, what each is worth,
//! who is about to leave, and whether an event is worth the courts it takes.
//!
//! The crate is pure. It reads no clock, file, socket or environment: rows, `as_of` and `seed` are
//! arguments, and the same input gives the same bytes on any number of threads. The road through it is
//! [`ingest`] (bytes to rows), [`club`] (what is known), [`engine`] (every question and its answer).

pub mod churn;
pub mod club;
pub mod columns;
pub mod domain;
pub mod engine;
pub mod error;
pub mod event_decision;
pub mod features;
pub mod geo;
pub mod ingest;
pub mod json;
pub mod ltv;
pub mod models;
pub(crate) mod numeric;
pub mod planning;
pub mod purchasing;
pub mod segmentation;
pub mod settings;
pub mod simulation;
mod stop;

pub use club::{Club, ClubBuilder};
pub use engine::Engine;
pub use error::{Error, ErrorKind, Fault, Result};
pub use numeric::bucket::{MEMBER_BUCKETS, member_bucket};
pub use settings::Settings;
pub use stop::{Stop, StopGuard, Stopped};
