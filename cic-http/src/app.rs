//! What the handlers of one server share.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::Utc;
use cic_store::Store;
use tokio::sync::Mutex;

use crate::config::Limits;
use crate::services::decision_log::DecisionLog;
use cic_store::standing::{self, Current, Explicit, LoadError};

/// The store, and the engine that stands on it now.
pub struct App {
    /// What the club keeps.
    pub store: Arc<dyn Store>,
    /// How much one client may take.
    pub limits: Limits,
    /// Where decisions are logged.
    pub decision_log: DecisionLog,
    explicit: Explicit,
    current: RwLock<Arc<Current>>,
    renewing: Mutex<()>,
}

impl App {
    /// Loads the club and fits the engine, as the latest fit or `explicit` says.
    ///
    /// # Errors
    /// When the store fails or the engine refuses what is stored.
    pub async fn load(
        store: Arc<dyn Store>,
        explicit: Explicit,
        limits: Limits,
    ) -> Result<Arc<Self>, LoadError> {
        let current = standing::load(store.as_ref(), &explicit, Utc::now()).await?;
        Ok(Arc::new(Self {
            decision_log: DecisionLog::new(Arc::clone(&store)),
            store,
            limits,
            explicit,
            current: RwLock::new(Arc::new(current)),
            renewing: Mutex::new(()),
        }))
    }

    /// The engine that answers now. Whoever holds it is not disturbed by the next one.
    pub fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Fits anew on what is known now, and takes it over.
    ///
    /// # Errors
    /// When the store fails or the engine refuses what is stored; the engine at work stays.
    pub async fn refit(&self) -> Result<(), LoadError> {
        cic_store::fitting::fit(self.store.as_ref(), &self.explicit, Utc::now()).await?;
        self.renew().await
    }

    /// Takes over what was imported, fitted or overridden since, in this process or another.
    ///
    /// # Errors
    /// When the store fails or the engine refuses what is stored; the engine at work stays.
    pub async fn renew(&self) -> Result<(), LoadError> {
        let _one_at_a_time = self.renewing.lock().await;
        let standing = self.current();
        let renewed = standing::renew(self.store.as_ref(), &self.explicit, &standing, Utc::now()).await?;
        if let Some(renewed) = renewed {
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(renewed);
        }
        Ok(())
    }
}
