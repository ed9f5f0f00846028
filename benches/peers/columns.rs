use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use cic_core::Club;

use crate::Outcome;

/// Writes the club's columns for polars: members as numbers by id, times as seconds since 1970.
pub(crate) fn write_columns(club: &Club, folder: &Path) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(folder.join("booking_columns.csv"))?);
    writeln!(
        out,
        "organiser,players,starts_at,minutes,revenue_cents,booked_at,status,kind,guests"
    )?;
    let mut line = String::new();
    for booking in club.bookings().iter() {
        line.clear();
        if let Some(organiser) = booking.organiser {
            write!(line, "{organiser}")?;
        }
        line.push(',');
        for (place, player) in booking.players.iter().enumerate() {
            write!(line, "{}{player}", if place == 0 { "" } else { ";" })?;
        }
        write!(
            line,
            ",{},{},{},",
            booking.starts_at,
            booking.minutes,
            booking.revenue.cents()
        )?;
        if let Some(booked_at) = booking.booked_at {
            write!(line, "{booked_at}")?;
        }
        write!(
            line,
            ",{},{},{}",
            booking.status.as_str(),
            booking.kind.as_str(),
            booking.guests
        )?;
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    let mut out = BufWriter::new(File::create(folder.join("member_columns.csv"))?);
    writeln!(out, "member,known_since")?;
    for (member, person) in club.people().iter().enumerate() {
        writeln!(out, "{member},{}", person.known_since.timestamp())?;
    }
    Ok(out.flush()?)
}
