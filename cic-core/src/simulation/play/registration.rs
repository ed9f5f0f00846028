//! Meetings: the sessions of one week, and the people who register for them.

use std::cmp::Reverse;

use super::super::person::{NOBODY, dislike};
use super::super::premises::HALVES_PER_DAY;
use super::super::programme::FEWEST;
use super::super::tariff;
use super::super::timetable::SESSION;
use super::reservation::LEAST_AHEAD;
use super::{Deadline, Group, Play, Row, Wish};
use crate::domain::{BookingKind, BookingStatus};

/// Chance of choosing a favourite series before any other session.
const FAITHFUL: f64 = 0.6;
/// Registrants up to which a session draws more, each as much as half an hour of distance.
const WELL_ATTENDED: usize = 7;
/// Sessions looked at on the day wished for, and on any other.
const LOOKED_AT: usize = 6;

/// A session of one week.
pub(super) struct Meeting {
    pub(super) series: u32,
    pub(super) slot: u16,
    pub(super) courts: Vec<u16>,
    pub(super) registered: u16,
    /// The rows of everyone who ever registered.
    pub(super) rows: Vec<u32>,
    pub(super) fallen: bool,
}

impl Play<'_> {
    pub(super) fn schedule_meetings(&mut self) {
        let world = self.stage.world;
        for (index, series) in world.programme.iter().enumerate() {
            let first_weekday = world.calendar.weekday(self.stage.week as i32 * 7);
            let day = (series.weekday + 7 - first_weekday) % 7;
            let slot = day * HALVES_PER_DAY + series.half;
            let mut courts = Vec::new();
            for court in 0..world.premises.courts {
                if courts.len() < series.courts && self.timetable.is_free(slot, series.halves, court) {
                    self.timetable.take(slot, series.halves, court, SESSION);
                    courts.push(court as u16);
                }
            }
            if courts.is_empty() {
                continue;
            }
            let meeting = self.meetings.len() as u32;
            let start = self.start(slot as u16);
            self.deadlines
                .push(Reverse((start - 24 * 60, Deadline::Muster(meeting))));
            self.meeting_of_series[index] = meeting;
            self.meetings_by_day[day].push(meeting);
            self.meetings.push(Meeting {
                series: index as u32,
                slot: slot as u16,
                courts,
                registered: 0,
                rows: Vec::new(),
                fallen: false,
            });
        }
    }

    /// Registers a person for a session with a place left, or counts the wish as lost.
    pub(super) fn register(&mut self, wish: &Wish) {
        let Some(index) = self.choose_meeting(wish) else {
            self.stage.impressions[wish.person as usize].refused += 1;
            return;
        };
        let meeting = &mut self.meetings[index as usize];
        meeting.registered += 1;
        meeting.rows.push(self.rows.len() as u32);
        let series = &self.stage.world.programme[meeting.series as usize];
        let court = meeting.courts[(meeting.rows.len() - 1) % meeting.courts.len()];
        let slot = meeting.slot;
        self.occupy(wish.person, slot);
        let players = self.row_players.len() as u32;
        self.rows.push(Row {
            slot,
            halves: series.halves as u8,
            court,
            organiser: wish.person,
            kind: BookingKind::Session,
            status: BookingStatus::Booked,
            booked: wish.booked,
            cancelled: 0,
            by_club: false,
            revenue: tariff::registration(self.plan(wish.person), series.form.fee()),
            guests: 0,
            group: Group::Meeting(index),
            players: (players, players),
        });
        self.tempt(self.rows.len() as u32 - 1, wish.person);
    }

    fn choose_meeting(&mut self, wish: &Wish) -> Option<u32> {
        let world = self.stage.world;
        let person = &world.people[wish.person as usize];
        if self.dice.chance(FAITHFUL) {
            for series in person.habits.favourite_series {
                let meeting = self
                    .meeting_of_series
                    .get(series as usize)
                    .copied()
                    .unwrap_or(NOBODY);
                if meeting != NOBODY && self.has_place(meeting, wish) {
                    return Some(meeting);
                }
            }
        }
        let day = usize::from(wish.slot) / HALVES_PER_DAY;
        for day in [day, (day + 1 + self.dice.below(6)) % 7] {
            let mut best: Option<(usize, u32)> = None;
            for _ in 0..LOOKED_AT.min(self.meetings_by_day[day].len() * 2) {
                let meeting = self.dice.pick(&self.meetings_by_day[day]);
                if self.has_place(meeting, wish) {
                    let meeting_half = usize::from(self.meetings[meeting as usize].slot) % HALVES_PER_DAY;
                    let apart = meeting_half.abs_diff(usize::from(wish.slot) % HALVES_PER_DAY);
                    let form = world.programme[self.meetings[meeting as usize].series as usize].form;
                    let company = usize::from(self.meetings[meeting as usize].registered).min(WELL_ATTENDED);
                    let price = apart + dislike(person.kind, form) + WELL_ATTENDED - company;
                    if best.is_none_or(|(least, _)| price < least) {
                        best = Some((price, meeting));
                    }
                }
            }
            if let Some((_, meeting)) = best {
                return Some(meeting);
            }
        }
        None
    }

    fn has_place(&self, index: u32, wish: &Wish) -> bool {
        let meeting = &self.meetings[index as usize];
        let seats = self.stage.world.programme[meeting.series as usize].seats();
        !meeting.fallen
            && meeting.registered < seats
            && self.start(meeting.slot) > wish.booked + LEAST_AHEAD
            && !self.is_busy(wish.person, meeting.slot)
    }

    /// A day ahead, a session with too few registrants falls and its courts are free again.
    pub(super) fn muster(&mut self, index: u32, minute: i32) {
        let meeting = &mut self.meetings[index as usize];
        if meeting.registered >= FEWEST {
            return;
        }
        meeting.fallen = true;
        let slot = usize::from(meeting.slot);
        let courts = meeting.courts.clone();
        let registered = std::mem::take(&mut meeting.rows);
        let halves = self.stage.world.programme[meeting.series as usize].halves;
        for court in courts {
            self.timetable.release(slot, halves, usize::from(court));
        }
        for row in registered {
            let booked = self.rows[row as usize].booked;
            self.call_off(row, minute.max(booked + 1), true);
        }
    }
}
