//! One week of play: wishes are met in the order in which people sit down to book.

mod closing;
mod displacement;
mod hosting;
mod registration;
mod reservation;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::acquaintance::{Acquaintance, Present};
use super::calendar::MINUTES_PER_DAY;
use super::demand::HourDemand;
use super::dice::{Dice, Purpose};
use super::ledger::Ledger;
use super::person::{Mood, NOBODY};
use super::premises::HALVES_PER_DAY;
use super::timetable::Timetable;
use super::world::World;
use crate::domain::{BookingKind, BookingStatus};

use hosting::Function;
use registration::Meeting;

use super::appetite::{Activity, Wish};

/// A booking while its week is being played.
struct Row {
    slot: u16,
    halves: u8,
    court: u16,
    organiser: u32,
    kind: BookingKind,
    status: BookingStatus,
    booked: i32,
    cancelled: i32,
    by_club: bool,
    revenue: u32,
    guests: u8,
    group: Group,
    players: (u32, u32),
}

/// What a row belongs to within the week.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Alone,
    Meeting(u32),
    Function(u32),
}

/// What happens at a known minute unless something else comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deadline {
    /// The organiser of a row calls it off.
    CallOff(u32),
    /// A meeting is held or falls.
    Muster(u32),
}

/// What a week did to each person.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Impression {
    pub(super) visits: u8,
    /// Wishes that found no court.
    pub(super) refused: u8,
    /// Displacements, weighed by how late and how final they were.
    pub(super) hurt: f32,
    pub(super) displacements: u8,
    /// Cents.
    pub(super) spent: u32,
}

/// What a week needs from outside and leaves behind.
pub(super) struct Stage<'a> {
    pub(super) world: &'a World,
    pub(super) present: &'a Present,
    pub(super) acquaintance: &'a mut Acquaintance,
    pub(super) ledger: &'a mut Ledger,
    pub(super) demand: &'a mut [HourDemand],
    pub(super) impressions: &'a mut [Impression],
    /// Visits still wished for, by person.
    pub(super) appetite_left: Vec<u8>,
    pub(super) week: u32,
}

struct Play<'a> {
    stage: Stage<'a>,
    dice: Dice,
    first_minute: i32,
    timetable: Timetable,
    rows: Vec<Row>,
    row_players: Vec<u32>,
    deadlines: BinaryHeap<Reverse<(i32, Deadline)>>,
    meetings: Vec<Meeting>,
    meeting_of_series: Vec<u32>,
    meetings_by_day: [Vec<u32>; 7],
    functions: Vec<Function>,
    /// Days of the week on which a person already plays.
    busy_days: Vec<u8>,
}

/// Plays a week. Nothing booked or called off after the end of history is written.
pub(super) fn play_week(stage: Stage<'_>, wishes: &[Wish], moods: &[Mood]) {
    let world = stage.world;
    let mut play = Play::open(stage);
    let requests = play.function_requests(moods);
    let mut requests = requests.into_iter().peekable();
    let known_until = world.calendar.as_of();
    for wish in wishes {
        if wish.booked >= known_until {
            break;
        }
        while let Some(request) = requests.next_if(|request| request.booked <= wish.booked) {
            play.settle(request.booked);
            play.host(&request);
        }
        play.settle(wish.booked);
        play.grant(wish);
    }
    for request in requests.take_while(|request| request.booked < known_until) {
        play.settle(request.booked);
        play.host(&request);
    }
    let last_minute = play.first_minute + 7 * MINUTES_PER_DAY;
    play.settle(last_minute.min(known_until - 1));
    play.close();
}

impl<'a> Play<'a> {
    fn open(stage: Stage<'a>) -> Self {
        let world = stage.world;
        let mut play = Self {
            dice: Dice::new(world.seed, Purpose::Play, stage.week, 0),
            first_minute: stage.week as i32 * 7 * MINUTES_PER_DAY,
            timetable: Timetable::new(world.premises.courts),
            rows: Vec::new(),
            row_players: Vec::new(),
            deadlines: BinaryHeap::new(),
            meetings: Vec::new(),
            meeting_of_series: vec![NOBODY; world.programme.len()],
            meetings_by_day: [const { Vec::new() }; 7],
            functions: Vec::new(),
            busy_days: vec![0; world.people.len()],
            stage,
        };
        play.schedule_meetings();
        play
    }

