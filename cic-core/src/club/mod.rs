//! What is known: immutable, columnar, in memory.
//!
//! [`ClubBuilder`] makes a [`Club`] from rows in any order. [`Club::known_at`] is the only cut in time:
//! everything downstream sees a club from which later knowledge is gone.

mod booking_row;
mod bookings;
mod builder;
mod club_error;
mod fingerprint;
mod id_index;
mod knowledge;
mod local_clock;
mod ordering;
mod people;
mod play;
pub mod tables;

use crate::domain::{Tract, Venue, ZipCentroid};

pub use booking_row::BookingRow;
pub use bookings::{BookingView, Bookings};
pub(crate) use bookings::{Played, instant_of, seconds_of};
pub use builder::ClubBuilder;
pub use club_error::ClubError;
pub(crate) use id_index::IdIndex;
pub(crate) use local_clock::{LocalClock, LocalStart};
pub use people::Person;
pub(crate) use play::Play;

/// A club's members, bookings and what else is known of them.
///
/// Members have an index, their rank by id; bookings have one too, their rank by start.
#[derive(Debug, Clone)]
pub struct Club {
    venue: Venue,
    people: Vec<Person>,
    bookings: Bookings,
    play: Play,
    tracts: Vec<Tract>,
    zip_centroids: Vec<ZipCentroid>,
}

impl Club {
    /// The place.
    #[must_use]
    pub const fn venue(&self) -> &Venue {
        &self.venue
    }

    /// Everyone the club knows, by id ascending.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The index of the member with this id.
    #[must_use]
    pub fn find(&self, member_id: &str) -> Option<usize> {
        self.people
            .binary_search_by(|person| person.member.id.as_str().cmp(member_id))
            .ok()
    }

    /// Every booking, by start.
    #[must_use]
    pub const fn bookings(&self) -> &Bookings {
        &self.bookings
    }

    /// Who played when.
    pub(crate) const fn play(&self) -> &Play {
        &self.play
    }

    /// Census tracts, by geoid.
    #[must_use]
    pub fn tracts(&self) -> &[Tract] {
        &self.tracts
    }

    /// Middles of postal codes, by code.
    #[must_use]
    pub fn zip_centroids(&self) -> &[ZipCentroid] {
        &self.zip_centroids
    }

    /// Whether any member has a plan: without one in the whole club, plans are not recorded at all.
    #[must_use]
    pub fn knows_plans(&self) -> bool {
        self.people.iter().any(|person| person.member.plan.is_some())
    }

    /// Bytes held by the booking columns and their indexes.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.bookings.memory_bytes() + self.play.memory_bytes()
    }
}
