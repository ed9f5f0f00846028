//! Per-member behaviour as of an instant. Only play before `as_of` counts.
//!
//! Days are club-local, windows are half-open and end at `as_of`, and a day counts once however often one plays.

mod behaviour;
mod evidence;
mod feature;
mod home;
mod partners;
pub mod rfm;
mod tally;

pub use behaviour::Behaviour;
pub use evidence::{Evidence, Value};
pub use feature::{Feature, Source};
pub use home::Home;
pub(crate) use home::homes;

use crate::Club;
use crate::domain::Instant;

/// What is observed of everyone, in the order of [`Club::people`].
///
/// `club` must be cut at `as_of` already ([`Club::known_at`]).
#[must_use]
pub fn observe(club: &Club, as_of: Instant) -> Vec<Behaviour> {
    let (tallies, players_are_known) = tally::tally_all(club, as_of);
    let varieties = partners::varieties(club, as_of);
    (tallies.iter().zip(varieties).zip(club.people()))
        .map(|((tally, variety), person)| {
            Behaviour::of(tally, variety, players_are_known, person, club, as_of)
        })
        .collect()
}
