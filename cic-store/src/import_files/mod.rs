//! Files into the store: each is recognised, then they go in by kind, each in one transaction.

mod profiles;
mod reading;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::{ImportFile, Store};
use cic_core::Settings;
use cic_core::domain::Instant;
use cic_core::ingest::{FileRefused, FileReport, ImportReport, RowKind, SourceFile};

pub use profiles::{ProfileError, Profiles};
use reading::{Next, Reading};

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
pub trait Listener: Send {
    /// A file of so many bytes begins.
    fn begins(&mut self, file: &str, bytes: u64);
    /// So many bytes of it have been read.
    fn has_read(&mut self, bytes: u64);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Listener for Silent {
    fn begins(&mut self, _file: &str, _bytes: u64) {}
    fn has_read(&mut self, _bytes: u64) {}
}

/// Why an import stopped. What was imported before stays.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// The profile cannot be used.
    #[error(transparent)]
    Profile(#[from] ProfileError),
}

/// A file that was recognised and waits for its turn.
struct Candidate {
    place: usize,
    name: String,
    bytes: u64,
    file: SourceFile<File>,
}

/// Imports `paths` and reports on each in the order given. A file that is refused keeps no other from going in.
///
/// # Errors
/// When the store fails; what was imported before stays.
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
        let recognised = tokio::task::block_in_place(|| reading::recognise(path, &name, options));
        match recognised {
            Ok(file) => {
                reports.push(None);
                let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
                candidates.push(Candidate {
                    place,
                    name,
                    bytes,
                    file,
                });
            }
            Err(refused) => reports.push(Some(refusal(name, None, refused))),
        }
    }
    candidates.sort_by_key(|candidate| candidate.file.kind());
    for candidate in candidates {
        let place = candidate.place;
        reports[place] = Some(import_one(store, candidate, options, listener).await?);
    }
    Ok(ImportReport {
        files: reports.into_iter().flatten().collect(),
    })
}

async fn import_one(
    store: &dyn Store,
    candidate: Candidate,
    options: &ImportOptions<'_>,
    listener: &mut dyn Listener,
) -> Result<FileReport, ImportError> {
    let Candidate {
        name, bytes, file, ..
    } = candidate;
    listener.begins(&name, bytes);
    let kind = file.kind();
    let of_file = ImportFile {
        name: name.clone(),
        kind,
        profile: file.profile().to_owned(),
        started_at: options.now,
        dry_run: options.dry_run,
    };
    let mut import = store.begin_import(of_file, &options.settings.venue).await?;
    let mut reading = Reading::begin(file);
    loop {
        match reading.next().await {
            Ok(Next::Rows(batch, bytes_read)) => {
                import.take(batch).await?;
                listener.has_read(bytes_read);
            }
            Ok(Next::End(notes)) => return Ok(import.finish(notes).await?),
            // The import is dropped, which rolls it back: nothing of a refused file stays.
            Err(refused) => return Ok(refusal(name, Some(kind), refused)),
        }
    }
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
