//! The simulated club that is measured.

use std::sync::Arc;

use chrono::NaiveDate;
use cic_core::domain::Instant;
use cic_core::simulation::{SimulatedClub, SimulationOptions, simulate};
use cic_core::{Club, Error, Settings};

/// A club with its settings, and the end of its history.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The club.
    pub club: Arc<Club>,
    /// Its settings.
    pub settings: Settings,
    /// The end of its history.
    pub as_of: Instant,
}

/// Simulates `members` people with a plan over `months` months, the same ones each time.
///
/// # Errors
/// Those of [`simulate`].
pub fn simulated(members: u32, months: u32) -> Result<SimulatedClub, Error> {
    let until = NaiveDate::from_ymd_opt(2026, 2, 15)
        .ok_or_else(|| Error::invalid("until", "2026-02-15 is not in the calendar"))?;
    let options = SimulationOptions {
        members,
        months,
        ..SimulationOptions::new(until)
    };
    simulate(&options, &mut |_| ())
}

impl Measured {
    /// What is known of a simulated club.
    ///
    /// # Errors
    /// A row that the builder refuses, which a simulated club does not have.
    pub fn of(simulated: &SimulatedClub) -> Result<Self, Error> {
        let club = simulated
            .club()
            .map_err(|error| Error::invalid("club", error.to_string()))?;
        Ok(Self {
            club: Arc::new(club),
            settings: simulated.settings().clone(),
            as_of: simulated.as_of(),
        })
    }
}

/// A club of 2,000 people with a plan and two years, for benches that take a moment.
///
/// # Errors
/// Those of [`simulated`].
pub fn small() -> Result<Measured, Error> {
    Measured::of(&simulated(2_000, 24)?)
}
