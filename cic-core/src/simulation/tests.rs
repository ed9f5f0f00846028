//! Whether the simulated club is true to life.

mod churn;
mod demand;
mod files;
mod people;
mod rows;

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::ledger::Entry;
use super::{LatentType, SimulatedClub, SimulationOptions, simulate};
use crate::domain::BookingStatus;

fn options(members: u32, months: u32, seed: u64) -> SimulationOptions {
    let until = NaiveDate::from_ymd_opt(2026, 2, 15).unwrap();
    SimulationOptions {
        members,
        months,
        seed,
        ..SimulationOptions::new(until)
    }
}

fn simulated(members: u32, months: u32, seed: u64) -> SimulatedClub {
    simulate(&options(members, months, seed), &mut |_| ()).unwrap()
}

/// Five hundred members and two years.
static CLUB: LazyLock<SimulatedClub> = LazyLock::new(|| simulated(500, 24, 1));

/// Bookings of the history that were played.
fn played(club: &SimulatedClub) -> impl Iterator<Item = Entry<'_>> {
    let as_of = club.world.calendar.as_of();
    let entries = club.history.ledger.entries();
    entries.filter(move |entry| entry.status == BookingStatus::Booked && entry.start < as_of)
}

fn everyone<'a>(entry: &Entry<'a>) -> impl Iterator<Item = usize> + use<'a> {
    entry
        .organiser
        .into_iter()
        .chain(entry.players.iter().copied())
        .map(|person| person as usize)
}

fn of_kind(club: &SimulatedClub, kind: LatentType) -> Vec<usize> {
    let people = club.world.people.iter().enumerate();
    people
        .filter(|(_, person)| person.kind == kind && person.plan.is_some())
        .map(|(index, _)| index)
        .collect()
}

#[test]
fn history_ends_at_local_midnight_after_the_last_day() {
    assert_eq!(CLUB.as_of().to_rfc3339(), "2026-02-16T06:00:00+00:00");
}

#[test]
fn progress_ends_at_one_and_never_falls() {
    let mut heard = vec![0.0];
    simulate(&options(30, 3, 1), &mut |share| heard.push(share)).unwrap();
    assert!(heard.windows(2).all(|pair| pair[0] < pair[1]));
    assert!((heard[heard.len() - 1] - 1.0).abs() < 1e-12);
}

#[test]
fn the_smallest_and_the_longest_clubs_are_simulated() {
    assert_eq!(simulated(1, 1, 3).truth().people.len(), 1);
    assert!(simulated(3, 240, 3).bookings() > 1_000);
}
