//! A store in memory that can be told to fail or to dawdle.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use cic_core::Club;
use cic_core::domain::{ApprovedPrice, Segment, SegmentOverride, Venue};
use cic_core::engine::Assignment;
use cic_core::ingest::{FileReport, QuarantinedRow, RowKind};
use cic_store::{
    CommitmentRecord, DecisionRecord, Error, FitRecord, Import, ImportFile, ImportRecord, OutcomeRecord,
    Result, Store,
};

use crate::club;

#[derive(Default)]
pub(crate) struct MemoryStore {
    pub(crate) is_down: AtomicBool,
    pub(crate) milliseconds_a_write: AtomicU64,
    pub(crate) club_loads: AtomicU64,
    revision: AtomicI64,
    overrides: Mutex<Vec<SegmentOverride>>,
    approved_prices: Mutex<Vec<ApprovedPrice>>,
    pub(crate) decisions: Mutex<Vec<DecisionRecord>>,
    commitments: Mutex<Vec<CommitmentRecord>>,
    outcomes: Mutex<Vec<OutcomeRecord>>,
    fit: Mutex<Option<FitRecord>>,
}

impl MemoryStore {
    fn answer(&self) -> Result<()> {
        if self.is_down.load(Ordering::SeqCst) {
            return Err(Error::NotMigrated);
        }
        Ok(())
    }

    pub(crate) fn commitments_count(&self) -> usize {
        self.commitments.lock().unwrap().len()
    }

    async fn write(&self) -> Result<()> {
        let pause = self.milliseconds_a_write.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        self.answer()?;
        self.revision.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn migrate(&self) -> Result<()> {
        self.answer()
    }

    async fn ping(&self) -> Result<()> {
        self.answer()
    }

    async fn revision(&self) -> Result<i64> {
        self.answer()?;
        Ok(self.revision.load(Ordering::SeqCst))
    }

    async fn load_club(&self, venue: &Venue) -> Result<Club> {
        self.answer()?;
        self.club_loads.fetch_add(1, Ordering::SeqCst);
        Ok(club::small_club(venue))
    }

    async fn begin_import(&self, _file: ImportFile, _venue: &Venue) -> Result<Box<dyn Import>> {
        Err(Error::ImportUnderWay)
    }

    async fn imports(&self) -> Result<Vec<ImportRecord>> {
        self.answer()?;
        Ok(vec![ImportRecord {
            id: 1,
            started_at: club::as_of(),
            report: FileReport {
                file: "members.csv".to_owned(),
                kind: Some(RowKind::Members),
                profile: Some("canonical".to_owned()),
                rows: 13,
                accepted: 12,
                updated: 0,
                unchanged: 0,
                quarantined: Vec::new(),
                refused: None,
                notes: Vec::new(),
            },
            quarantined: 1,
        }])
    }

    async fn quarantine(&self, _import_id: i64) -> Result<Vec<QuarantinedRow>> {
        Ok(Vec::new())
    }

    async fn overrides(&self) -> Result<Vec<SegmentOverride>> {
        self.answer()?;
        Ok(self.overrides.lock().unwrap().clone())
    }

    async fn put_override(&self, decided: &SegmentOverride) -> Result<()> {
        self.write().await?;
        let mut overrides = self.overrides.lock().unwrap();
        overrides.retain(|known| known.member_id != decided.member_id);
        overrides.push(decided.clone());
        Ok(())
    }

    async fn delete_override(&self, member_id: &str) -> Result<bool> {
        self.write().await?;
        let mut overrides = self.overrides.lock().unwrap();
        let before = overrides.len();
        overrides.retain(|known| known.member_id != member_id);
        Ok(overrides.len() < before)
    }

    async fn approved_prices(&self) -> Result<Vec<ApprovedPrice>> {
        self.answer()?;
        Ok(self.approved_prices.lock().unwrap().clone())
    }

    async fn put_approved_prices(&self, approved: &[ApprovedPrice]) -> Result<()> {
        self.write().await?;
        self.approved_prices.lock().unwrap().extend_from_slice(approved);
        Ok(())
    }

    async fn save_fit(&self, fit: &FitRecord, _: &[Segment], _: &[Assignment]) -> Result<()> {
        self.write().await?;
        *self.fit.lock().unwrap() = Some(fit.clone());
        Ok(())
    }

    async fn latest_fit(&self) -> Result<Option<FitRecord>> {
        self.answer()?;
        Ok(self.fit.lock().unwrap().clone())
    }

    async fn assignments(&self) -> Result<Vec<Assignment>> {
        Ok(Vec::new())
    }

    async fn save_decision(&self, decision: &DecisionRecord) -> Result<()> {
        self.write().await?;
        self.decisions.lock().unwrap().push(decision.clone());
        Ok(())
    }

    async fn decisions(&self) -> Result<Vec<DecisionRecord>> {
        Ok(self.decisions.lock().unwrap().clone())
    }

    async fn decision(&self, id: &str) -> Result<Option<DecisionRecord>> {
        self.answer()?;
        let decisions = self.decisions.lock().unwrap();
        Ok(decisions.iter().find(|decision| decision.id == id).cloned())
    }

    async fn save_commitment(&self, commitment: &CommitmentRecord, known: usize) -> Result<bool> {
        self.write().await?;
        let mut commitments = self.commitments.lock().unwrap();
        let is_taken = commitments.len() == known;
        if is_taken {
            commitments.push(commitment.clone());
        }
        Ok(is_taken)
    }

    async fn commitments(&self) -> Result<Vec<CommitmentRecord>> {
        self.answer()?;
        Ok(self.commitments.lock().unwrap().clone())
    }

    async fn save_outcome(&self, outcome: &OutcomeRecord) -> Result<()> {
        self.write().await?;
        self.outcomes.lock().unwrap().push(outcome.clone());
        Ok(())
    }

    async fn outcomes(&self) -> Result<Vec<OutcomeRecord>> {
        self.answer()?;
        Ok(self.outcomes.lock().unwrap().clone())
    }
}
