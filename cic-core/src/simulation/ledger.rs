//! The bookings of the whole history, one column for each fact.

use super::person::NOBODY;
use crate::domain::{BookingKind, BookingStatus};

/// Not part of a session or event.
pub(super) const NO_OCCURRENCE: u32 = u32::MAX;

/// Bookings in the order in which they were simulated; a booking's id is its place plus one.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    start: Vec<i32>,
    minutes: Vec<u16>,
    court: Vec<u16>,
    organiser: Vec<u32>,
    kind: Vec<BookingKind>,
    status: Vec<BookingStatus>,
    booked: Vec<i32>,
    cancelled: Vec<i32>,
    called_off_by_club: Vec<bool>,
    revenue: Vec<u32>,
    occurrence: Vec<u32>,
    guests: Vec<u8>,
    players_end: Vec<u32>,
    players: Vec<u32>,
    pub(super) occurrences: Vec<Occurrence>,
}

/// Several bookings that are one session or event.
#[derive(Debug, Clone)]
pub(super) struct Occurrence {
    /// Place in the programme; none for a company event.
    pub(super) series: Option<u32>,
    pub(super) courts: Vec<u16>,
}

/// One booking. Times are local minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) start: i32,
    pub(super) minutes: u16,
    /// From 1.
    pub(super) court: u16,
    pub(super) organiser: Option<u32>,
    pub(super) kind: BookingKind,
    pub(super) status: BookingStatus,
    pub(super) booked: i32,
    pub(super) cancelled: Option<i32>,
    /// Displaced by an event or a block, or a session that found too few.
    pub(super) called_off_by_club: bool,
    /// Cents.
    pub(super) revenue: u32,
    pub(super) occurrence: Option<u32>,
    pub(super) guests: u8,
    /// Members beside the organiser.
    pub(super) players: &'a [u32],
}

impl Ledger {
    pub(super) fn push(&mut self, entry: &Entry<'_>) {
        self.start.push(entry.start);
        self.minutes.push(entry.minutes);
        self.court.push(entry.court);
        self.organiser.push(entry.organiser.unwrap_or(NOBODY));
        self.kind.push(entry.kind);
        self.status.push(entry.status);
        self.booked.push(entry.booked);
        self.cancelled.push(entry.cancelled.unwrap_or(i32::MIN));
        self.called_off_by_club.push(entry.called_off_by_club);
        self.revenue.push(entry.revenue);
        self.occurrence.push(entry.occurrence.unwrap_or(NO_OCCURRENCE));
        self.guests.push(entry.guests);
        self.players.extend_from_slice(entry.players);
        self.players_end.push(self.players.len() as u32);
    }

    pub(super) const fn len(&self) -> usize {
        self.start.len()
    }

    pub(super) fn entry(&self, index: usize) -> Entry<'_> {
        let first = index
            .checked_sub(1)
            .map_or(0, |before| self.players_end[before] as usize);
        let named = |number: u32| (number != u32::MAX).then_some(number);
        Entry {
            start: self.start[index],
            minutes: self.minutes[index],
            court: self.court[index],
            organiser: named(self.organiser[index]),
            kind: self.kind[index],
            status: self.status[index],
            booked: self.booked[index],
            cancelled: (self.cancelled[index] != i32::MIN).then_some(self.cancelled[index]),
            called_off_by_club: self.called_off_by_club[index],
            revenue: self.revenue[index],
            occurrence: named(self.occurrence[index]),
            guests: self.guests[index],
            players: &self.players[first..self.players_end[index] as usize],
        }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        (0..self.len()).map(|index| self.entry(index))
    }
}
