//! Stopping work that nobody waits for any more.

use std::sync::Arc;

use cic_store::standing::LoadError;
use napi_derive::napi;
use tokio::sync::Notify;

use crate::error::{Result, internal, of_engine, of_load};

/// Raised by an `AbortSignal`; work looks at it between its steps.
#[napi]
#[derive(Clone)]
pub struct Stop {
    flag: cic_core::Stop,
    wakes: Arc<Notify>,
}

#[napi]
impl Stop {
    /// A flag not yet raised.
    #[napi(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            flag: cic_core::Stop::new(),
            wakes: Arc::default(),
        }
    }

    /// Raises the flag.
    #[napi]
    pub fn raise(&self) {
        self.flag.raise();
        self.wakes.notify_one();
    }
}

impl Stop {
    pub(crate) const fn flag(&self) -> &cic_core::Stop {
        &self.flag
    }

    /// Runs `work` until it ends, panics or is stopped; stopped work is dropped where it waits.
    pub(crate) async fn guard<T, F>(self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, LoadError>> + Send + 'static,
    {
        let mut task = tokio::spawn(work);
        tokio::select! {
            ended = &mut task => ended.map_err(|_panic| internal())?.map_err(|failed| of_load(&failed)),
            () = self.wakes.notified() => {
                task.abort();
                Err(of_engine(&cic_core::Stopped.into()))
            }
        }
    }
}
