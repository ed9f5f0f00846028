use chrono::TimeDelta;

use super::players::{guest_count, player_ids};
use super::reading::{Reading, charge, word};
use crate::domain::venue_clock::parse_clock;
use crate::domain::{Booking, BookingKind, BookingStatus, Instant, Money, Venue};
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::{Courts, LONGEST_ID, checked_id};
use crate::ingest::{FileRefused, Row};

/// No court is taken for longer; an end beyond is a slip.
const LONGEST_DAYS: i64 = 31;

pub(super) struct BookingColumns {
    id: BoundField,
    registrant: BoundField,
    member_id: BoundField,
    starts_at: BoundField,
    ends_at: BoundField,
    duration: BoundField,
    courts: BoundField,
    revenue: BoundField,
    booked_at: BoundField,
    cancelled_at: BoundField,
    status: BoundField,
    kind: BoundField,
    occurrence: BoundField,
    players: BoundField,
    guests: BoundField,
    known_courts: Courts,
    guest_ids: Vec<String>,
    time_of_day: Option<u16>,
    occurrence_has_start: bool,
}

/// Who plays, beside the organiser.
#[derive(Default)]
struct Party {
    players: Vec<String>,
    guests: u16,
}

impl BookingColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>, venue: &Venue) -> Result<Self, FileRefused> {
        let mut bind = |name| BoundField::bind(table, name, columns);
        let named = table.fields.get("courts").and_then(|field| field.0.first());
        Ok(Self {
            registrant: bind("registrant")?,
            member_id: bind("member_id")?,
            ends_at: bind("ends_at")?,
            duration: bind("duration")?,
            courts: bind("courts")?,
            revenue: bind("revenue")?,
            booked_at: bind("booked_at")?,
            cancelled_at: bind("cancelled_at")?,
            status: bind("status")?,
            kind: bind("kind")?,
            occurrence: bind("occurrence")?,
            players: bind("players")?,
            guests: bind("guests")?,
            id: BoundField::bind_needed(table, "id", columns)?,
            starts_at: BoundField::bind_needed(table, "starts_at", columns)?,
            known_courts: Courts::new(
                venue,
                &named.map(|source| source.courts.clone()).unwrap_or_default(),
            ),
            guest_ids: table.guest_ids.clone(),
            time_of_day: table.time_of_day.as_deref().and_then(parse_clock),
            occurrence_has_start: table.occurrence_has_start,
        })
    }

    /// One booking a court; rows of several courts share an occurrence, and the first bears the revenue.
    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Vec<Row>, ValueFault> {
        let starts_at = self.start(record, reading)?;
        let ends_at = self.end(record, reading, starts_at)?;
        let (organiser, party) = self.party(record)?;
        let cancelled_at = reading.moment(&self.cancelled_at, record)?;
        let mut booking = Booking {
            source: reading.profile.clone(),
            external_id: self.external_id(record)?,
            member_id: organiser,
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
        let mut courts = self.courts(record)?;
        if courts.1.is_empty() {
            booking.court_id = courts.0;
            return Ok(vec![Row::Booking(booking)]);
        }
        courts.1.insert(0, courts.0.unwrap_or_default());
        Ok(on_each_court(&booking, &courts.1))
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

    fn start(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Instant, ValueFault> {
        let value = self.starts_at.needed(record)?;
        let moment = value.read(|text| reading.moments.read(text))?;
        if !moment.is_day {
            return Ok(moment.at);
        }
        let Some(minute) = self.time_of_day else {
            return Err(value.fault("the start of play has no time of day; export it with one"));
        };
        reading.days_without_time += 1;
        value.read(|text| reading.moments.on_day(text, minute))
    }

    fn end(&self, record: &Record<'_>, reading: &mut Reading, start: Instant) -> Result<Instant, ValueFault> {
        let written = self.ends_at.value(record)?;
        if !written.text.is_empty() {
            let moment = written.read(|text| reading.moments.read(text))?;
            // A day alone tells nothing: so it is when a joined time is empty.
            if !moment.is_day {
                return checked_end(start, moment.at).map_err(|reason| written.fault(reason));
            }
        }
        let duration = self.duration.value(record)?;
        if duration.text.is_empty() {
            return Ok(start + TimeDelta::minutes(i64::from(reading.booking_minutes)));
        }
        let unit = duration
            .source
            .and_then(|source| source.unit_minutes)
            .unwrap_or(1.0);
        let seconds = duration.read(|text| {
            let seconds = text.replace(',', ".").parse::<f64>().unwrap_or(f64::NAN) * unit * 60.0;
            let most = LONGEST_DAYS as f64 * 86_400.0;
            if seconds >= 1.0 && seconds <= most {
                #[expect(clippy::cast_possible_truncation, reason = "at most LONGEST_DAYS in seconds")]
                return Ok(seconds.round() as i64);
            }
            Err(format!(
                "this is not a duration above 0 and up to {LONGEST_DAYS} days"
            ))
        })?;
        Ok(start + TimeDelta::seconds(seconds))
    }

    /// The organiser, and the players without repeats and without the organiser; one who stands for guests is a
    /// guest.
    fn party(&self, record: &Record<'_>) -> Result<(Option<String>, Party), ValueFault> {
        let mut party = Party::default();
        let mut organiser = self
            .member_id
            .read(record, |text| checked_id(text).map(str::to_owned))?;
        if organiser.as_ref().is_some_and(|id| self.guest_ids.contains(id)) {
            organiser = None;
            party.guests = 1;
        }
        let list = self.players.value(record)?;
        if !list.text.is_empty() {
            player_ids(&list, |id| {
                if self.guest_ids.iter().any(|guest| guest == id) {
                    party.guests = party.guests.saturating_add(1);
                } else if Some(id) != organiser.as_deref() && !party.players.iter().any(|known| known == id) {
                    party.players.push(id.to_owned());
                }
            })?;
        }
        let guests = self.guests.value(record)?;
        if !guests.text.is_empty() {
            party.guests = party.guests.saturating_add(guest_count(&guests));
        }
        Ok((organiser, party))
    }

    fn courts(&self, record: &Record<'_>) -> Result<(Option<u16>, Vec<u16>), ValueFault> {
        let cell = self.courts.value(record)?;
        if cell.text.is_empty() {
            return Ok((None, Vec::new()));
        }
        let Some(separator) = cell.source.and_then(|source| source.separator.as_deref()) else {
            return Ok((Some(cell.read(|text| self.known_courts.read(text))?), Vec::new()));
        };
        let mut courts: Vec<u16> = Vec::new();
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
        let mut courts = courts.into_iter();
        Ok((courts.next(), courts.collect()))
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

fn checked_end(start: Instant, end: Instant) -> Result<Instant, String> {
    if end <= start {
        return Err("the booking ends before it starts, or at once".to_owned());
    }
    if end - start > TimeDelta::days(LONGEST_DAYS) {
        return Err(format!("a booking lasts {LONGEST_DAYS} days at most"));
    }
    Ok(end)
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
