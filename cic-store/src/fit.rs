use cic_core::domain::Segment;
use cic_core::engine::Assignment;

use crate::connection::{Columns, Transaction};
use crate::error::Result;
use crate::records::FitRecord;

const ASSIGNMENTS: Columns = Columns {
    table: "segment_assignments",
    names: &["member_id", "segment_id", "confidence", "needs_review"],
};

/// Stores a fit and what follows from it for `segments`, `segment_assignments` and `members.segment`.
pub(crate) async fn save(
    transaction: &mut Transaction,
    fit: &FitRecord,
    segments: &[Segment],
    assignments: &[Assignment],
) -> Result<()> {
    for segment in segments {
        let values = [
            (&segment.id).into(),
            (&segment.display_name).into(),
            (&segment.description).into(),
        ];
        transaction.execute(sql!("segment_put"), &values).await?;
    }
    transaction.execute(sql!("assignment_clear"), &[]).await?;
    let mut sheet = transaction.sheet(ASSIGNMENTS);
    for assignment in assignments {
        sheet.push(&[
            (&assignment.member_id).into(),
            (&assignment.segment_id).into(),
            assignment.confidence.into(),
            assignment.needs_review.into(),
        ])?;
    }
    transaction.append(&mut sheet).await?;
    transaction.analyze(ASSIGNMENTS.table).await?;
    transaction.execute(sql!("assignment_apply"), &[]).await?;
    transaction.execute(sql!("assignment_withdraw"), &[]).await?;
    let values = [
        (&fit.version).into(),
        fit.as_of.into(),
        (&fit.settings).into(),
        fit.fitted_at.into(),
        fit.models.as_ref().into(),
    ];
    transaction.execute(sql!("fit_insert"), &values).await?;
    transaction.execute(sql!("revision_raise"), &[]).await?;
    Ok(())
}

/// The latest fit.
pub(crate) async fn latest(transaction: &mut Transaction) -> Result<Option<FitRecord>> {
    let mut fits = transaction
        .all("fits", sql!("fit_latest"), &[], |cells| {
            Ok(FitRecord {
                version: cells.text()?.to_owned(),
                as_of: cells.instant()?,
                settings: cells.text()?.to_owned(),
                fitted_at: cells.instant()?,
                models: cells.some_text()?.map(str::to_owned),
            })
        })
        .await?;
    Ok(fits.pop())
}

/// The assignments of the latest fit, by member id.
pub(crate) async fn assignments(transaction: &mut Transaction) -> Result<Vec<Assignment>> {
    let mut assignments = transaction
        .all("segment_assignments", sql!("assignment_list"), &[], |cells| {
            Ok(Assignment {
                member_id: cells.text()?.to_owned(),
                segment_id: cells.text()?.to_owned(),
                confidence: cells.number()?.unwrap_or_default(),
                needs_review: cells.integer()? == 1,
            })
        })
        .await?;
    // The databases sort text by different rules.
    assignments.sort_by(|left, right| left.member_id.cmp(&right.member_id));
    Ok(assignments)
}
