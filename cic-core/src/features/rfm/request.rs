use chrono_tz::Tz;
use serde::Deserialize;

use super::{Rfm, RfmNames, RfmOptions};
use crate::club::tables::Table;
use crate::columns::Columns;
use crate::domain::parse_as_of;
use crate::error::{Error, Result};
use crate::json::from_text;

/// A whole table of visits in one go, as the faces ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RfmRequest {
    /// The end of the window: an instant, a club-local time or a day.
    as_of: String,
    /// `America/Chicago`.
    time_zone: String,
    /// See [`RfmOptions::cutoff_hour`].
    cutoff_hour: u32,
    /// The column of customers.
    member: String,
    /// The column of times.
    time: String,
    /// The column of amounts, if there is one.
    #[serde(default)]
    amount: Option<String>,
}

impl RfmRequest {
    /// Reads a request from JSON text.
    ///
    /// # Errors
    /// Text that is no such request.
    pub fn from_json(text: &str) -> Result<Self> {
        Ok(from_text(text.as_bytes())?)
    }

    /// Nothing yet, of what is asked for: tables of visits can be added and parts merged.
    ///
    /// # Errors
    /// A zone that is none, an instant that cannot be read, a cut-off hour beyond 23.
    pub fn begin(&self) -> Result<Rfm> {
        let zone = &self.time_zone;
        let time_zone: Tz = zone.parse().map_err(|_| {
            let message = format!("{zone:?} is no time zone; write it like America/Chicago");
            Error::invalid("time_zone", message)
        })?;
        let as_of = parse_as_of(&self.as_of, time_zone);
        Rfm::new(RfmOptions {
            as_of: as_of.map_err(|error| Error::invalid("as_of", error.to_string()))?,
            time_zone,
            cutoff_hour: self.cutoff_hour,
        })
    }

    /// Adds a table of visits to what was gathered.
    ///
    /// # Errors
    /// [`Error::Invalid`] with a fault for every column that cannot be read.
    pub fn update(&self, rfm: &mut Rfm, visits: &Table<'_>) -> Result<()> {
        let names = RfmNames {
            member: &self.member,
            time: &self.time,
            amount: self.amount.as_deref(),
        };
        rfm.update(visits, names)
    }

    /// What was gathered in many places, each as [`Rfm::to_bytes`] wrote it for this request.
    ///
    /// # Errors
    /// Bytes that it did not write.
    pub fn merged(&self, said: &[Vec<u8>]) -> Result<Rfm> {
        let mut rfm = self.begin()?;
        for bytes in said {
            rfm.merge(&Rfm::from_bytes(bytes, rfm.options)?)?;
        }
        Ok(rfm)
    }

    /// One row a customer; see [`Rfm::finish`].
    #[must_use]
    pub fn finish(&self, rfm: &Rfm) -> Columns {
        rfm.finish(self.amount.is_some())
    }
}
