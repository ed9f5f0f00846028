use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::line::write_lines;
use super::{LINE_END, event_name, header, member_number, wall};
use crate::domain::BookingStatus;

const COLUMNS: &str =
    "Event Date,Event Name,Event Type,Player Name,Player #,Registration Status,Payment Status,Fee Amount";

/// Event Registrants: everyone who registered for a session.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let (world, ledger) = (&club.world, &club.history.ledger);
    write_lines(out, &header(COLUMNS), LINE_END, ledger.len(), |rows, lines| {
        for row in rows {
            let entry = ledger.entry(row);
            let occurrence = entry
                .occurrence
                .map(|number| &ledger.occurrences[number as usize]);
            let (Some(occurrence), Some(person)) = (occurrence, entry.organiser) else {
                continue;
            };
            let Some(series) = occurrence.series else { continue };
            lines.field(|bytes| wall(&world.calendar, entry.start, bytes));
            lines.text(&event_name(club, occurrence, None));
            lines.text(world.programme[series as usize].form.name());
            lines.text(&world.people[person as usize].name.full());
            lines.text(&member_number(club, person));
            lines.plain(match entry.status {
                BookingStatus::Booked => b"Registered".as_slice(),
                BookingStatus::Cancelled => b"Cancelled",
                BookingStatus::NoShow => b"No Show",
            });
            lines.plain(if entry.revenue > 0 { b"Paid" } else { b"Free" });
            lines.money(entry.revenue);
            lines.end();
        }
    })
}
