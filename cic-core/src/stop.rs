//! Ending work early that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that long work is given and looks at between its steps; whoever began the work holds a clone and raises it.
///
/// It changes no answer: stopped work has none.
///
/// ```
/// use cic_core::Stop;
/// let stop = Stop::new();
/// let held_by_another_thread = stop.clone();
/// assert!(stop.check().is_ok());
/// held_by_another_thread.raise();
/// assert!(stop.check().is_err());
/// assert!(!Stop::default().is_raised(), "work without a flag of its own is never stopped");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Stop(Option<Arc<AtomicBool>>);

/// Why stopped work has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work was stopped before it was done")]
pub struct Stopped;

impl Stop {
    /// A flag that nobody can raise.
    pub(crate) const NEVER: Self = Self(None);

    /// A flag not yet raised; [`Stop::default`] is one that nobody can raise.
    #[must_use]
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Tells the work to end.
    pub fn raise(&self) {
        if let Some(raised) = &self.0 {
            raised.store(true, Ordering::Relaxed);
        }
    }

    /// A guard that raises the flag when it is dropped, as with a future that nobody awaits any more.
    #[must_use]
    pub fn raise_when_dropped(&self) -> StopGuard {
        StopGuard(self.clone())
    }

    /// Whether the work was told to end.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|raised| raised.load(Ordering::Relaxed))
    }

    /// Goes on unless the flag is raised.
    ///
    /// # Errors
    /// [`Stopped`] once it is.
    pub fn check(&self) -> Result<(), Stopped> {
        if self.is_raised() { Err(Stopped) } else { Ok(()) }
    }
}

/// Raises its flag when it is dropped.
#[derive(Debug)]
pub struct StopGuard(Stop);

impl Drop for StopGuard {
    fn drop(&mut self) {
        self.0.raise();
    }
}
