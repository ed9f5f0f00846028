use std::marker::PhantomData;

use async_trait::async_trait;
use cic_core::domain::Venue;
use cic_core::ingest::{Batch, FileReport, ParsedRow, QuarantinedRow};

use super::first_seen::FirstSeen;
use super::refusal::guard;
use super::{Directory, Noun, Refusal};
use crate::connection::{Pool, Sheet, Transaction, Value};
use crate::error::Result;
use crate::records::ImportFile;
use crate::wall_clock::WallClock;
use crate::{Import, import_record};

/// Rows staged before they are merged: staging stays in memory, and one merge costs little beside its rows.
const ROWS_PER_MERGE: usize = 16_384;

/// An import of rows of one noun.
pub(crate) struct OpenImport<N> {
    transaction: Transaction,
    file: ImportFile,
    clock: WallClock,
    directory: Directory,
    seen: FirstSeen,
    staged: Sheet,
    parts: Option<Sheet>,
    tally: Tally,
    quarantined: Vec<QuarantinedRow>,
    noun: PhantomData<N>,
}

/// Lines by what came of them.
#[derive(Debug, Default)]
struct Tally {
    accepted: u64,
    updated: u64,
    unchanged: u64,
}

impl<N: Noun> OpenImport<N> {
    pub(super) async fn begin(pool: &Pool, file: ImportFile, venue: &Venue) -> Result<Self> {
        let mut transaction = pool.write().await?;
        transaction.lock_imports().await?;
        let directory = Directory::load(&mut transaction, N::KIND).await?;
        transaction.execute(N::STAGING.create, &[]).await?;
        let staged = transaction.sheet(N::STAGING.columns);
        let parts = match N::PARTS {
            None => None,
            Some(parts) => {
                transaction.execute(parts.create, &[]).await?;
                Some(transaction.sheet(parts.columns))
            }
        };
        Ok(Self {
            transaction,
            file,
            clock: WallClock::new(venue),
            directory,
            seen: FirstSeen::default(),
            staged,
            parts,
            tally: Tally::default(),
            quarantined: Vec::new(),
            noun: PhantomData,
        })
    }

    /// Stages the rows of one line, or none of them and says why.
    fn stage(&mut self, parsed: &ParsedRow) -> Result<Result<(), Refusal>> {
        let mut nouns = Vec::with_capacity(parsed.rows.len());
        for row in &parsed.rows {
            let Some(noun) = N::of(row) else {
                let reason = format!("the row is not one of {:?}", N::KIND);
                return Ok(Err(Refusal::new("", "", reason)));
            };
            if let Some(refusal) = noun.refusal(&self.directory) {
                return Ok(Err(refusal));
            }
            nouns.push(noun);
        }
        let mut rows = Vec::with_capacity(nouns.len());
        for noun in &nouns {
            let cells = noun.cells(&self.directory, &mut self.clock);
            if let Some(refusal) = guard(N::STAGING.columns.names, N::KEY_CELLS, &cells) {
                return Ok(Err(refusal));
            }
            rows.push(cells);
        }
        let new = match self.seen.see(parsed.line, &rows, N::KEY_CELLS) {
            Ok(new) => new,
            Err(contradicted) => {
                let key = &rows[contradicted.row][N::KEY_CELLS - 1];
                return Ok(Err(Refusal::contradicted(
                    N::STAGING.columns.names[N::KEY_CELLS],
                    key,
                    contradicted.first_line,
                )));
            }
        };
        let line = Value::from(i64::try_from(parsed.line).unwrap_or(i64::MAX));
        for ((mut cells, noun), is_new) in rows.into_iter().zip(&nouns).zip(&new) {
            if *is_new {
                cells.insert(0, line.clone());
                self.staged.push(&cells)?;
                if let Some(sheet) = &mut self.parts {
                    noun.parts().iter().try_for_each(|part| sheet.push(part))?;
                }
            }
        }
        if !new.contains(&true) {
            self.tally.unchanged += 1;
        }
        for noun in nouns {
            noun.note(&mut self.directory);
        }
        Ok(Ok(()))
    }

