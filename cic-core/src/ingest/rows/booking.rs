use super::party::PartyColumns;
use super::play_time::PlayTimeColumns;
use super::reading::{Reading, charge, word};
use crate::domain::{Booking, BookingKind, BookingStatus, Instant, Money, Venue};
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::{Courts, LONGEST_ID, checked_id};
use crate::ingest::{FileRefused, Row};

pub(super) struct BookingColumns {
    id: BoundField,
    registrant: BoundField,
    time: PlayTimeColumns,
    party: PartyColumns,
    courts: BoundField,
    revenue: BoundField,
    booked_at: BoundField,
    cancelled_at: BoundField,
    status: BoundField,
    kind: BoundField,
    occurrence: BoundField,
    known_courts: Courts,
    occurrence_has_start: bool,
}

impl BookingColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>, venue: &Venue) -> Result<Self, FileRefused> {
        let mut bind = |name| BoundField::bind(table, name, columns);
        let named = table.fields.get("courts").and_then(|field| field.0.first());
        Ok(Self {
            registrant: bind("registrant")?,
            courts: bind("courts")?,
            revenue: bind("revenue")?,
            booked_at: bind("booked_at")?,
            cancelled_at: bind("cancelled_at")?,
            status: bind("status")?,
            kind: bind("kind")?,
            occurrence: bind("occurrence")?,
            id: BoundField::bind_needed(table, "id", columns)?,
            time: PlayTimeColumns::bind(table, columns)?,
            party: PartyColumns::bind(table, columns)?,
            known_courts: Courts::new(
                venue,
                &named.map(|source| source.courts.clone()).unwrap_or_default(),
            ),
            occurrence_has_start: table.occurrence_has_start,
        })
    }

    /// One booking a court; rows of several courts share an occurrence, and the first bears the revenue.
    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Vec<Row>, ValueFault> {
        let (starts_at, ends_at) = self.time.read(record, reading)?;
        let party = self.party.read(record)?;
        let cancelled_at = reading.moment(&self.cancelled_at, record)?;
        let mut booking = Booking {
            source: reading.profile.clone(),
            external_id: self.external_id(record)?,
            member_id: party.organiser,
            starts_at,
            ends_at,
            court_id: None,
            revenue: charge(&self.revenue, record)?.unwrap_or_default(),
            booked_at: reading.moment(&self.booked_at, record)?,
            cancelled_at,
            status: self.status(record, cancelled_at)?,
            kind: self.kind(record)?,
            occurrence: self.occurrence(record, starts_at)?,
            players: party.players,
            guests: party.guests,
        };
        let courts = self.courts(record)?;
        if courts.len() > 1 {
            return Ok(on_each_court(&booking, &courts));
        }
        booking.court_id = courts.first().copied();
        Ok(vec![Row::Booking(booking)])
    }

    fn external_id(&self, record: &Record<'_>) -> Result<String, ValueFault> {
        let id = self.id.needed(record)?;
        let registrant = self.registrant.value(record)?;
        if registrant.text.is_empty() {
            return id.read(|text| checked_id(text).map(str::to_owned));
        }
        let combined = registrant_id(&id.text, &registrant.text);
        checked_id(&combined).map_err(|reason| id.fault(reason))?;
        Ok(combined)
    }

    fn courts(&self, record: &Record<'_>) -> Result<Vec<u16>, ValueFault> {
        let cell = self.courts.value(record)?;
        if cell.text.is_empty() {
            return Ok(Vec::new());
        }
        let Some(separator) = cell.source.and_then(|source| source.separator.as_deref()) else {
            return Ok(vec![cell.read(|text| self.known_courts.read(text))?]);
        };
        let mut courts = Vec::new();
        for name in cell
            .text
            .split(separator)
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let court = self
                .known_courts
                .read(name)
                .map_err(|reason| cell.fault(reason))?;
            if !courts.contains(&court) {
                courts.push(court);
            }
        }
        Ok(courts)
    }

    fn status(
        &self,
        record: &Record<'_>,
        cancelled_at: Option<Instant>,
    ) -> Result<BookingStatus, ValueFault> {
        let written = word(
            &self.status,
            record,
            BookingStatus::parse,
            "booked, cancelled, no_show",
        )?;
        Ok(written.unwrap_or(if cancelled_at.is_some() {
            BookingStatus::Cancelled
        } else {
            BookingStatus::Booked
        }))
    }

    fn kind(&self, record: &Record<'_>) -> Result<BookingKind, ValueFault> {
        const KNOWN: &str = "reservation, session, lesson, event, block";
        Ok(word(&self.kind, record, BookingKind::parse, KNOWN)?.unwrap_or(BookingKind::Reservation))
    }

    fn occurrence(&self, record: &Record<'_>, start: Instant) -> Result<Option<String>, ValueFault> {
        let value = self.occurrence.value(record)?;
        if value.text.is_empty() {
            return Ok(None);
        }
        let id = if self.occurrence_has_start {
            format!("{} {}", start.format("%Y-%m-%dT%H:%MZ"), value.text)
        } else {
            value.text.to_string()
        };
        // A name is no id: a long one is cut, and the start still tells occurrences apart.
        if self.occurrence_has_start {
            return Ok(Some(id.chars().take(LONGEST_ID).collect()));
        }
        value.read(|_| checked_id(&id).map(|id| Some(id.to_owned())))
    }
}

/// The id of one registrant's row, where a source repeats a booking for each.
pub(super) fn registrant_id(id: &str, registrant: &str) -> String {
    format!("{id}#{registrant}")
}

fn on_each_court(booking: &Booking, courts: &[u16]) -> Vec<Row> {
    let occurrence = booking
        .occurrence
        .clone()
        .unwrap_or_else(|| booking.external_id.clone());
    courts
        .iter()
        .enumerate()
        .map(|(index, court)| {
            Row::Booking(Booking {
                external_id: format!("{}/{court}", booking.external_id),
                court_id: Some(*court),
                revenue: if index == 0 { booking.revenue } else { Money::ZERO },
                occurrence: Some(occurrence.clone()),
                ..booking.clone()
            })
        })
        .collect()
}
