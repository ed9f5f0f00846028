use cic_core::ingest::{FileReport, QuarantinedRow, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::{Error, Result};
use crate::records::{ImportFile, ImportRecord};

const QUARANTINE: Columns = Columns {
    table: "import_quarantine",
    names: &["import_id", "position", "line", "column_name", "value", "reason"],
};

/// Keeps the report of an import, and the rows it left out.
pub(crate) async fn insert(
    transaction: &mut Transaction,
    file: &ImportFile,
    report: &FileReport,
) -> Result<()> {
    let kind = word_of(file.kind);
    let notes = cic_core::json::to_text(&report.notes);
    let name = plain(&file.name);
    let profile = plain(&file.profile);
    let notes = plain(&notes);
    let values = [
        file.started_at.into(),
        name.into(),
        kind.as_str().into(),
        profile.into(),
        count(report.rows),
        count(report.accepted),
        count(report.updated),
        count(report.unchanged),
        count(report.quarantined.len() as u64),
        notes.into(),
    ];
    let import_id = transaction.number(sql!("import_insert"), &values).await?;
    let mut sheet = transaction.sheet(QUARANTINE);
    for (position, row) in (1_i64..).zip(&report.quarantined) {
        sheet.push(&[
            import_id.into(),
            position.into(),
            count(row.line),
            plain(&row.column).into(),
            plain(&row.value).into(),
            plain(&row.reason).into(),
        ])?;
    }
    transaction.append(&mut sheet).await
}

/// Past imports, latest first.
pub(crate) async fn list(transaction: &mut Transaction) -> Result<Vec<ImportRecord>> {
    transaction
        .all("imports", sql!("import_list"), &[], |cells| {
            let id = cells.integer()?;
            let started_at = cells.instant()?;
            let report = FileReport {
                file: cells.text()?.to_owned(),
                kind: Some(cells.word(kind_of)?),
                profile: Some(cells.text()?.to_owned()),
                rows: cells.number()?.unwrap_or_default(),
                accepted: cells.number()?.unwrap_or_default(),
                updated: cells.number()?.unwrap_or_default(),
                unchanged: cells.number()?.unwrap_or_default(),
                quarantined: Vec::new(),
                refused: None,
                notes: Vec::new(),
            };
            let quarantined = cells.number()?.unwrap_or_default();
            let notes = serde_json::from_str(cells.text()?).map_err(|error| cells.corrupt(error))?;
            Ok(ImportRecord {
                id,
                started_at,
                report: FileReport { notes, ..report },
                quarantined,
            })
        })
        .await
}

/// The rows that an import left out, in the order of the file.
pub(crate) async fn quarantine(transaction: &mut Transaction, import_id: i64) -> Result<Vec<QuarantinedRow>> {
    if transaction
        .number(sql!("import_exists"), &[import_id.into()])
        .await?
        == 0
    {
        return Err(Error::NotFound {
            what: "import",
            id: import_id.to_string(),
        });
    }
    transaction
        .all(
            "import_quarantine",
            sql!("quarantine_list"),
            &[import_id.into()],
            |cells| {
                Ok(QuarantinedRow {
                    line: cells.number()?.unwrap_or_default(),
                    column: cells.text()?.to_owned(),
                    value: cells.text()?.to_owned(),
                    reason: cells.text()?.to_owned(),
                })
            },
        )
        .await
}

fn count(number: u64) -> Value<'static> {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// PostgreSQL keeps no NUL: a quarantined text shows where it stood.
fn plain(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// The word that JSON uses.
fn word_of(kind: RowKind) -> String {
    cic_core::json::to_text(&kind).trim_matches('"').to_owned()
}

fn kind_of(word: &str) -> Option<RowKind> {
    serde_json::from_value(word.into()).ok()
}
