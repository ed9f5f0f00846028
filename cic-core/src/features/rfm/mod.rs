//! Visits to what purchase models learn from: per customer, how often they came back, how old they were at their
//! last visit and how long they have been observed. Several visits on one club-local day are one.

mod bytes;
mod gather;
mod layout;
mod request;
mod summary;

use chrono::Datelike;
use chrono_tz::Tz;

use crate::club::IdIndex;
use crate::columns::Columns;
use crate::domain::Instant;
use crate::error::{Error, Result};

pub use request::RfmRequest;

/// Which visits count, and to which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmOptions {
    /// Visits before this instant count.
    pub as_of: Instant,
    /// Where the club's clocks stand.
    pub time_zone: Tz,
    /// A visit before this hour belongs to the day before, 0 to 23.
    pub cutoff_hour: u32,
}

/// What the columns of a table of visits are called.
#[derive(Debug, Clone, Copy)]
pub struct RfmNames<'a> {
    /// Whose visit; a row without a value is passed over.
    pub member: &'a str,
    /// When.
    pub time: &'a str,
    /// What was spent, currency units, if the table has it.
    pub amount: Option<&'a str>,
}

/// Visits gathered in parts that add up: any split of the visits into parts, updated and merged in any order, gives
/// the same answer.
#[derive(Debug, Clone)]
pub struct Rfm {
    options: RfmOptions,
    /// The last club-local day of the window, days since 1970.
    last_day: u32,
    /// In no order that matters.
    parts: Vec<Part>,
    /// Whether all members came as whole numbers.
    numbered: bool,
}

/// Visits of one stretch of rows, whose members have numbers of its own.
#[derive(Debug, Clone, Default)]
struct Part {
    members: IdIndex,
    visits: Vec<Visit>,
    /// What each visit brought; empty where nothing was spent.
    cents: Vec<i64>,
}

/// A visit, or several of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visit {
    member: u32,
    day: u32,
}

impl Rfm {
    /// Nothing yet.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a cut-off hour beyond 23 or an instant before 1970.
    pub fn new(options: RfmOptions) -> Result<Self> {
        if options.cutoff_hour > 23 {
            let message = format!("{} is not an hour from 0 to 23", options.cutoff_hour);
            return Err(Error::invalid("cutoff_hour", message));
        }
        let last_moment = options.as_of - chrono::Duration::nanoseconds(1);
        let wall = last_moment.with_timezone(&options.time_zone).naive_local();
        let day = (wall - chrono::Duration::hours(i64::from(options.cutoff_hour))).date();
        let last_day = u32::try_from(day.num_days_from_ce() - EPOCH_DAY_FROM_CE)
            .map_err(|_| Error::invalid("as_of", "the instant lies before 1970"))?;
        Ok(Self {
            options,
            last_day,
            parts: Vec::new(),
            numbered: true,
        })
    }

    /// Takes in what was gathered elsewhere with the same options.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the options differ.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.options != other.options {
            return Err(Error::invalid(
                "as_of",
                "both parts need the same as_of, time_zone and cutoff_hour",
            ));
        }
        self.numbered &= other.numbered;
        self.parts.extend_from_slice(&other.parts);
        Ok(())
    }

    /// One row a member, by id: `member_id`, `repeat_visits` (days with a visit after the first), `age_at_last_visit`
    /// and `observed_age` (days from the first visit's day to the last visit's and to the window's last day), and
    /// `mean_spend` a repeat visit where amounts were given.
    #[must_use]
    pub fn finish(&self, with_spend: bool) -> Columns {
        summary::columns(self, with_spend)
    }
}

const EPOCH_DAY_FROM_CE: i32 = 719_163;

#[cfg(test)]
mod tests;
