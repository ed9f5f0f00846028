//! Long work on a thread of its own, without the interpreter lock, while Ctrl-C and progress are seen to.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use cic_core::ErrorKind;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};

use crate::error;

/// How often Ctrl-C is looked for.
const PATIENCE: Duration = Duration::from_millis(40);

/// Where the work is: what it works on, how much is done and how much there is.
pub(crate) type Place = Arc<Mutex<Option<(String, u64, u64)>>>;

/// The runtime on which stores are asked.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().thread_name("cic");
        builder.build().expect("threads can be started")
    });
    &RUNTIME
}

/// Runs short work without the interpreter lock; a panic becomes an exception.
pub(crate) fn brief<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work)))
        .map_err(|payload| error::panic(py, payload.as_ref()))
}

/// Runs long work; Ctrl-C returns at once and the work's outcome is dropped. `progress` hears of every new place.
pub(crate) fn long<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<(&Bound<'_, PyAny>, &Place)>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (send, receive) = channel();
    let receive = Mutex::new(receive);
    thread::spawn(move || send.send(catch_unwind(AssertUnwindSafe(work))));
    loop {
        let received = py.detach(|| {
            let receive = receive.lock().unwrap_or_else(PoisonError::into_inner);
            receive.recv_timeout(PATIENCE)
        });
        if let Some((listener, place)) = progress {
            let news = place.lock().ok().and_then(|mut place| place.take());
            if let Some(news) = news {
                listener.call1(news)?;
            }
        }
        match received {
            Ok(outcome) => return outcome.map_err(|payload| error::panic(py, payload.as_ref())),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(error::raise(
                    py,
                    ErrorKind::Internal,
                    "the work stopped without an answer",
                    &[],
                ));
            }
        }
    }
}
