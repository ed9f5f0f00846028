//! What a process is told when it starts, one section a file.

mod limits;
mod settings_file;

pub use limits::Limits;
pub use settings_file::{SettingsFileError, read_settings};
