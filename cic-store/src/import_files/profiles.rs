use std::path::Path;

use cic_core::ingest::Profile;

/// The sources to recognise, and the one that is asked for.
#[derive(Debug, Clone)]
pub struct Profiles {
    /// Those built in, and the club's own.
    pub(super) all: Vec<Profile>,
    /// Reads with this one alone.
    pub(super) name: Option<String>,
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// No built-in profile has the name, and no file is there.
    #[error("no profile has the name {name:?} and no file is there; built in are {}", built_in.join(", "))]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        built_in: Vec<String>,
    },
    /// The file cannot be read.
    #[error("the profile {name} cannot be read: {source}")]
    Unreadable {
        /// Its path.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not a profile.
    #[error("the profile {name} cannot be used: {source}")]
    Invalid {
        /// Its path.
        name: String,
        /// Every fault in it.
        source: cic_core::Error,
    },
}

impl Profiles {
    /// Those built in; with `chosen`, that one alone: the name of a built-in one, or the path of a TOML file.
    ///
    /// # Errors
    /// When there is no such profile or the file is not one.
    pub fn choose(chosen: Option<&str>) -> Result<Self, ProfileError> {
        let mut all = Profile::built_in();
        let Some(chosen) = chosen else {
            return Ok(Self { all, name: None });
        };
        if !all.iter().any(|profile| profile.name == chosen) {
            if !Path::new(chosen).exists() {
                return Err(ProfileError::Unknown {
                    name: chosen.to_owned(),
                    built_in: all.iter().map(|profile| profile.name.clone()).collect(),
                });
            }
            let own = read(chosen)?;
            let name = Some(own.name.clone());
            // The club's own wins over a built-in one of the same name.
            all.retain(|profile| Some(profile.name.as_str()) != name.as_deref());
            all.push(own);
            return Ok(Self { all, name });
        }
        Ok(Self {
            all,
            name: Some(chosen.to_owned()),
        })
    }
}

fn read(path: &str) -> Result<Profile, ProfileError> {
    let name = || path.to_owned();
    let text =
        std::fs::read_to_string(path).map_err(|source| ProfileError::Unreadable { name: name(), source })?;
    Profile::from_toml(&text).map_err(|source| ProfileError::Invalid { name: name(), source })
}
