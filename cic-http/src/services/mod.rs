//! What handlers and commands call: one service each, between the faces and the engine or the store.

pub mod ask;
pub mod commitment;
pub mod decision;
pub mod decision_log;
pub mod imports;
pub mod logged_decisions;
pub mod members;
pub mod price_approval;
pub mod readiness;
pub mod refit;
pub mod segment_override;
pub mod watch;
