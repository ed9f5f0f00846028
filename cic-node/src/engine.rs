//! A handle on an engine.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use chrono::Utc;
use cic_core::engine::Operation;
use cic_store::held_engine::HeldEngine;
use cic_store::standing::Explicit;
use napi::Env;
use napi::bindgen_prelude::{AsyncTask, PromiseRaw};
use napi_derive::napi;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::call::Call;
use crate::error::{Result, of_load};
use crate::share;
use crate::stop::Stop;
use crate::tables::{NativeTable, club_tables};

/// A handle on an engine.
#[napi]
pub struct NativeEngine(Arc<HeldEngine>);

impl From<HeldEngine> for NativeEngine {
    fn from(held: HeldEngine) -> Self {
        Self(Arc::new(held))
    }
}

/// Runs what a question needs on threads that leave one core to the event loop; long questions may have them all.
fn beside_the_event_loop<T: Send>(question: &str, ask: impl FnOnce() -> T + Send) -> T {
    static THREADS: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
        let cores = available_parallelism().map_or(2, usize::from);
        let threads = ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1));
        threads.build().ok()
    });
    match &*THREADS {
        Some(threads) if !Operation::find(question).is_some_and(Operation::takes_long) => {
            threads.install(ask)
        }
        _ => ask(),
    }
}

/// Not a question: a fault, so that a test can see what becomes of one.
const FAULT: &str = "fault!";

#[napi]
impl NativeEngine {
    /// The number under which worker threads find this engine.
    #[napi]
    pub fn share(&self) -> u32 {
        share::share(&self.0)
    }

    /// A handle on an engine that another thread shared, while somebody holds it.
    #[napi]
    pub fn attach(number: u32) -> Option<NativeEngine> {
        share::find(number).map(NativeEngine)
    }

    /// Hash of everything the answers rest on.
    #[napi(getter)]
    pub fn version(&self) -> String {
        self.0.engine().version().to_owned()
    }

    /// The instant up to which knowledge counts, club-local with its offset.
    #[napi(getter)]
    pub fn as_of(&self) -> String {
        self.0.engine().as_of_text()
    }

    /// The JSON text of the settings it was fitted with.
    #[napi(getter)]
    pub fn settings(&self) -> String {
        self.0.engine().settings().to_json()
    }

    /// The JSON text of the answer to `question`.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn ask(&self, question: String, request: String, stop: &Stop) -> AsyncTask<Call<String, String>> {
        let engine = self.0.engine();
        Call::of(
            stop,
            |answer| answer,
            move |stop| {
                assert_ne!(question, FAULT);
                beside_the_event_loop(&question, || engine.with_stop(stop).ask(&question, &request))
            },
        )
    }

    /// Takes up what the store holds now; whether answers may differ.
    #[napi(ts_return_type = "Promise<boolean>")]
    pub fn refresh<'env>(&self, env: &'env Env, stop: &Stop) -> Result<PromiseRaw<'env, bool>> {
        let held = Arc::clone(&self.0);
        env.spawn_future(stop.clone().guard(async move { held.refresh(Utc::now()).await }))
    }
}

/// Opens the store behind `url` and fits the engine that stands on it.
#[napi(ts_return_type = "Promise<NativeEngine>")]
pub fn open<'env>(
    env: &'env Env,
    url: String,
    settings: Option<String>,
    as_of: Option<String>,
    stop: &Stop,
) -> Result<PromiseRaw<'env, NativeEngine>> {
    let explicit = explicit(settings.as_deref(), as_of)?;
    let opening = async move {
        HeldEngine::open(&url, explicit, Utc::now())
            .await
            .map(NativeEngine::from)
    };
    env.spawn_future(stop.clone().guard(opening))
}

/// Builds a club from columns and fits an engine on it.
#[napi(ts_return_type = "Promise<NativeEngine>")]
pub fn from_tables<'env>(
    env: &'env Env,
    tables: Vec<NativeTable>,
    settings: Option<String>,
    as_of: Option<String>,
    stop: &Stop,
) -> Result<PromiseRaw<'env, NativeEngine>> {
    let explicit = explicit(settings.as_deref(), as_of)?;
    let tables = club_tables(tables);
    let flag = stop.flag().clone();
    let fitting = async move {
        let fit = move || HeldEngine::from_tables(&tables, &explicit, Utc::now(), &flag);
        let fitted = tokio::task::spawn_blocking(fit).await;
        fitted
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
            .map(NativeEngine::from)
    };
    env.spawn_future(stop.clone().guard(fitting))
}

fn explicit(settings: Option<&str>, as_of: Option<String>) -> Result<Explicit> {
    Explicit::told(settings, as_of).map_err(|refused| of_load(&refused))
}
