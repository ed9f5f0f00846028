use std::io::{self, Write};

use super::super::club::SimulatedClub;
use super::line::{push_number, write_lines};

const HEADER: &str = "id,member_id,booking_time,court_id,revenue_generated,ends_at,booked_at,cancelled_at,status,kind,\
                      occurrence_id,players,guests";

/// `bookings.csv`: one row a court and party, one row a registrant of a session.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let (world, ledger) = (&club.world, &club.history.ledger);
    write_lines(out, HEADER, b"\n", ledger.len(), |rows, lines| {
        for row in rows {
            let entry = ledger.entry(row);
            let id = |person: &u32| world.people[*person as usize].id;
            let organiser = entry.organiser.as_ref().map(id);
            let time = |minute: i32| move |bytes: &mut Vec<u8>| world.calendar.write_rfc3339(minute, bytes);
            lines.number(row as u32 + 1);
            lines.field(|bytes| organiser.iter().for_each(|id| push_number(bytes, *id)));
            lines.field(time(entry.start));
            lines.number(u32::from(entry.court));
            lines.money(entry.revenue);
            lines.field(time(entry.start + i32::from(entry.minutes)));
            lines.field(time(entry.booked));
            lines.field(|bytes| entry.cancelled.into_iter().for_each(|minute| time(minute)(bytes)));
            lines.plain(entry.status.as_str().as_bytes());
            lines.plain(entry.kind.as_str().as_bytes());
            lines.field(|bytes| {
                if let Some(occurrence) = entry.occurrence {
                    bytes.push(b'O');
                    push_number(bytes, occurrence + 1);
                }
            });
            lines.field(|bytes| {
                for (place, id) in organiser
                    .into_iter()
                    .chain(entry.players.iter().map(id))
                    .enumerate()
                {
                    if place > 0 {
                        bytes.push(b';');
                    }
                    push_number(bytes, id);
                }
            });
            lines.number(u32::from(entry.guests));
            lines.end();
        }
    })
}
