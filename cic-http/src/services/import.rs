//! Files into the store: each is recognised, then they go in by kind, each in one transaction.

mod profiles;
mod reading;

use std::path::{Path, PathBuf};

use cic_core::Settings;
use cic_core::domain::Instant;
use cic_core::ingest::{FileRefused, FileReport, ImportReport, RowKind};
use cic_store::{ImportFile, Store};

pub use profiles::{ProfileError, Profiles};
use reading::Reading;

/// How files are imported.
#[derive(Debug, Clone)]
pub struct ImportOptions<'a> {
    /// The venue, and how dates are read.
    pub settings: &'a Settings,
    /// The sources to recognise.
    pub profiles: &'a Profiles,
    /// The moment of the import.
    pub now: Instant,
    /// Report what would happen, and change nothing.
    pub dry_run: bool,
}

/// Hears how far an import is.
pub trait Listener {
    /// A file of so many bytes begins.
    fn begins(&mut self, file: &str, bytes: u64);
    /// So many bytes of it have been read.
    fn has_read(&mut self, bytes: u64);
}

/// Why an import stopped. What was imported before stays.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] cic_store::Error),
    /// The profile cannot be used.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// Reading died.
    #[error("{0} could not be read to its end")]
    Reading(String),
}

/// A file that was recognised and waits for its turn.
struct Candidate {
    place: usize,
    path: PathBuf,
    name: String,
    kind: RowKind,
}

/// Imports `paths` and reports on each in the order given. A file that is refused keeps no other from going in.
///
/// # Errors
/// When the store fails.
pub async fn import_files(
    store: &dyn Store,
    paths: &[PathBuf],
    options: &ImportOptions<'_>,
    listener: &mut dyn Listener,
) -> Result<ImportReport, ImportError> {
    let mut reports: Vec<Option<FileReport>> = Vec::with_capacity(paths.len());
    let mut candidates = Vec::with_capacity(paths.len());
    for (place, path) in paths.iter().enumerate() {
        let name = file_name(path);
        match reading::recognise(path, &name, options) {
            Ok(kind) => {
                reports.push(None);
                candidates.push(Candidate {
                    place,
                    path: path.clone(),
                    name,
                    kind,
                });
            }
            Err(refused) => reports.push(Some(refusal(name, None, refused))),
        }
    }
    candidates.sort_by_key(|candidate| candidate.kind);
    for candidate in candidates {
        let report = import_one(store, &candidate, options, listener).await?;
        reports[candidate.place] = Some(report);
    }
    Ok(ImportReport {
        files: reports.into_iter().flatten().collect(),
    })
}

async fn import_one(
    store: &dyn Store,
    candidate: &Candidate,
    options: &ImportOptions<'_>,
    listener: &mut dyn Listener,
) -> Result<FileReport, ImportError> {
    let bytes = std::fs::metadata(&candidate.path).map_or(0, |file| file.len());
    listener.begins(&candidate.name, bytes);
    let mut reading = Reading::begin(&candidate.path, &candidate.name, options);
    let profile = match reading.profile().await {
        Ok(profile) => profile,
        Err(refused) => return Ok(refusal(candidate.name.clone(), Some(candidate.kind), refused)),
    };
    let file = ImportFile {
        name: candidate.name.clone(),
        kind: candidate.kind,
        profile,
        started_at: options.now,
        dry_run: options.dry_run,
    };
    let mut import = store.begin_import(file, &options.settings.venue).await?;
    while let Some(stretch) = reading.next().await {
        match stretch {
            Ok((batch, bytes_read)) => {
                import.take(batch).await?;
                listener.has_read(bytes_read);
            }
            // The import is dropped, which rolls it back: nothing of a refused file stays.
            Err(refused) => return Ok(refusal(candidate.name.clone(), Some(candidate.kind), refused)),
        }
    }
    let notes = reading
        .finish()
        .ok_or_else(|| ImportError::Reading(candidate.name.clone()))?;
    Ok(import.finish(notes).await?)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn refusal(file: String, kind: Option<RowKind>, refused: FileRefused) -> FileReport {
    FileReport {
        file,
        kind,
        profile: None,
        rows: 0,
        accepted: 0,
        updated: 0,
        unchanged: 0,
        quarantined: Vec::new(),
        refused: Some(refused),
        notes: Vec::new(),
    }
}
