use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::super::ledger::Entry;
use super::super::line::{Lines, write_lines};
use super::{LINE_END, confirmation, event_name, header, member_number, player, speaks_for_event, wall};
use crate::domain::BookingKind;

const COLUMNS: &str = "Confirmation #,Reservation Type,Start Date / Time,End Date / Time,Is Event?,Event Name,Courts,\
                       Player Name,Player Email,Player _#,Members,Members Count,Guests,Created On,Created By,\
                       Payment Status,Fee Amount,Revenue Category";

/// The Reservation Report: every reservation made, an event repeated once a registrant.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let ledger = &club.history.ledger;
    write_lines(out, &header(COLUMNS), LINE_END, ledger.len(), |rows, lines| {
        for row in rows {
            let entry = ledger.entry(row);
            let occurrence = entry
                .occurrence
                .map(|number| &ledger.occurrences[number as usize]);
            if occurrence.is_some_and(|occurrence| !speaks_for_event(&entry, occurrence)) {
                continue;
            }
            if occurrence.is_none() || entry.kind == BookingKind::Block {
                line(club, row, &entry, entry.organiser, entry.players, lines);
                continue;
            }
            for registrant in entry.organiser.iter().chain(entry.players) {
                line(club, row, &entry, Some(*registrant), &[], lines);
            }
        }
    })
}

fn line(
    club: &SimulatedClub,
    row: usize,
    entry: &Entry<'_>,
    person: Option<u32>,
    others: &[u32],
    lines: &mut Lines,
) {
    let calendar = &club.world.calendar;
    let occurrence = entry
        .occurrence
        .map(|number| &club.history.ledger.occurrences[number as usize]);
    let is_event = occurrence.is_some() && entry.kind != BookingKind::Block;
    let members: Vec<String> = person
        .iter()
        .chain(others)
        .map(|person| player(club, *person))
        .collect();
    let name = person.map(|person| club.world.people[person as usize].name.full());
    let email = person.map(|person| {
        let person = &club.world.people[person as usize];
        person.name.email(person.id)
    });
    lines.number(confirmation(row, entry));
    lines.text(reservation_type(entry, members.len()));
    lines.field(|bytes| wall(calendar, entry.start, bytes));
    lines.field(|bytes| wall(calendar, entry.start + i32::from(entry.minutes), bytes));
    lines.plain(if is_event { b"Yes" } else { b"No" });
    lines.text(
        &occurrence
            .filter(|_| is_event)
            .map_or_else(String::new, |occurrence| {
                event_name(club, occurrence, entry.organiser)
            }),
    );
    lines.text(&courts(
        entry,
        occurrence.map(|occurrence| occurrence.courts.as_slice()),
    ));
    lines.optional(name.as_deref());
    lines.optional(email.as_deref());
    lines.text(&person.map_or_else(String::new, |person| member_number(club, person)));
    lines.text(&members.join(", "));
    lines.number(members.len() as u32);
    let guests = if is_event && person != entry.organiser {
        0
    } else {
        entry.guests
    };
    lines.text(
        &(1..=guests)
            .map(|guest| format!("Guest {guest}"))
            .collect::<Vec<_>>()
            .join(", "),
    );
    lines.field(|bytes| wall(calendar, entry.booked, bytes));
    lines.optional(name.as_deref().or(Some("Front Desk")));
    let courts = occurrence.map_or(1, |occurrence| {
        if occurrence.series.is_none() {
            occurrence.courts.len()
        } else {
            1
        }
    });
    let fee = if person == entry.organiser {
        entry.revenue * courts as u32
    } else {
        0
    };
    lines.plain(if fee > 0 { b"Paid" } else { b"Free" });
    lines.money(fee);
    lines.text(revenue_category(entry.kind));
    lines.end();
}

fn courts(entry: &Entry<'_>, of_event: Option<&[u16]>) -> String {
    let courts = of_event.unwrap_or(std::slice::from_ref(&entry.court));
    courts
        .iter()
        .map(|court| format!("Court #{court}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn reservation_type(entry: &Entry<'_>, members: usize) -> &'static str {
    match entry.kind {
        BookingKind::Reservation if members + usize::from(entry.guests) > 2 => "Doubles",
        BookingKind::Reservation => "Singles",
        BookingKind::Session => "Program",
        BookingKind::Lesson => "Private Lesson",
        BookingKind::Event => "Corporate Event",
        BookingKind::Block => "Court Maintenance",
    }
}

const fn revenue_category(kind: BookingKind) -> &'static str {
    match kind {
        BookingKind::Reservation | BookingKind::Block => "Court Fees",
        BookingKind::Session => "Programs",
        BookingKind::Lesson => "Lessons",
        BookingKind::Event => "Events",
    }
}
