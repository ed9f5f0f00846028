//! The engine that stands on the store now: settings and as-of of the latest fit, unless said otherwise.

use std::sync::Arc;

use crate::{FitRecord, Store};
use cic_core::domain::{ApprovedPrice, Instant, SegmentOverride, parse_as_of};
use cic_core::engine::Models;
use cic_core::event_decision::Commitment;
use cic_core::{Engine, ErrorKind, Fault, Settings, Stop};

/// What a process was told explicitly; the rest comes from the latest fit, and without one from defaults and now.
#[derive(Debug, Clone, Default)]
pub struct Explicit {
    /// Settings of a file.
    pub settings: Option<Settings>,
    /// An instant or a club-local time or day, as written.
    pub as_of: Option<String>,
}

impl Explicit {
    /// What a caller said: settings as JSON text, and an instant as text.
    ///
    /// # Errors
    /// Settings that cannot be used.
    pub fn told(settings: Option<&str>, as_of: Option<String>) -> Result<Self, LoadError> {
        let settings = settings.map(Settings::from_json).transpose()?;
        Ok(Self { settings, as_of })
    }

    /// The settings to use, given the latest fit.
    ///
    /// # Errors
    /// When the settings of the latest fit are not those of this version.
    pub fn settings(&self, fit: Option<&FitRecord>) -> Result<Settings, LoadError> {
        match (&self.settings, fit) {
            (Some(settings), fit) => {
                // What the club learned from its own decisions belongs to the store, not to the file.
                let fitted = fit.and_then(|fit| Settings::from_json(&fit.settings).ok());
                let mut settings = settings.clone();
                if let Some(fitted) = fitted.filter(|_| settings.event.observed.is_empty()) {
                    settings.event.observed = fitted.event.observed;
                }
                Ok(settings)
            }
            (None, Some(fit)) => Settings::from_json(&fit.settings).map_err(LoadError::StoredSettings),
            (None, None) => Ok(Settings::default()),
        }
    }

    /// The instant named explicitly, if one was.
    ///
    /// # Errors
    /// When the text is not one instant in the venue's zone.
    pub fn as_of(&self, settings: &Settings) -> Result<Option<Instant>, LoadError> {
        let Some(text) = &self.as_of else { return Ok(None) };
        parse_as_of(text, settings.venue.time_zone)
            .map(Some)
            .map_err(|error| LoadError::AsOf(error.to_string()))
    }
}

/// Why no engine can be made.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] cic_core::Error),
    /// The explicit instant cannot be read.
    #[error("as of: {0}")]
    AsOf(String),
    /// Another version wrote the settings.
    #[error("the settings of the latest fit cannot be used: {0}; run `cic fit --settings FILE`")]
    StoredSettings(cic_core::Error),
    /// Files that cannot be imported, or a profile that cannot be used.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Files(Vec<Fault>),
    /// The fit died.
    #[error("the fit ended without an answer, by a fault of the engine; please report it")]
    Died,
}

impl LoadError {
    /// The kind, for mapping to a status, an exception or a code.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Store(error) => error.kind(),
            Self::Engine(error) => error.kind(),
            Self::AsOf(_) | Self::Files(_) => ErrorKind::Invalid,
            Self::StoredSettings(_) => ErrorKind::Unavailable,
            Self::Died => ErrorKind::Internal,
        }
    }

    /// The faults of refused settings or of an instant that cannot be read, else nothing.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Engine(error) => error.faults().to_vec(),
            Self::AsOf(message) => vec![Fault::new("as_of", message)],
            Self::Files(faults) => faults.clone(),
            _ => Vec::new(),
        }
    }
}

/// What is stored, as far as it changes answers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Basis {
    fit: Option<FitRecord>,
    latest_import: Option<i64>,
    overrides: Vec<SegmentOverride>,
    approved_prices: Vec<ApprovedPrice>,
    commitments: Vec<Commitment>,
}

impl Basis {
    async fn read(store: &dyn Store) -> Result<Self, crate::Error> {
        Ok(Self {
            fit: store.latest_fit().await?,
            latest_import: store.imports().await?.first().map(|import| import.id),
            overrides: store.overrides().await?,
            approved_prices: store.approved_prices().await?,
            commitments: commitments(store).await?,
        })
    }

    fn has_the_rows_of(&self, other: &Self) -> bool {
        self.fit == other.fit && self.latest_import == other.latest_import
    }

