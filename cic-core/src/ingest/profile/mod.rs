//! A booking system described as data: its reports, what their columns are called, how their values are written.

mod built_in;
mod check;
mod condition;
mod field;
mod field_names;
mod table;

use serde::Deserialize;

pub use condition::Condition;
pub use field::{Field, Source};
pub use table::{DecimalMark, Format, OtherColumns, Table, ZonePolicy};

use crate::error::{Error, Result};

/// One source, usually a booking system, with one table per report that it writes.
///
/// The grammar is described in `profiles/README.md` beside the built-in ones.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What `--profile` and reports call it, and what its rows carry as their source.
    pub name: String,
    /// What it reads, for people.
    #[serde(default)]
    pub description: String,
    /// Its reports.
    #[serde(rename = "table")]
    pub tables: Vec<Table>,
}

impl Profile {
    /// Reads a profile's text; all faults are reported together, syntax faults with their line.
    ///
    /// ```
    /// let profile = cic_core::ingest::Profile::from_toml(r#"
    ///     name = "house"
    ///     [[table]]
    ///     name = "people"
    ///     kind = "members"
    ///     recognised_by = ["no", "who"]
    ///     [table.fields]
    ///     id = "no"
    ///     name = "who"
    /// "#).unwrap();
    /// assert_eq!(profile.tables.len(), 1);
    /// ```
    pub fn from_toml(text: &str) -> Result<Self> {
        let profile: Self = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Error::invalid(format!("profile line {line}"), error.message().to_owned())
        })?;
        let faults = profile.faults();
        if faults.is_empty() {
            Ok(profile)
        } else {
            Err(Error::Invalid(faults))
        }
    }

    /// The sources that the crate knows: the canonical files, the phase-one files, CourtReserve and Playtomic.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        built_in::profiles()
    }
}
