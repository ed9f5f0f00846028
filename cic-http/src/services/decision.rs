//! One event decision, asked and logged.

use std::sync::Arc;

use chrono::Utc;
use cic_core::event_decision::DecideEventRequest;

use cic_store::standing::Current;

use super::ask::{Answer, run};

use super::decision_log::{DecisionLog, entry};
use crate::error::Problem;

/// Judges `request` and logs the decision.
///
/// # Errors
/// Every fault of the request, each at its JSON pointer.
pub async fn decide(
    current: &Arc<Current>,
    log: &DecisionLog,
    request: DecideEventRequest,
) -> Result<Answer, Problem> {
    let engine = Arc::clone(&current.engine);
    let (answer, record) = run(move || {
        let decision = engine.decide_event(&request)?;
        Ok((Answer::of(&decision), entry(&request, &decision, Utc::now())))
    })
    .await?;
    log.record(record).await;
    Ok(answer)
}
