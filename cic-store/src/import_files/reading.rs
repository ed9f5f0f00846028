use std::fs::File;
use std::path::Path;

use cic_core::ingest::{self, Batch, FileRefused, ReadOptions, SourceFile};
use tokio::sync::mpsc;

use super::ImportOptions;

/// Rows read at a time.
const BATCH_ROWS: usize = 5_000;
/// Batches read ahead of the database.
const BATCHES_AHEAD: usize = 2;

/// Opens a file and recognises what its rows are.
pub(super) fn recognise(
    path: &Path,
    name: &str,
    options: &ImportOptions<'_>,
) -> Result<SourceFile<File>, FileRefused> {
    let unreadable = |error: std::io::Error| refused(format!("the file cannot be read: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(refused("this is not a file; name the files in it".to_owned()));
    }
    let how = ReadOptions {
        venue: &options.settings.venue,
        import: &options.settings.import,
        profiles: &options.profiles.all,
        profile_name: options.profiles.name.as_deref(),
        recorded_at: options.now,
    };
    ingest::open(file, name, &how)
}

const fn refused(reason: String) -> FileRefused {
    FileRefused {
        line: None,
        column: None,
        reason,
    }
}

/// What the reading thread says.
enum Word {
    Stretch(Batch, u64),
    Refused(FileRefused),
    End(Vec<String>),
}

/// A file that is read on a thread of its own, a little ahead of whoever takes its rows.
pub(super) struct Reading {
    words: mpsc::Receiver<Word>,
}

/// What comes next of a file.
pub(super) enum Next {
    /// Rows, and how many bytes have been read so far.
    Rows(Batch, u64),
    /// The end, with the notes on the file.
    End(Vec<String>),
}

impl Reading {
    pub(super) fn begin(file: SourceFile<File>) -> Self {
        let (say, words) = mpsc::channel(BATCHES_AHEAD);
        tokio::task::spawn_blocking(move || read(file, &say));
        Self { words }
    }

    /// Whatever comes next, or why the file as a whole cannot be taken.
    pub(super) async fn next(&mut self) -> Result<Next, FileRefused> {
        match self.words.recv().await {
            Some(Word::Stretch(batch, bytes_read)) => Ok(Next::Rows(batch, bytes_read)),
            Some(Word::End(notes)) => Ok(Next::End(notes)),
            Some(Word::Refused(refused)) => Err(refused),
            None => Err(refused("the file could not be read to its end".to_owned())),
        }
    }
}

fn read(mut file: SourceFile<File>, say: &mpsc::Sender<Word>) {
    let mut is_heard = true;
    while is_heard {
        let word = match file.next_batch(BATCH_ROWS) {
            Ok(Some(batch)) => Word::Stretch(batch, file.bytes_read()),
            Ok(None) => Word::End(file.notes()),
            Err(refused) => Word::Refused(refused),
        };
        let is_last = !matches!(word, Word::Stretch(..));
        is_heard = say.blocking_send(word).is_ok() && !is_last;
    }
}
