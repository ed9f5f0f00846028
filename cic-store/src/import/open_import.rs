use async_trait::async_trait;
use cic_core::domain::Venue;
use cic_core::ingest::{Batch, FileReport, ParsedRow, QuarantinedRow};

use super::first_seen::FirstSeen;
use super::merger::{MergerAtWork, Sheets, Tally};
use super::refusal::guard;
use super::{Directory, Noun, Refusal};
use crate::connection::{Pool, Sheet, Value};
use crate::error::Result;
use crate::records::ImportFile;
use crate::wall_clock::WallClock;
use crate::{Import, import_record};

/// An import of rows of one noun.
pub(crate) struct OpenImport<N> {
    merger: MergerAtWork<N>,
    file: ImportFile,
    clock: WallClock,
    directory: Directory,
    seen: FirstSeen,
    staged: Sheet,
    parts: Option<Sheet>,
    /// Lines that say nothing but what earlier lines said.
    repeated: u64,
    quarantined: Vec<QuarantinedRow>,
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
            merger: MergerAtWork::start(transaction),
            file,
            clock: WallClock::new(venue),
            directory,
            seen: FirstSeen::default(),
            staged,
            parts,
            repeated: 0,
            quarantined: Vec::new(),
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
            self.repeated += 1;
        }
        for noun in nouns {
            noun.note(&mut self.directory);
        }
        Ok(Ok(()))
    }

    /// Hands what is staged to the merger.
    async fn hand_over(&mut self) -> Result<()> {
        if self.staged.rows() == 0 {
            return Ok(());
        }
        let sheets = Sheets {
            staged: self.staged.take(),
            parts: self.parts.as_mut().map(Sheet::take),
        };
        self.merger.merge(sheets).await
    }

    async fn finish(mut self, notes: Vec<String>) -> Result<FileReport> {
        self.hand_over().await?;
        let mut merger = self.merger.finish().await?;
        merger.analyze_tables().await?;
        let mut quarantined = self.quarantined;
        quarantined.extend(merger.quarantined);
        quarantined.sort_by_key(|row| row.line);
        let Tally {
            accepted,
            updated,
            unchanged,
        } = merger.tally;
        let unchanged = unchanged + self.repeated;
        let report = FileReport {
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
        };
        let mut transaction = merger.transaction;
        if self.file.dry_run {
            transaction.rollback().await?;
            return Ok(report);
        }
        transaction.execute(N::STAGING.drop, &[]).await?;
        if let Some(parts) = N::PARTS {
            transaction.execute(parts.drop, &[]).await?;
        }
        import_record::insert(&mut transaction, &self.file, &report).await?;
        transaction.execute(sql!("revision_raise"), &[]).await?;
        transaction.commit().await.map(|()| report)
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
            if self.staged.is_full() {
                self.hand_over().await?;
            }
        }
        Ok(())
    }

    async fn finish(self: Box<Self>, notes: Vec<String>) -> Result<FileReport> {
        Self::finish(*self, notes).await
    }
}
