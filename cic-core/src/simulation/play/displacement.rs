//! Pushing bookings out for an event or a block, and what the people pushed out do next.

use super::super::calendar::MINUTES_PER_DAY;
use super::super::timetable::{FREE, SESSION};
use super::{Play, Row};
use crate::domain::{BookingKind, BookingStatus};

/// Chance that the desk makes room when the courts are not free.
const YIELDS: f64 = 0.75;
/// Chance that a party pushed out looks for another court that day, and how far it would shift.
const TRIES_AGAIN: f64 = 0.6;
const SHIFT_HALVES: usize = 5;
/// How much less a displacement hurts when another court was found, and how much more at short notice.
const FOUND_ANOTHER: f32 = 0.4;
const SHORT_NOTICE: f32 = 1.5;
const SHORT_NOTICE_MINUTES: i32 = 2 * MINUTES_PER_DAY;

impl Play<'_> {
    /// So many courts, cleared for the whole time at `minute`; none if they cannot be had.
    pub(super) fn clear_courts(
        &mut self,
        slot: usize,
        halves: usize,
        wanted: usize,
        minute: i32,
    ) -> Option<Vec<u16>> {
        let mut costs: Vec<(usize, u16)> = (0..self.stage.world.premises.courts)
            .filter_map(|court| Some((self.parties(slot, halves, court)?.len(), court as u16)))
            .collect();
        costs.sort_unstable();
        costs.truncate(wanted);
        let displaces = costs.iter().any(|(parties, _)| *parties > 0);
        if costs.len() < wanted || (displaces && !self.dice.chance(YIELDS)) {
            return None;
        }
        let mut courts: Vec<u16> = costs.into_iter().map(|(_, court)| court).collect();
        courts.sort_unstable();
        let mut displaced = Vec::new();
        for court in &courts {
            displaced.extend(
                self.parties(slot, halves, usize::from(*court))
                    .unwrap_or_default(),
            );
        }
        for row in &displaced {
            self.call_off(*row, minute, true);
        }
        // The courts are held before anyone looks for another, so that nobody is put back on them.
        for court in &courts {
            self.timetable.take(slot, halves, usize::from(*court), SESSION);
        }
        for row in displaced {
            self.console(row, minute);
        }
        for court in &courts {
            self.timetable.release(slot, halves, usize::from(*court));
        }
        Some(courts)
    }

    /// The bookings that hold a court at a time; none if one of them gives way to nobody.
    fn parties(&self, slot: usize, halves: usize, court: usize) -> Option<Vec<u32>> {
        let mut parties = Vec::new();
        for half in slot..slot + halves {
            match self.timetable.holder(half, court) {
                FREE => {}
                SESSION => return None,
                row => {
                    let kind = self.rows[row as usize].kind;
                    if !matches!(kind, BookingKind::Reservation | BookingKind::Lesson) {
                        return None;
                    }
                    if parties.last() != Some(&row) {
                        parties.push(row);
                    }
                }
            }
        }
        Some(parties)
    }

    /// Perhaps another court for a party pushed out; the hurt stays.
    fn console(&mut self, index: u32, minute: i32) {
        let row = &self.rows[index as usize];
        let (slot, halves, organiser) = (usize::from(row.slot), usize::from(row.halves), row.organiser);
        let mut people = vec![organiser];
        people.extend_from_slice(&self.row_players[row.players.0 as usize..row.players.1 as usize]);
        let start = self.start(row.slot);
        let mut hurt = if start - minute < SHORT_NOTICE_MINUTES {
            SHORT_NOTICE
        } else {
            1.0
        };
        let favourite = usize::from(self.stage.world.people[organiser as usize].habits.favourite_court);
        if self.dice.chance(TRIES_AGAIN)
            && let Some((slot, court)) = self.place(slot, halves, favourite, SHIFT_HALVES)
            && self.start(slot as u16) > minute + 60
            && minute + 30 < self.stage.world.calendar.as_of()
        {
            hurt *= FOUND_ANOTHER;
            let old = &self.rows[index as usize];
            let row = Row {
                slot: slot as u16,
                court: court as u16,
                status: BookingStatus::Booked,
                booked: minute + 30,
                cancelled: 0,
                by_club: false,
                revenue: 0,
                ..*old
            };
            self.seat(row);
        }
        for person in people {
            let impression = &mut self.stage.impressions[person as usize];
            impression.hurt += hurt;
            impression.displacements = impression.displacements.saturating_add(1);
        }
    }
}