    fn grant(&mut self, wish: &Wish) {
        let person = wish.person as usize;
        if self.stage.appetite_left[person] == 0 || self.is_busy(wish.person, wish.slot) {
            return;
        }
        match wish.activity {
            Activity::Session => self.register(wish),
            Activity::Court | Activity::Lesson => self.reserve(wish),
        }
    }

    /// Lets everything happen that was due by `minute`.
    fn settle(&mut self, minute: i32) {
        while let Some(Reverse((due, deadline))) = self.deadlines.peek().copied() {
            if due > minute {
                break;
            }
            self.deadlines.pop();
            match deadline {
                Deadline::CallOff(row) => self.call_off(row, due, false),
                Deadline::Muster(meeting) => self.muster(meeting, due),
            }
        }
    }

    fn call_off(&mut self, index: u32, minute: i32, by_club: bool) {
        let row = &mut self.rows[index as usize];
        if row.status != BookingStatus::Booked {
            return;
        }
        row.status = BookingStatus::Cancelled;
        // A party put on another court a little later may be pushed out again in between.
        row.cancelled = minute.max(row.booked);
        row.by_club = by_club;
        row.revenue = 0;
        let (slot, halves, court) = (
            usize::from(row.slot),
            usize::from(row.halves),
            usize::from(row.court),
        );
        match row.group {
            Group::Meeting(meeting) => self.meetings[meeting as usize].registered -= 1,
            Group::Alone | Group::Function(_) => self.timetable.release(slot, halves, court),
        }
    }

    /// Perhaps plans for a row to be called off, at a minute between its booking and its start.
    fn tempt(&mut self, index: u32, person: u32) {
        let row = &self.rows[index as usize];
        let habits = &self.stage.world.people[person as usize].habits;
        let start = self.start(row.slot);
        let days_ahead = f64::from((start - row.booked) / MINUTES_PER_DAY);
        if self.dice.chance((habits.calls_off + 0.006 * days_ahead).min(0.5)) {
            let booked = row.booked;
            let share = self.dice.unit().powi(2);
            let mut minute = start - (f64::from(start - booked) * share) as i32;
            if minute.rem_euclid(MINUTES_PER_DAY) < 5 * 60 + 30 {
                minute = minute.div_euclid(MINUTES_PER_DAY) * MINUTES_PER_DAY + 5 * 60 + 30;
            }
            let minute = minute.min(start - 1).max(booked + 1);
            self.deadlines.push(Reverse((minute, Deadline::CallOff(index))));
        }
    }

    fn start(&self, slot: u16) -> i32 {
        self.first_minute + i32::from(slot) * 30
    }

    fn weekday(&self, slot: usize) -> usize {
        let day = self.stage.week as i32 * 7 + (slot / HALVES_PER_DAY) as i32;
        self.stage.world.calendar.weekday(day)
    }

    /// Whether the club is open from a slot of the week for so many half hours.
    fn is_open(&self, slot: usize, halves: usize) -> bool {
        let half = slot % HALVES_PER_DAY;
        self.stage
            .world
            .premises
            .is_open(self.weekday(slot), half, halves)
    }

    fn is_busy(&self, person: u32, slot: u16) -> bool {
        self.busy_days[person as usize] & 1 << (usize::from(slot) / HALVES_PER_DAY) != 0
    }

    fn occupy(&mut self, person: u32, slot: u16) {
        let person = person as usize;
        self.busy_days[person] |= 1 << (usize::from(slot) / HALVES_PER_DAY);
        self.stage.appetite_left[person] = self.stage.appetite_left[person].saturating_sub(1);
    }

    fn plan(&self, person: u32) -> Option<u8> {
        self.stage.world.people[person as usize].plan
    }
}
