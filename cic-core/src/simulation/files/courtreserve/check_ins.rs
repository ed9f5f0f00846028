use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::super::dice::{Dice, Purpose};
use super::super::super::ledger::Entry;
use super::super::super::roster;
use super::super::line::{Lines, write_lines};
use super::{LINE_END, event_name, header, member_number, speaks_for_event, wall};
use crate::domain::{BookingKind, BookingStatus};

const COLUMNS: &str =
    "Player _#,Check-in Date/Time,Registration Type,Event Name,Check-In Status,Membership Name,Price";
/// Share of players who do not pass the desk.
const SLIPS_BY: f64 = 0.06;

/// The Check-in Report: who came to the desk, and that some were expected and did not.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let (world, ledger) = (&club.world, &club.history.ledger);
    let as_of = world.calendar.as_of();
    write_lines(out, &header(COLUMNS), LINE_END, ledger.len(), |rows, lines| {
        for row in rows {
            let entry = ledger.entry(row);
            let occurrence = entry
                .occurrence
                .map(|number| &ledger.occurrences[number as usize]);
            let repeats = occurrence.is_some_and(|occurrence| !speaks_for_event(&entry, occurrence));
            if repeats || entry.start >= as_of || entry.status == BookingStatus::Cancelled {
                continue;
            }
            let event = occurrence.map(|occurrence| event_name(club, occurrence, entry.organiser));
            let mut dice = Dice::new(world.seed, Purpose::Desk, 1, row as u32);
            for person in entry.organiser.iter().chain(entry.players) {
                let arrives = (entry.start + dice.between(-18, 6)).min(as_of - 1);
                if !dice.chance(SLIPS_BY) {
                    line(club, &entry, event.as_deref(), *person, arrives, lines);
                }
            }
        }
    })
}

fn line(
    club: &SimulatedClub,
    entry: &Entry<'_>,
    event: Option<&str>,
    person: u32,
    arrives: i32,
    lines: &mut Lines,
) {
    let world = &club.world;
    let plan = world.people[person as usize].plan;
    let price = if Some(person) == entry.organiser {
        entry.revenue
    } else {
        0
    };
    lines.text(&member_number(club, person));
    lines.field(|bytes| wall(&world.calendar, arrives, bytes));
    lines.text(if entry.kind == BookingKind::Session {
        "Event"
    } else {
        "Reservation"
    });
    lines.optional(event);
    lines.text(if entry.status == BookingStatus::NoShow {
        "No Show"
    } else {
        "Checked In"
    });
    lines.text(plan.map_or("Non-Member/Visitor", |plan| {
        &world.settings.plans[usize::from(plan)].name
    }));
    let payer = if plan.is_none() { "Drop-in" } else { "Member" };
    lines.text(&format!("({payer}) ${}", roster::money(price)));
    lines.end();
}
