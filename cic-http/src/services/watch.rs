//! Hearing of what other processes imported, fitted or overrode.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use crate::app::App;

/// Looks at the store every `period` until the task is dropped, and swaps in a new engine when it changed.
pub async fn watch(app: Arc<App>, period: Duration) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        let version = app.current().engine.version().to_owned();
        match app.renew().await {
            Ok(()) => {
                let now = app.current();
                if now.engine.version() != version {
                    tracing::info!(version = now.engine.version(), "a new engine answers");
                }
                failing = false;
            }
            Err(error) if !failing => {
                tracing::warn!(%error, "the store could not be read; the engine at work stays");
                failing = true;
            }
            Err(_) => {}
        }
    }
}
