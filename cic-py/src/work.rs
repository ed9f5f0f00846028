//! Long work without the interpreter lock, while Ctrl-C and progress are seen to.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use cic_core::Stop;
use cic_store::standing::LoadError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};

use crate::error::{Failure, Result};
use crate::progress::Progress;

/// How often Ctrl-C is looked for.
const PATIENCE: Duration = Duration::from_millis(40);

/// What work came to, or what it said when it died.
type Outcome<T> = std::result::Result<T, Box<dyn Any + Send>>;

/// Runs short work; a panic becomes an exception.
pub(crate) fn brief<T: Send, E>(py: Python<'_>, work: impl FnOnce() -> Result<T, E> + Send) -> Result<T>
where
    E: Into<Failure> + Send,
{
    let outcome: Outcome<_> = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    outcome
        .map_err(|payload| Failure::panic(payload.as_ref()))?
        .map_err(Into::into)
}

/// Runs long work on a thread of its own; Ctrl-C returns at once and raises the work's stop.
pub(crate) fn long<T, E>(
    py: Python<'_>,
    work: impl FnOnce(&Stop) -> Result<T, E> + Send + 'static,
) -> Result<T>
where
    T: Send + 'static,
    E: Into<Failure> + Send + 'static,
{
    let stop = Stop::new();
    let ends_with_this_call = stop.raise_when_dropped();
    let (send, receive) = channel();
    thread::spawn(move || send.send(catch_unwind(AssertUnwindSafe(|| work(&stop)))));
    let outcome = wait(py, receive, None);
    drop(ends_with_this_call);
    outcome?.map_err(Into::into)
}

/// Awaits work on stores; Ctrl-C returns at once and drops the work where it waits.
pub(crate) fn awaited<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Progress<'_>>,
    work: impl Future<Output = Result<T, LoadError>> + Send + 'static,
) -> Result<T> {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().thread_name("cic");
        builder.build().expect("threads can be started")
    });
    let (send, receive) = channel();
    let task = RUNTIME.spawn(work);
    let aborts = task.abort_handle();
    RUNTIME.spawn(async move {
        let ended = task.await;
        send.send(ended.map_err(|error| {
            error
                .try_into_panic()
                .unwrap_or_else(|_| Box::new("it was aborted"))
        }))
    });
    let outcome = wait(py, receive, progress);
    aborts.abort();
    outcome?.map_err(Into::into)
}

fn wait<T: Send>(
    py: Python<'_>,
    receive: Receiver<Outcome<T>>,
    progress: Option<&Progress<'_>>,
) -> Result<T> {
    let receive = Mutex::new(receive);
    loop {
        let received = py.detach(|| {
            let receive = receive.lock().unwrap_or_else(PoisonError::into_inner);
            receive.recv_timeout(PATIENCE)
        });
        if let Some(progress) = progress {
            progress.tell()?;
        }
        match received {
            Ok(outcome) => return outcome.map_err(|payload| Failure::panic(payload.as_ref())),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(Failure::panic(&"it ended without an answer")),
        }
    }
}
