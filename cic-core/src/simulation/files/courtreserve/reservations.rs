use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::super::ledger::{Entry, Occurrence};
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
    let event = occurrence.filter(|_| entry.kind != BookingKind::Block);
    let members = person.iter().chain(others).count();
    lines.number(confirmation(row, entry));
    lines.text(reservation_type(entry, members));
    lines.field(|bytes| wall(calendar, entry.start, bytes));
    lines.field(|bytes| wall(calendar, entry.start + i32::from(entry.minutes), bytes));
    lines.plain(if event.is_some() { b"Yes" } else { b"No" });
    let name = event.map(|event| event_name(club, event, entry.organiser));
    lines.optional(name.as_deref());
    lines.text(&courts(entry, occurrence));
    let brings_guests = event.is_none() || person == entry.organiser;
    let guests = if brings_guests { entry.guests } else { 0 };
    party(club, person, others, guests, lines);
    lines.field(|bytes| wall(calendar, entry.booked, bytes));
    let booker = person.map(|person| club.world.people[person as usize].name.full());
    lines.optional(booker.as_deref().or(Some("Front Desk")));
    let courts_charged = event
        .filter(|event| event.series.is_none())
        .map_or(1, |event| event.courts.len());
    let charged = if person == entry.organiser {
        courts_charged as u32
    } else {
        0
    };
    lines.plain(if entry.revenue * charged > 0 {
        b"Paid"
    } else {
        b"Free"
    });
    lines.money(entry.revenue * charged);
    lines.text(revenue_category(entry.kind));
    lines.end();
}

/// The columns from `Player Name` to `Guests`.
fn party(club: &SimulatedClub, person: Option<u32>, others: &[u32], guests: u8, lines: &mut Lines) {
    let known = person.map(|person| &club.world.people[person as usize]);
    lines.optional(known.map(|known| known.name.full()).as_deref());
    lines.optional(known.map(|known| known.name.email(known.id)).as_deref());
    lines.optional(person.map(|person| member_number(club, person)).as_deref());
    let members = person.iter().chain(others).map(|person| player(club, *person));
    let members: Vec<String> = members.collect();
    lines.text(&members.join(", "));
    lines.number(members.len() as u32);
    let guests: Vec<String> = (1..=guests).map(|guest| format!("Guest {guest}")).collect();
    lines.text(&guests.join(", "));
}

fn courts(entry: &Entry<'_>, occurrence: Option<&Occurrence>) -> String {
    let courts = occurrence.map_or(std::slice::from_ref(&entry.court), |occurrence| {
        &occurrence.courts
    });
    let names: Vec<String> = courts.iter().map(|court| format!("Court #{court}")).collect();
    names.join(", ")
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
