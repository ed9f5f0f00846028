use async_trait::async_trait;
use cic_core::Club;
use cic_core::domain::{ApprovedPrice, Segment, SegmentOverride, Venue};
use cic_core::engine::Assignment;
use cic_core::ingest::QuarantinedRow;

use crate::connection::Pool;
use crate::error::Result;
use crate::records::{CommitmentRecord, DecisionRecord, FitRecord, ImportFile, ImportRecord, OutcomeRecord};
use crate::{
    Import, Store, approved_price, club, commitment, decision, fit, import, import_record, segment_override,
};

/// A store in SQLite or PostgreSQL.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) pool: Pool,
}

#[async_trait]
impl Store for Database {
    async fn migrate(&self) -> Result<()> {
        self.pool.migrate().await
    }

    async fn ping(&self) -> Result<()> {
        self.pool
            .read()
            .await?
            .number("SELECT CAST(1 AS BIGINT)", &[])
            .await
            .map(|_| ())
    }

    async fn revision(&self) -> Result<i64> {
        self.pool.read().await?.number(sql!("revision_read"), &[]).await
    }

    async fn load_club(&self, venue: &Venue) -> Result<Club> {
        club::load(&mut self.pool.read().await?, venue).await
    }

    async fn begin_import(&self, file: ImportFile, venue: &Venue) -> Result<Box<dyn Import>> {
        import::begin(&self.pool, file, venue).await
    }

    async fn imports(&self) -> Result<Vec<ImportRecord>> {
        import_record::list(&mut self.pool.read().await?).await
    }

    async fn quarantine(&self, import_id: i64) -> Result<Vec<QuarantinedRow>> {
        import_record::quarantine(&mut self.pool.read().await?, import_id).await
    }

    async fn overrides(&self) -> Result<Vec<SegmentOverride>> {
        segment_override::list(&mut self.pool.read().await?).await
    }

    async fn put_override(&self, decided: &SegmentOverride) -> Result<()> {
        let mut transaction = self.pool.write().await?;
        segment_override::put(&mut transaction, decided).await?;
        transaction.commit().await
    }

    async fn delete_override(&self, member_id: &str) -> Result<bool> {
        let mut transaction = self.pool.write().await?;
        let there_was_one = segment_override::delete(&mut transaction, member_id).await?;
        transaction.commit().await.map(|()| there_was_one)
    }

    async fn approved_prices(&self) -> Result<Vec<ApprovedPrice>> {
        approved_price::list(&mut self.pool.read().await?).await
    }

    async fn put_approved_prices(&self, approved: &[ApprovedPrice]) -> Result<()> {
        let mut transaction = self.pool.write().await?;
        approved_price::put(&mut transaction, approved).await?;
        transaction.commit().await
    }

    async fn save_fit(
        &self,
        fit: &FitRecord,
        segments: &[Segment],
        assignments: &[Assignment],
    ) -> Result<()> {
        let mut transaction = self.pool.write().await?;
        fit::save(&mut transaction, fit, segments, assignments).await?;
        transaction.commit().await
    }

    async fn latest_fit(&self) -> Result<Option<FitRecord>> {
        fit::latest(&mut self.pool.read().await?).await
    }

    async fn assignments(&self) -> Result<Vec<Assignment>> {
        fit::assignments(&mut self.pool.read().await?).await
    }

    async fn save_decision(&self, decision: &DecisionRecord) -> Result<()> {
        let mut transaction = self.pool.write().await?;
        decision::save(&mut transaction, decision).await?;
        transaction.commit().await
    }

    async fn decisions(&self) -> Result<Vec<DecisionRecord>> {
        decision::list(&mut self.pool.read().await?).await
    }

    async fn decision(&self, id: &str) -> Result<Option<DecisionRecord>> {
        decision::find(&mut self.pool.read().await?, id).await
    }

    async fn save_commitment(&self, record: &CommitmentRecord, known: usize) -> Result<bool> {
        let mut transaction = self.pool.write().await?;
        let is_committed = commitment::save(&mut transaction, record, known).await?;
        if is_committed {
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        Ok(is_committed)
    }

    async fn commitments(&self) -> Result<Vec<CommitmentRecord>> {
        commitment::list(&mut self.pool.read().await?).await
    }

    async fn save_outcome(&self, outcome: &OutcomeRecord) -> Result<()> {
        let mut transaction = self.pool.write().await?;
        commitment::save_outcome(&mut transaction, outcome).await?;
        transaction.commit().await
    }

    async fn outcomes(&self) -> Result<Vec<OutcomeRecord>> {
        commitment::outcomes(&mut self.pool.read().await?).await
    }
}
