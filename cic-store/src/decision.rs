use crate::connection::{Cells, Transaction};
use crate::error::Result;
use crate::records::DecisionRecord;

/// Logs a decision; the same id again changes nothing.
pub(crate) async fn save(transaction: &mut Transaction, decision: &DecisionRecord) -> Result<()> {
    let values = [
        (&decision.id).into(),
        decision.decided_at.into(),
        (&decision.engine_version).into(),
        (&decision.request).into(),
        (&decision.answer).into(),
    ];
    if transaction.execute(sql!("decision_insert"), &values).await? > 0 {
        transaction.execute(sql!("revision_raise"), &[]).await?;
    }
    Ok(())
}

/// Decisions, latest first.
pub(crate) async fn list(transaction: &mut Transaction) -> Result<Vec<DecisionRecord>> {
    transaction
        .all("event_decisions", sql!("decision_list"), &[], read)
        .await
}

/// The decision of this id.
pub(crate) async fn find(transaction: &mut Transaction, id: &str) -> Result<Option<DecisionRecord>> {
    let mut found = transaction
        .all("event_decisions", sql!("decision_read"), &[id.into()], read)
        .await?;
    Ok(found.pop())
}

fn read(cells: &mut Cells<'_>) -> Result<DecisionRecord> {
    Ok(DecisionRecord {
        id: cells.text()?.to_owned(),
        decided_at: cells.instant()?,
        engine_version: cells.text()?.to_owned(),
        request: cells.text()?.to_owned(),
        answer: cells.text()?.to_owned(),
    })
}
