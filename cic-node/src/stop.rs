//! Stopping work that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use napi_derive::napi;
use tokio::sync::Notify;

use crate::error::{Result, aborted, internal};

#[derive(Default)]
struct State {
    raised: AtomicBool,
    wakes: Notify,
}

/// Raised by an `AbortSignal`; work looks at it.
#[napi]
#[derive(Clone, Default)]
pub struct Stop(Arc<State>);

#[napi]
impl Stop {
    /// A flag not yet raised.
    #[napi(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Raises the flag.
    #[napi]
    pub fn raise(&self) {
        self.0.raised.store(true, Ordering::Relaxed);
        self.0.wakes.notify_one();
    }
}

impl Stop {
    /// An error once the flag is raised.
    pub(crate) fn check(&self) -> Result<()> {
        if self.0.raised.load(Ordering::Relaxed) {
            return Err(aborted());
        }
        Ok(())
    }

    /// Runs `work` until it ends, panics or is stopped; stopped work is dropped where it waits.
    pub(crate) async fn guard<T, F>(self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let mut task = tokio::spawn(work);
        tokio::select! {
            ended = &mut task => ended.unwrap_or_else(|_panic| Err(internal())),
            () = self.0.wakes.notified() => {
                task.abort();
                Err(aborted())
            }
        }
    }
}
