use super::files::{self, SimulatedFile};
use super::history::{History, live};
use super::truth::Truth;
use super::world::World;
use super::{SimulationOptions, profile, roster, survey};
use crate::club::{BookingRow, ClubError};
use crate::domain::Instant;
use crate::error::Result;
use crate::{Club, ClubBuilder, Settings};

/// A simulated club: its exports, and the truth behind them.
pub struct SimulatedClub {
    pub(super) world: World,
    pub(super) history: History,
    truth: Truth,
}

/// Simulates a club; `progress` hears the share done, 0 to 1.
///
/// The same options give the same club on any number of threads.
///
/// # Errors
/// [`crate::Error::Invalid`] with every fault of the options.
///
/// ```
/// use chrono::NaiveDate;
/// use cic_core::simulation::{SimulationOptions, simulate};
///
/// let until = NaiveDate::from_ymd_opt(2026, 2, 15).unwrap();
/// let options = SimulationOptions { members: 20, months: 2, ..SimulationOptions::new(until) };
/// let club = simulate(&options, &mut |_| ()).unwrap();
/// assert!(club.bookings() > 0);
/// ```
pub fn simulate(options: &SimulationOptions, progress: &mut dyn FnMut(f64)) -> Result<SimulatedClub> {
    options.check()?;
    let world = World::new(options);
    let history = live(&world, progress);
    let truth = Truth::of(&world, &history);
    Ok(SimulatedClub {
        world,
        history,
        truth,
    })
}

impl SimulatedClub {
    /// The settings that `settings.toml` holds.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.world.settings
    }

    /// Every latent value.
    #[must_use]
    pub const fn truth(&self) -> &Truth {
        &self.truth
    }

    /// The end of history: club-local midnight after `until`.
    #[must_use]
    pub fn as_of(&self) -> Instant {
        self.world.calendar.instant(self.world.calendar.as_of())
    }

    /// How many bookings there are, each registration for a session counted as one.
    #[must_use]
    pub const fn bookings(&self) -> usize {
        self.history.ledger.len()
    }

    /// The files of [`SimulatedClub`]: canonical at the top, CourtReserve's reports in `courtreserve/`.
    #[must_use]
    pub const fn files() -> &'static [SimulatedFile] {
        files::ALL
    }

    /// The club that an import of the canonical files makes, without going through text.
    ///
    /// # Errors
    /// Those of [`ClubBuilder`]; a simulated club has no rows that it refuses.
    pub fn club(&self) -> Result<Club, ClubError> {
        let mut builder = ClubBuilder::new(&self.world.settings.venue);
        self.fill(&mut builder)?;
        builder.build()
    }

    /// Adds every row of the canonical files to `builder`.
    ///
    /// # Errors
    /// Those of [`ClubBuilder`].
    pub fn fill(&self, builder: &mut ClubBuilder) -> Result<(), ClubError> {
        for tract in &self.world.town.tracts {
            builder.tract(profile::tract(tract));
        }
        for index in 0..self.world.people.len() {
            builder.member(&roster::member(self, index))?;
        }
        self.fill_bookings(builder)?;
        for index in 0..self.world.people.len() {
            for response in survey::responses(self, index) {
                builder.survey(response)?;
            }
            if let Some(enrichment) = profile::enrichment(self, index) {
                builder.enrichment(enrichment)?;
            }
        }
        Ok(())
    }

    fn fill_bookings(&self, builder: &mut ClubBuilder) -> Result<(), ClubError> {
        let calendar = &self.world.calendar;
        let ids: Vec<String> = self
            .world
            .people
            .iter()
            .map(|person| person.id.to_string())
            .collect();
        for entry in self.history.ledger.entries() {
            let occurrence = entry.occurrence.map(roster::occurrence_id);
            let row = BookingRow {
                member_id: entry.organiser.map(|person| ids[person as usize].as_str()),
                starts_at: calendar.instant(entry.start),
                ends_at: calendar.instant(entry.start + i32::from(entry.minutes)),
                court_id: Some(entry.court),
                revenue: roster::money(entry.revenue),
                booked_at: Some(calendar.instant(entry.booked)),
                cancelled_at: entry.cancelled.map(|minute| calendar.instant(minute)),
                status: entry.status,
                kind: entry.kind,
                occurrence: occurrence.as_deref(),
                guests: u16::from(entry.guests),
            };
            builder.booking(
                row,
                entry.players.iter().map(|player| ids[*player as usize].as_str()),
            )?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for SimulatedClub {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SimulatedClub")
            .field("people", &self.world.people.len())
            .field("bookings", &self.bookings())
            .finish_non_exhaustive()
    }
}
