use std::marker::PhantomData;

use cic_core::ingest::QuarantinedRow;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::{Noun, Refusal};
use crate::connection::{Sheet, Transaction};
use crate::error::{Error, Result};

/// Brings staged rows into the tables and counts what comes of their lines.
pub(super) struct Merger<N> {
    pub(super) transaction: Transaction,
    pub(super) tally: Tally,
    /// Lines that only the tables could tell to be wrong.
    pub(super) quarantined: Vec<QuarantinedRow>,
    merges: u32,
    noun: PhantomData<N>,
}

/// Lines by what came of them.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) accepted: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
}

/// Rows on their way to be merged, and the rows that hang on them.
pub(super) struct Sheets {
    pub(super) staged: Sheet,
    pub(super) parts: Option<Sheet>,
}

/// A merger at work beside the reading of the file. Dropping it stops it and undoes everything.
pub(super) struct MergerAtWork<N> {
    sheets: mpsc::Sender<Sheets>,
    work: JoinSet<Result<Merger<N>>>,
}

impl<N: Noun> MergerAtWork<N> {
    pub(super) fn start(transaction: Transaction) -> Self {
        let (sheets, mut waiting) = mpsc::channel(1);
        let mut merger = Merger {
            transaction,
            tally: Tally::default(),
            quarantined: Vec::new(),
            merges: 0,
            noun: PhantomData,
        };
        let mut work = JoinSet::new();
        work.spawn(async move {
            while let Some(sheets) = waiting.recv().await {
                merger.merge(sheets).await?;
            }
            Ok(merger)
        });
        Self { sheets, work }
    }

    /// Hands sheets over, once the ones before are taken up.
    pub(super) async fn merge(&mut self, sheets: Sheets) -> Result<()> {
        if self.sheets.send(sheets).await.is_ok() {
            return Ok(());
        }
        // It stopped on its own, so there is an error to hear.
        self.outcome().await.map(|_| ())
    }

    /// Waits until all is merged.
    pub(super) async fn finish(mut self) -> Result<Merger<N>> {
        self.sheets = mpsc::channel(1).0;
        self.outcome().await
    }

    async fn outcome(&mut self) -> Result<Merger<N>> {
        let stopped = || Error::Database(sqlx::Error::WorkerCrashed);
        self.work
            .join_next()
            .await
            .ok_or_else(stopped)?
            .map_err(|_| stopped())?
    }
}

impl<N: Noun> Merger<N> {
    async fn merge(&mut self, sheets: Sheets) -> Result<()> {
        let Sheets { mut staged, parts } = sheets;
        self.transaction.append(&mut staged).await?;
        self.transaction.analyze(N::STAGING.columns.table).await?;
        if let (Some(mut sheet), Some(parts)) = (parts, N::PARTS) {
            self.transaction.append(&mut sheet).await?;
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
        self.merges += 1;
        if self.merges.is_power_of_two() {
            self.analyze_tables().await?;
        }
        self.transaction.clear(N::STAGING.columns.table).await?;
        if let Some(parts) = N::PARTS {
            self.transaction.clear(parts.columns.table).await?;
        }
        Ok(())
    }

    /// Tells the planner how far the tables have grown: whenever they may have doubled, and at the end.
    pub(super) async fn analyze_tables(&mut self) -> Result<()> {
        for table in N::MERGE.tables {
            self.transaction.analyze(table).await?;
        }
        Ok(())
    }

    async fn refuse_new(&mut self, column: &'static str, reason: &'static str) -> Result<()> {
        let quarantined = &mut self.quarantined;
        self.transaction
            .each("staged", sql!("staged_unmatched"), &[], |cells| {
                let line = cells.number()?.unwrap_or_default();
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
                let lines = cells.number::<u64>()?.unwrap_or_default();
                match outcome {
                    0 => tally.unchanged += lines,
                    1 => tally.updated += lines,
                    _ => tally.accepted += lines,
                }
                Ok(())
            })
            .await
    }
}