    fn has_the_words_of(&self, other: &Self) -> bool {
        self.overrides == other.overrides
            && self.approved_prices == other.approved_prices
            && self.commitments == other.commitments
    }

    /// The engine under what people decided.
    fn laid_over(&self, fitted: &Engine) -> Arc<Engine> {
        let engine = fitted.with_overrides(&self.overrides);
        let engine = engine.with_approved_prices(&self.approved_prices);
        Arc::new(engine.with_commitments(&self.commitments))
    }
}

/// An engine and the state of the store it stands on.
#[derive(Debug)]
pub struct Current {
    /// Answers every question, people's overrides included.
    pub engine: Arc<Engine>,
    /// The store's revision from which on answers are as they are: part of every `ETag`.
    pub revision: i64,
    seen_revision: i64,
    fitted: Arc<Engine>,
    basis: Basis,
}

/// Loads the club and fits the engine on it.
///
/// # Errors
/// When the store fails or the engine refuses what is stored.
pub async fn load(store: &dyn Store, explicit: &Explicit, now: Instant) -> Result<Current, LoadError> {
    // The revision is read first: whatever is committed while the rest is read makes the next look find a newer one.
    let revision = store.revision().await?;
    let basis = Basis::read(store).await?;
    load_on(store, explicit, now, revision, basis).await
}

/// What stands on the store now, if that differs from `standing`.
///
/// Overrides and approved prices are laid over the fitted engine; only an import or a fit makes a new one.
///
/// # Errors
/// When the store fails or the engine refuses what is stored.
pub async fn renew(
    store: &dyn Store,
    explicit: &Explicit,
    standing: &Current,
    now: Instant,
) -> Result<Option<Current>, LoadError> {
    let revision = store.revision().await?;
    if revision == standing.seen_revision {
        return Ok(None);
    }
    let basis = Basis::read(store).await?;
    if !basis.has_the_rows_of(&standing.basis) {
        return load_on(store, explicit, now, revision, basis).await.map(Some);
    }
    // A logged decision raises the revision too, and changes no answer.
    let (engine, revision_of_answers) = if basis.has_the_words_of(&standing.basis) {
        (Arc::clone(&standing.engine), standing.revision)
    } else {
        (basis.laid_over(&standing.fitted), revision)
    };
    Ok(Some(Current {
        engine,
        revision: revision_of_answers,
        seen_revision: revision,
        fitted: Arc::clone(&standing.fitted),
        basis,
    }))
}

async fn load_on(
    store: &dyn Store,
    explicit: &Explicit,
    now: Instant,
    revision: i64,
    basis: Basis,
) -> Result<Current, LoadError> {
    let settings = explicit.settings(basis.fit.as_ref())?;
    let fitted_as_of = basis.fit.as_ref().map(|fit| fit.as_of);
    let as_of = explicit.as_of(&settings)?.or(fitted_as_of).unwrap_or(now);
    // Models of another version are fitted again: they hold nothing that the club does not.
    let stored = basis.fit.as_ref().and_then(|fit| fit.models.as_deref());
    let models = stored.and_then(|text| Models::from_json(text).ok());
    let fitted = fit_engine(store, settings, as_of, models).await?;
    let engine = basis.laid_over(&fitted);
    Ok(Current {
        engine,
        revision,
        seen_revision: revision,
        fitted,
        basis,
    })
}

/// The committed events; one that this version cannot read is skipped, and its courts must be blocked by hand.
pub(crate) async fn commitments(store: &dyn Store) -> Result<Vec<Commitment>, crate::Error> {
    let records = store.commitments().await?;
    Ok(records
        .iter()
        .filter_map(|record| serde_json::from_str(&record.commitment).ok())
        .collect())
}

/// Loads the club and fits an engine on it, with stored models where they stand on the same inputs, off the event loop
/// and without overrides. When the future is dropped, the fit ends too.
pub(crate) async fn fit_engine(
    store: &dyn Store,
    settings: Settings,
    as_of: Instant,
    models: Option<Models>,
) -> Result<Arc<Engine>, LoadError> {
    let club = Arc::new(store.load_club(&settings.venue).await?);
    let stop = Stop::new();
    let _ends_with_this_future = stop.raise_when_dropped();
    let fitting = tokio::task::spawn_blocking(move || {
        Engine::fit_until(&club, &settings, as_of, models.as_ref(), &stop)
    });
    Ok(Arc::new(fitting.await.map_err(|_panic| LoadError::Died)??))
}
