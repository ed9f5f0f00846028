use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::super::dice::{Dice, Purpose};
use super::super::line::{push_number, write_lines};
use super::{LINE_END, event_name, header, member_number, wall};
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
            if entry.start >= as_of || entry.status == BookingStatus::Cancelled {
                continue;
            }
            let mut dice = Dice::new(world.seed, Purpose::Desk, 1, row as u32);
            let occurrence = entry
                .occurrence
                .map(|number| &ledger.occurrences[number as usize]);
            let repeats = occurrence.is_some_and(|occurrence| !super::speaks_for_event(&entry, occurrence));
            if repeats {
                continue;
            }
            for person in entry.organiser.iter().chain(entry.players) {
                if dice.chance(SLIPS_BY) {
                    continue;
                }
                let plan = world.people[*person as usize].plan;
                let price = if Some(*person) == entry.organiser {
                    entry.revenue
                } else {
                    0
                };
                let arrives = (entry.start + dice.between(-18, 6)).min(as_of - 1);
                lines.text(&member_number(club, *person));
                lines.field(|bytes| wall(&world.calendar, arrives, bytes));
                lines.text(if entry.kind == BookingKind::Session {
                    "Event"
                } else {
                    "Reservation"
                });
                lines.text(&occurrence.map_or_else(String::new, |occurrence| {
                    event_name(club, occurrence, entry.organiser)
                }));
                lines.text(if entry.status == BookingStatus::NoShow {
                    "No Show"
                } else {
                    "Checked In"
                });
                lines.text(plan.map_or("Non-Member/Visitor", |plan| {
                    world.settings.plans[usize::from(plan)].name.as_str()
                }));
                lines.field(|bytes| {
                    bytes.extend_from_slice(if plan.is_none() {
                        b"(Drop-in) $"
                    } else {
                        b"(Member) $"
                    });
                    push_number(bytes, price / 100);
                    bytes.extend_from_slice(b".00");
                });
                lines.end();
            }
        }
    })
}
