use cic_core::domain::SegmentOverride;

use crate::connection::Transaction;
use crate::error::{Error, Result};

/// People's words on segments, by member id.
pub(crate) async fn list(transaction: &mut Transaction) -> Result<Vec<SegmentOverride>> {
    let read = |cells: &mut crate::connection::Cells<'_>| {
        Ok(SegmentOverride {
            member_id: cells.text()?.to_owned(),
            segment_id: cells.text()?.to_owned(),
            decided_by: cells.text()?.to_owned(),
            decided_at: cells.instant()?,
            reason: cells.text()?.to_owned(),
        })
    };
    let mut overrides = transaction
        .all("segment_overrides", sql!("override_list"), &[], read)
        .await?;
    // The databases sort text by different rules.
    overrides.sort_by(|left, right| left.member_id.cmp(&right.member_id));
    Ok(overrides)
}

/// Records a person's word.
pub(crate) async fn put(transaction: &mut Transaction, decided: &SegmentOverride) -> Result<()> {
    if transaction
        .number(sql!("member_exists"), &[(&decided.member_id).into()])
        .await?
        == 0
    {
        return Err(Error::NotFound {
            what: "member",
            id: decided.member_id.clone(),
        });
    }
    let values = [
        (&decided.member_id).into(),
        (&decided.segment_id).into(),
        (&decided.decided_by).into(),
        decided.decided_at.into(),
        (&decided.reason).into(),
    ];
    transaction.execute(sql!("override_put"), &values).await?;
    transaction.execute(sql!("revision_raise"), &[]).await?;
    Ok(())
}

/// Takes a person's word back; whether there was one.
pub(crate) async fn delete(transaction: &mut Transaction, member_id: &str) -> Result<bool> {
    let there_was_one = transaction
        .execute(sql!("override_delete"), &[member_id.into()])
        .await?
        > 0;
    if there_was_one {
        transaction.execute(sql!("revision_raise"), &[]).await?;
    }
    Ok(there_was_one)
}
