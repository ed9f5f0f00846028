//! Logging event decisions without letting a busy database hold up the answers.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cic_core::event_decision::{DecideEventRequest, EventDecision};
use cic_core::json::to_text;
use cic_store::{DecisionRecord, Store};
use tokio::sync::Semaphore;

/// Writes under way at once; with all of them taken the database is stuck and a decision goes unlogged.
const MOST_WRITES: usize = 1_024;
/// How many ids are remembered, so that a repeated question costs no write.
const REMEMBERED: usize = 10_000;
/// An import in SQLite keeps other writers out; ten minutes of it are waited for.
const MOST_ATTEMPTS: u32 = 600;
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);
/// How long an answer waits for its entry.
const PATIENCE: Duration = Duration::from_millis(250);

/// The log of decisions.
pub struct DecisionLog {
    store: Arc<dyn Store>,
    logged: Arc<Mutex<HashSet<String>>>,
    writes: Arc<Semaphore>,
}

impl DecisionLog {
    /// A log in `store`.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            logged: Arc::default(),
            writes: Arc::new(Semaphore::new(MOST_WRITES)),
        }
    }

    /// Logs a decision: durable on return, unless the database is slower than 250 ms, and then soon after.
    ///
    /// A failure is logged and does not spoil the answer: the same question asked again has the same id.
    pub async fn record(&self, record: DecisionRecord) {
        if self.lock().contains(&record.id) {
            return;
        }
        let Ok(permit) = Arc::clone(&self.writes).try_acquire_owned() else {
            tracing::error!(
                decision = record.id,
                "the database is stuck; a decision was not logged"
            );
            return;
        };
        let (store, logged) = (Arc::clone(&self.store), Arc::clone(&self.logged));
        let write = tokio::spawn(async move {
            let _held = permit;
            match save(store.as_ref(), &record).await {
                Ok(()) => remember(&logged, record.id),
                Err(error) => {
                    tracing::error!(decision = record.id, %error, "a decision was not logged");
                }
            }
        });
        let _slow_or_done = tokio::time::timeout(PATIENCE, write).await;
    }

    /// Waits until every write under way has ended, at most `patience`.
    pub async fn settle(&self, patience: Duration) {
        let all = u32::try_from(MOST_WRITES).unwrap_or(u32::MAX);
        if tokio::time::timeout(patience, self.writes.acquire_many(all))
            .await
            .is_err()
        {
            tracing::error!("stopped before every decision was logged");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.logged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Saves once an import that is under way has ended.
async fn save(store: &dyn Store, record: &DecisionRecord) -> cic_store::Result<()> {
    for _ in 0..MOST_ATTEMPTS {
        match store.save_decision(record).await {
            Err(cic_store::Error::ImportUnderWay) => tokio::time::sleep(BETWEEN_ATTEMPTS).await,
            outcome => return outcome,
        }
    }
    store.save_decision(record).await
}

fn remember(logged: &Mutex<HashSet<String>>, id: String) {
    let mut logged = logged.lock().unwrap_or_else(PoisonError::into_inner);
    if logged.len() >= REMEMBERED {
        logged.clear();
    }
    logged.insert(id);
}

/// The log's entry of a decision.
#[must_use]
pub fn entry(
    request: &DecideEventRequest,
    decision: &EventDecision,
    decided_at: cic_core::domain::Instant,
) -> DecisionRecord {
    DecisionRecord {
        id: decision.id.clone(),
        decided_at,
        engine_version: decision.engine_version.clone(),
        request: to_text(request),
        answer: to_text(decision),
    }
}
