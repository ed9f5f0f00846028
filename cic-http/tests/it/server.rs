//! The service in this process, on a free port.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use cic_http::app::App;
use cic_http::config::Limits;
use cic_http::services::watch::watch;
use cic_http::{router, server};
use cic_store::Store;
use cic_store::standing::Explicit;
use tokio::sync::oneshot;

use crate::club;
use crate::memory_store::MemoryStore;

pub(crate) struct Server<S = MemoryStore> {
    pub(crate) address: SocketAddr,
    pub(crate) store: Arc<S>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let limits = Limits {
            refresh: Duration::from_millis(20),
            ..Limits::default()
        };
        Self::start_with(limits)
    }

    pub(crate) fn start_with(limits: Limits) -> Self {
        let explicit = Explicit {
            settings: None,
            as_of: Some(club::as_of().to_rfc3339()),
        };
        let store = Arc::new(MemoryStore::default());
        let on = Arc::clone(&store);
        Self::run(store, async { on as Arc<dyn Store> }, explicit, limits)
    }
}

impl Server<()> {
    /// The service over the database behind `url`.
    pub(crate) fn over(url: String, explicit: Explicit) -> Self {
        let on = async move { cic_store::open(&url).await.unwrap() };
        Self::run(Arc::new(()), on, explicit, Limits::default())
    }
}

impl<S> Server<S> {
    fn run(
        store: Arc<S>,
        on: impl Future<Output = Arc<dyn Store>> + Send + 'static,
        explicit: Explicit,
        limits: Limits,
    ) -> Self {
        let (say_address, address) = mpsc::channel();
        let (stop, stop_asked) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let app = App::load(on.await, explicit, limits.clone()).await.unwrap();
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                say_address.send(listener.local_addr().unwrap()).unwrap();
                tokio::spawn(watch(Arc::clone(&app), limits.refresh));
                let stop = async {
                    let _asked_or_dropped = stop_asked.await;
                };
                server::serve(listener, router::service(&app), &limits, stop).await;
                app.decision_log.settle(limits.stop).await;
            });
        });
        Self {
            address: address.recv().unwrap(),
            store,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Asks the server to stop, without waiting.
    pub(crate) fn ask_to_stop(&mut self) {
        self.stop.take();
    }

    /// Waits until the server has stopped.
    pub(crate) fn wait(&mut self) {
        self.ask_to_stop();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl<S> Drop for Server<S> {
    fn drop(&mut self) {
        self.wait();
    }
}

/// Waits for `holds`, which the server brings about by itself.
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{what} did not come about");
}
