use std::io;
use std::path::PathBuf;

use crate::config::SettingsFileError;
use cic_store::import_files::ImportError;
use cic_store::standing::LoadError;

/// Why a command did not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments make no sense together.
    #[error("{0}")]
    Usage(String),
    /// The command was understood and refused.
    #[error("{0}")]
    Refused(String),
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] cic_core::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] cic_store::Error),
    /// No engine could be made.
    #[error(transparent)]
    Load(LoadError),
    /// The settings file cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsFileError),
    /// The import failed.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A file could not be written or read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard output could not be written.
    #[error("the output could not be written: {0}")]
    Output(io::Error),
}

impl Failure {
    /// 1 for what was refused or failed, 2 for bad usage.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }

    /// Whether the reader of our output went away (`cic members | head`), which is nobody's fault.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::AsOf(message) => Self::Usage(format!("--as-of: {message}")),
            error => Self::Load(error),
        }
    }
}