    /// Merges what is staged into the tables.
    async fn merge(&mut self) -> Result<()> {
        if self.staged.rows() == 0 {
            return Ok(());
        }
        self.transaction.append(&mut self.staged).await?;
        self.transaction.analyze(N::STAGING.columns.table).await?;
        if let (Some(sheet), Some(parts)) = (&mut self.parts, N::PARTS) {
            self.transaction.append(sheet).await?;
            self.transaction.analyze(parts.columns.table).await?;
        }
        self.transaction.execute(N::MERGE.compare, &[]).await?;
        if let Some((column, reason)) = N::MERGE.refuse_new {
            self.refuse_new(column, reason).await?;
        }
        self.count().await?;
        for statement in N::MERGE.write {
            self.transaction.execute(statement, &[]).await?;
        }
        self.transaction.clear(N::STAGING.columns.table).await?;
        if let Some(parts) = N::PARTS {
            self.transaction.clear(parts.columns.table).await?;
        }
        Ok(())
    }

    async fn refuse_new(&mut self, column: &'static str, reason: &'static str) -> Result<()> {
        let quarantined = &mut self.quarantined;
        self.transaction
            .each("staged", sql!("staged_unmatched"), &[], |cells| {
                let line = u64::try_from(cells.integer()?).unwrap_or_default();
                quarantined.push(Refusal::new(column, cells.text()?, reason).at_line(line));
                Ok(())
            })
            .await?;
        self.transaction.execute(sql!("staged_refuse"), &[]).await?;
        Ok(())
    }

    async fn count(&mut self) -> Result<()> {
        let tally = &mut self.tally;
        self.transaction
            .each("staged", sql!("staged_count"), &[], |cells| {
                let outcome = cells.integer()?;
                let lines = u64::try_from(cells.integer()?).unwrap_or_default();
                match outcome {
                    0 => tally.unchanged += lines,
                    1 => tally.updated += lines,
                    _ => tally.accepted += lines,
                }
                Ok(())
            })
            .await
    }

    fn report(&mut self, notes: Vec<String>) -> FileReport {
        let mut quarantined = std::mem::take(&mut self.quarantined);
        quarantined.sort_by_key(|row| row.line);
        let Tally {
            accepted,
            updated,
            unchanged,
        } = self.tally;
        FileReport {
            file: self.file.name.clone(),
            kind: Some(self.file.kind),
            profile: Some(self.file.profile.clone()),
            rows: accepted + updated + unchanged + quarantined.len() as u64,
            accepted,
            updated,
            unchanged,
            quarantined,
            refused: None,
            notes,
        }
    }
}

#[async_trait]
impl<N: Noun> Import for OpenImport<N> {
    async fn take(&mut self, batch: Batch) -> Result<()> {
        self.quarantined.extend(batch.quarantined);
        for parsed in &batch.parsed {
            if let Err(refusal) = self.stage(parsed)? {
                self.quarantined.push(refusal.at_line(parsed.line));
            }
            if self.staged.rows() >= ROWS_PER_MERGE {
                self.merge().await?;
            }
        }
        Ok(())
    }

    async fn finish(mut self: Box<Self>, notes: Vec<String>) -> Result<FileReport> {
        self.merge().await?;
        let report = self.report(notes);
        if self.file.dry_run {
            self.transaction.rollback().await?;
            return Ok(report);
        }
        self.transaction.execute(N::STAGING.drop, &[]).await?;
        if let Some(parts) = N::PARTS {
            self.transaction.execute(parts.drop, &[]).await?;
        }
        import_record::insert(&mut self.transaction, &self.file, &report).await?;
        self.transaction.execute(sql!("revision_raise"), &[]).await?;
        self.transaction.commit().await.map(|()| report)
    }
}
