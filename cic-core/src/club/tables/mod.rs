//! A club from named columns, as data frames and arrays of other languages hold them.
//!
//! The columns are those of the canonical CSV files. Text, dictionaries, numbers, timestamps with and without a
//! zone, days and lists are read as they lie, in pieces and on all threads; whatever cannot be read is refused
//! with the table, the column, the row (from 0), the value and the remedy.

mod bookings;
mod cells;
mod column;
mod enrichment;
mod members;
mod owned;
mod surveys;
mod table;

#[cfg(test)]
mod tests;

pub use column::{Column, TextRows, Validity, Values};
pub use table::{Batch, Table};

pub(crate) use cells::{Times, charge};
pub(crate) use column::Cell;
pub(crate) use table::{Found, Reading};

use super::{Club, ClubBuilder};
use crate::error::{Error, Fault, Result};
use crate::settings::Settings;

const NO_SUCH_MEMBER: &str = "no row of `members` has this id; add the member or drop the row";

/// The tables of a club; only members are needed.
#[derive(Default)]
pub struct ClubTables<'a> {
    /// id [, name, email, join_date, status, cancelled_at, plan, monthly_fee, renews_on, home_zip_code, home_address,
    /// household].
    pub members: Option<Table<'a>>,
    /// member_id, booking_time [, id, court_id, revenue_generated, ends_at, booked_at, cancelled_at, status, kind,
    /// occurrence_id, players, guests].
    pub bookings: Option<Table<'a>>,
    /// member_id, survey_name, question, response [, answered_at].
    pub surveys: Option<Table<'a>>,
    /// member_id [, employer, title, company_size, home_address, home_zip_code, linkedin_url, home_lat, home_lon,
    /// last_enriched].
    pub enrichment: Option<Table<'a>>,
}

impl Club {
    /// Builds a club at the settings' venue from columns; those that no field is read from are passed over.
    ///
    /// ```
    /// use cic_core::club::tables::{Batch, ClubTables, Column, Table, Values};
    /// use cic_core::{Club, Settings};
    ///
    /// let members = vec![Column::of_text("id", vec!["M1", "M2"])];
    /// let seconds = vec![1_771_549_200, 1_771_552_800].into();
    /// let bookings = vec![
    ///     Column::of_text("member_id", vec!["M2", "M1"]),
    ///     Column::new("booking_time", Values::Times { ticks: seconds, ticks_per_second: 1, are_instants: true }),
    /// ];
    /// let tables = ClubTables {
    ///     members: Some(Table::new(vec![Batch::new(2, members)])),
    ///     bookings: Some(Table::new(vec![Batch::new(2, bookings)])),
    ///     ..ClubTables::default()
    /// };
    /// let club = Club::from_tables(&tables, &Settings::default())?;
    /// assert_eq!(club.bookings().len(), 2);
    /// # Ok::<(), cic_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Invalid`] with a fault for every column that cannot be read.
    pub fn from_tables(tables: &ClubTables<'_>, settings: &Settings) -> Result<Self> {
        let mut club = ClubBuilder::new(&settings.venue);
        let mut faults = Vec::new();
        let mut add = |name, table: &Option<Table<'_>>, add: Adding| {
            if let Some(table) = table {
                let mut reading = Reading::new(name, table);
                add(&mut reading, settings, &mut club);
                faults.append(&mut reading.faults);
            }
            faults.len()
        };
        if tables.members.is_none() {
            return Err(Error::invalid(
                "members",
                "the table is missing; give one with the column id",
            ));
        }
        // Without members every other row would name someone unknown.
        if add("members", &tables.members, members::add) == 0 {
            add("bookings", &tables.bookings, bookings::add);
            add("surveys", &tables.surveys, surveys::add);
            add("enrichment", &tables.enrichment, enrichment::add);
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        club.build()
            .map_err(|error| Error::Invalid(vec![Fault::new("bookings", error.to_string())]))
    }
}

type Adding = fn(&mut Reading<'_, '_>, &Settings, &mut ClubBuilder);
