use std::fs::File;
use std::path::{Path, PathBuf};

use cic_core::Settings;
use cic_core::domain::Instant;
use cic_core::ingest::{self, Batch, FileRefused, ReadOptions, RowKind, SourceFile};
use tokio::sync::mpsc;

use super::{ImportOptions, Profiles};

/// Rows read at a time.
const BATCH_ROWS: usize = 5_000;
/// Batches read ahead of the database.
const BATCHES_AHEAD: usize = 2;

/// What the rows of a file are.
pub(super) fn recognise(
    path: &Path,
    name: &str,
    options: &ImportOptions<'_>,
) -> Result<RowKind, FileRefused> {
    let file = open(path, name, options.settings, options.profiles, options.now)?;
    Ok(file.kind())
}

fn open(
    path: &Path,
    name: &str,
    settings: &Settings,
    profiles: &Profiles,
    now: Instant,
) -> Result<SourceFile<File>, FileRefused> {
    let unreadable = |error: std::io::Error| FileRefused {
        line: None,
        column: None,
        reason: format!("the file cannot be read: {error}"),
    };
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(FileRefused {
            line: None,
            column: None,
            reason: "this is a folder; name the files in it".to_owned(),
        });
    }
    let options = ReadOptions {
        venue: &settings.venue,
        import: &settings.import,
        profiles: &profiles.all,
        profile_name: profiles.name.as_deref(),
        recorded_at: now,
    };
    ingest::open(file, name, &options)
}

/// What the reading thread says.
enum Word {
    Profile(String),
    Stretch(Batch, u64),
    Refused(FileRefused),
    End(Vec<String>),
}

/// A file that is read on a thread of its own, a little ahead of whoever takes its rows.
pub(super) struct Reading {
    words: mpsc::Receiver<Word>,
    notes: Option<Vec<String>>,
}

impl Reading {
    pub(super) fn begin(path: &Path, name: &str, options: &ImportOptions<'_>) -> Self {
        let (say, words) = mpsc::channel(BATCHES_AHEAD);
        let task = Task {
            path: path.to_owned(),
            name: name.to_owned(),
            settings: options.settings.clone(),
            profiles: options.profiles.clone(),
            now: options.now,
        };
        tokio::task::spawn_blocking(move || {
            if let Err(refused) = task.read(&say) {
                let _nobody_listens = say.blocking_send(Word::Refused(refused));
            }
        });
        Self { words, notes: None }
    }

    /// The profile that reads the file.
    pub(super) async fn profile(&mut self) -> Result<String, FileRefused> {
        match self.words.recv().await {
            Some(Word::Profile(profile)) => Ok(profile),
            Some(Word::Refused(refused)) => Err(refused),
            _ => Err(broken_off()),
        }
    }

    /// The next rows, with how many bytes have been read so far.
    pub(super) async fn next(&mut self) -> Option<Result<(Batch, u64), FileRefused>> {
        match self.words.recv().await {
            Some(Word::Stretch(batch, bytes_read)) => Some(Ok((batch, bytes_read))),
            Some(Word::Refused(refused)) => Some(Err(refused)),
            Some(Word::End(notes)) => {
                self.notes = Some(notes);
                None
            }
            Some(Word::Profile(_)) | None => None,
        }
    }

    /// The notes on the file, unless reading died before its end.
    pub(super) fn finish(self) -> Option<Vec<String>> {
        self.notes
    }
}

fn broken_off() -> FileRefused {
    FileRefused {
        line: None,
        column: None,
        reason: "the file could not be read to its end".to_owned(),
    }
}

struct Task {
    path: PathBuf,
    name: String,
    settings: Settings,
    profiles: Profiles,
    now: Instant,
}

impl Task {
    fn read(&self, say: &mpsc::Sender<Word>) -> Result<(), FileRefused> {
        let mut file = open(&self.path, &self.name, &self.settings, &self.profiles, self.now)?;
        let mut heard = say
            .blocking_send(Word::Profile(file.profile().to_owned()))
            .is_ok();
        while heard {
            let Some(batch) = file.next_batch(BATCH_ROWS)? else {
                let _nobody_listens = say.blocking_send(Word::End(file.notes().to_vec()));
                break;
            };
            heard = say.blocking_send(Word::Stretch(batch, file.bytes_read())).is_ok();
        }
        Ok(())
    }
}
