//! The reports of CourtReserve with their quirks: a byte order mark, `#` before member ids, club-local wall clock.

pub(super) mod cancellations;
pub(super) mod check_ins;
pub(super) mod members;
pub(super) mod registrants;
pub(super) mod reservations;
pub(super) mod transactions;

use chrono::{Datelike, Timelike};

use super::super::calendar::{Calendar, two_digits};
use super::super::club::SimulatedClub;
use super::super::ledger::{Entry, Occurrence};
use super::line::push_number;

/// As exports from spreadsheets begin.
const BYTE_ORDER_MARK: &str = "\u{feff}";
const LINE_END: &[u8] = b"\r\n";
/// Confirmation numbers of events lie beyond those of reservations.
const FIRST_EVENT_CONFIRMATION: u32 = 1_000_000_000;

fn header(columns: &str) -> String {
    format!("{BYTE_ORDER_MARK}{columns}")
}

/// `02/19/2026 7:00 PM`.
fn wall(calendar: &Calendar, minute: i32, out: &mut Vec<u8>) {
    date(calendar, minute, out);
    let wall = calendar.wall(minute);
    let (afternoon, hour) = wall.hour12();
    out.push(b' ');
    push_number(out, hour);
    out.push(b':');
    two_digits(wall.minute() as i32, out);
    out.extend_from_slice(if afternoon { b" PM" } else { b" AM" });
}

/// `02/19/2026`.
fn date(calendar: &Calendar, minute: i32, out: &mut Vec<u8>) {
    let wall = calendar.wall(minute);
    two_digits(wall.month() as i32, out);
    out.push(b'/');
    two_digits(wall.day() as i32, out);
    out.push(b'/');
    push_number(out, wall.year() as u32);
}

/// `Ana Silva (#207216)`.
fn player(club: &SimulatedClub, person: u32) -> String {
    let person = &club.world.people[person as usize];
    format!("{} (#{})", person.name.full(), person.id)
}

fn member_number(club: &SimulatedClub, person: u32) -> String {
    format!("#{}", club.world.people[person as usize].id)
}

/// The number under which the system confirmed a booking; everyone in a session or event shares one.
const fn confirmation(row: usize, entry: &Entry<'_>) -> u32 {
    match entry.occurrence {
        Some(occurrence) => FIRST_EVENT_CONFIRMATION + occurrence,
        None => row as u32 + 1,
    }
}

fn event_name(club: &SimulatedClub, occurrence: &Occurrence, organiser: Option<u32>) -> String {
    if let Some(series) = occurrence.series {
        return format!(
            "{} {}",
            club.world.programme[series as usize].form.name(),
            series + 1
        );
    }
    organiser.map_or_else(String::new, |organiser| {
        let employer = club.world.people[organiser as usize].post.employer;
        format!(
            "Corporate Event {}",
            club.world.employers[usize::from(employer)].name
        )
    })
}

/// Whether a row is the first of its event's courts: the report has one row for all of them.
fn speaks_for_event(entry: &Entry<'_>, occurrence: &Occurrence) -> bool {
    occurrence.series.is_some() || occurrence.courts.first() == Some(&entry.court)
}
