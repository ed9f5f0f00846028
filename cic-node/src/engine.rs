//! An engine and what it stands on.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::Utc;
use cic_core::{Club, Engine, Settings};
use cic_store::Store;
use cic_store::standing::{Current, Explicit, LoadError, load, renew};
use napi::Env;
use napi::bindgen_prelude::{AsyncTask, PromiseRaw};
use napi_derive::napi;

use crate::ask::Ask;
use crate::error::{Result, internal, of_engine, of_load};
use crate::share;
use crate::stop::Stop;
use crate::tables::{NativeTable, Taken};

/// The engine that answers now.
pub(crate) struct Standing {
    engine: RwLock<Arc<Engine>>,
    opened: Option<Opened>,
}

/// The store behind an engine, what the caller said of it, and what was found there last.
struct Opened {
    store: Arc<dyn Store>,
    explicit: Explicit,
    current: tokio::sync::Mutex<Current>,
}

impl Standing {
    async fn open(url: &str, explicit: Explicit) -> Result<Self, LoadError> {
        let store = cic_store::open(url).await?;
        let current = load(store.as_ref(), &explicit, Utc::now()).await?;
        let engine = RwLock::new(Arc::clone(&current.engine));
        let current = tokio::sync::Mutex::new(current);
        Ok(Self {
            engine,
            opened: Some(Opened {
                store,
                explicit,
                current,
            }),
        })
    }

    fn fit(tables: &Taken, explicit: &Explicit) -> Result<Self, LoadError> {
        let settings = explicit.settings(None)?;
        let as_of = explicit.as_of(&settings)?.unwrap_or_else(Utc::now);
        let club = Arc::new(Club::from_tables(&tables.tables(), &settings)?);
        let engine = Engine::fit(&club, &settings, as_of)?;
        Ok(Self {
            engine: RwLock::new(Arc::new(engine)),
            opened: None,
        })
    }

    fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn refresh(&self) -> Result<bool, LoadError> {
        let Some(opened) = &self.opened else {
            return Ok(false);
        };
        let mut current = opened.current.lock().await;
        let renewed = renew(opened.store.as_ref(), &opened.explicit, &current, Utc::now()).await?;
        let Some(renewed) = renewed else { return Ok(false) };
        let changes = !Arc::ptr_eq(&current.engine, &renewed.engine);
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&renewed.engine);
        *current = renewed;
        Ok(changes)
    }
}

/// A handle on an engine.
#[napi]
pub struct NativeEngine(Arc<Standing>);

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
        let engine = self.0.engine();
        engine
            .as_of()
            .with_timezone(&engine.settings().venue.time_zone)
            .to_rfc3339()
    }

    /// The JSON text of the settings it was fitted with.
    #[napi(getter)]
    pub fn settings(&self) -> String {
        self.0.engine().settings().to_json()
    }

    /// The JSON text of the answer to `question`.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn ask(&self, question: String, request: String, stop: &Stop) -> AsyncTask<Ask> {
        AsyncTask::new(Ask {
            engine: self.0.engine(),
            question,
            request,
            stop: stop.clone(),
        })
    }

    /// Takes up what the store holds now; whether answers may differ.
    #[napi(ts_return_type = "Promise<boolean>")]
    pub fn refresh<'env>(&self, env: &'env Env, stop: &Stop) -> Result<PromiseRaw<'env, bool>> {
        let standing = Arc::clone(&self.0);
        let refreshing = async move { standing.refresh().await.map_err(|failed| of_load(&failed)) };
        env.spawn_future(stop.clone().guard(refreshing))
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
        let standing = Standing::open(&url, explicit)
            .await
            .map_err(|failed| of_load(&failed))?;
        Ok(NativeEngine(Arc::new(standing)))
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
    let tables = Taken::new(tables);
    let fitting = async move {
        let fitted = tokio::task::spawn_blocking(move || Standing::fit(&tables, &explicit)).await;
        let standing = fitted
            .map_err(|_panic| internal())?
            .map_err(|failed| of_load(&failed))?;
        Ok(NativeEngine(Arc::new(standing)))
    };
    env.spawn_future(stop.clone().guard(fitting))
}

/// What a caller said about settings and the instant.
fn explicit(settings: Option<&str>, as_of: Option<String>) -> Result<Explicit> {
    let settings = settings.map(Settings::from_json).transpose();
    Ok(Explicit {
        settings: settings.map_err(|refused| of_engine(&refused))?,
        as_of,
    })
}
