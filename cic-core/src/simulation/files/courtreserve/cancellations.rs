use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::line::write_lines;
use super::{LINE_END, confirmation, header, member_number, wall};

const COLUMNS: &str =
    "Confirmation #,Start Date / Time,Player Name,Player _#,Cancellation Reason,Cancelled On,Cancelled By";

/// The Cancellation Report.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let ledger = &club.history.ledger;
    let calendar = &club.world.calendar;
    write_lines(out, &header(COLUMNS), LINE_END, ledger.len(), |rows, lines| {
        for row in rows {
            let entry = ledger.entry(row);
            let (Some(cancelled), Some(person)) = (entry.cancelled, entry.organiser) else {
                continue;
            };
            let name = club.world.people[person as usize].name.full();
            lines.number(confirmation(row, &entry));
            lines.field(|bytes| wall(calendar, entry.start, bytes));
            lines.text(&name);
            lines.text(&member_number(club, person));
            lines.text(match (entry.called_off_by_club, entry.occurrence) {
                (true, Some(_)) => "Too few registrants",
                (true, None) => "Court needed by the club",
                (false, _) => "",
            });
            lines.field(|bytes| wall(calendar, cancelled, bytes));
            lines.text(if entry.called_off_by_club {
                "Front Desk"
            } else {
                &name
            });
            lines.end();
        }
    })
}
