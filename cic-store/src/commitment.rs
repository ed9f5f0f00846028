use crate::connection::{Cells, Transaction};
use crate::error::Result;
use crate::records::{CommitmentRecord, OutcomeRecord};

/// Commits an event unless another was committed beside the `known` ones; whether it was.
pub(crate) async fn save(
    transaction: &mut Transaction,
    record: &CommitmentRecord,
    known: usize,
) -> Result<bool> {
    // Raising the revision first makes commits wait for each other.
    transaction.execute(sql!("revision_raise"), &[]).await?;
    let committed = transaction.number(sql!("commitment_count"), &[]).await?;
    if usize::try_from(committed) != Ok(known) {
        return Ok(false);
    }
    let values = [
        (&record.decision_id).into(),
        record.committed_at.into(),
        (&record.commitment).into(),
    ];
    transaction.execute(sql!("commitment_insert"), &values).await?;
    Ok(true)
}

/// Committed events, the earliest first.
pub(crate) async fn list(transaction: &mut Transaction) -> Result<Vec<CommitmentRecord>> {
    let read = |cells: &mut Cells<'_>| {
        Ok(CommitmentRecord {
            decision_id: cells.text()?.to_owned(),
            committed_at: cells.instant()?,
            commitment: cells.text()?.to_owned(),
        })
    };
    transaction
        .all("event_commitments", sql!("commitment_list"), &[], read)
        .await
}

/// Records an outcome; a later one of the same decision replaces it.
pub(crate) async fn save_outcome(transaction: &mut Transaction, record: &OutcomeRecord) -> Result<()> {
    let values = [
        (&record.decision_id).into(),
        record.recorded_at.into(),
        (&record.outcome).into(),
    ];
    transaction.execute(sql!("outcome_put"), &values).await?;
    transaction.execute(sql!("revision_raise"), &[]).await?;
    Ok(())
}

/// Outcomes, the earliest first.
pub(crate) async fn outcomes(transaction: &mut Transaction) -> Result<Vec<OutcomeRecord>> {
    let read = |cells: &mut Cells<'_>| {
        Ok(OutcomeRecord {
            decision_id: cells.text()?.to_owned(),
            recorded_at: cells.instant()?,
            outcome: cells.text()?.to_owned(),
        })
    };
    transaction
        .all("event_outcomes", sql!("outcome_list"), &[], read)
        .await
}
