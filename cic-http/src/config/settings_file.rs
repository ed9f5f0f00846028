use std::path::{Path, PathBuf};

use cic_core::Settings;

/// Why a settings file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsFileError {
    /// It cannot be read.
    #[error("the settings file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// Its path as given.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not a settings file, or holds values that cannot be used.
    #[error("the settings file {} cannot be used: {source}", path.display())]
    Invalid {
        /// Its path as given.
        path: PathBuf,
        /// Every fault in it.
        source: cic_core::Error,
    },
}

/// Reads the settings of a TOML file.
///
/// # Errors
/// When the file cannot be read, or any key or value in it cannot be used.
pub fn read_settings(path: &Path) -> Result<Settings, SettingsFileError> {
    let text = std::fs::read_to_string(path).map_err(|source| SettingsFileError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    Settings::from_toml(&text).map_err(|source| SettingsFileError::Invalid {
        path: path.to_owned(),
        source,
    })
}
