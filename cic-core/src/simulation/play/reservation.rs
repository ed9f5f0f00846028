//! A court for a party: who comes along, which court, at what time.

use super::super::person::NOBODY;
use super::super::premises::HALVES_PER_DAY;
use super::super::tariff;
use super::super::timetable::FREE;
use super::{Activity, Group, Play, Row, Wish};
use crate::domain::{BookingKind, BookingStatus};

/// Chance that someone asked says yes: when they wanted to play anyway, and when they did not.
const WILLING: f64 = 0.9;
const PERSUADED: f64 = 0.06;
/// Minutes before play after which nobody books.
pub(super) const LEAST_AHEAD: i32 = 5;
/// People asked for one seat.
const ASKED: usize = 4;
/// Chance that a seat nobody wanted goes to a guest.
const GUEST: f64 = 0.3;

impl Play<'_> {
    /// Books a court for a wish, at another time of the day if need be; or counts it as lost.
    pub(super) fn reserve(&mut self, wish: &Wish) {
        let (slot, halves) = (usize::from(wish.slot), usize::from(wish.halves));
        let habits = &self.stage.world.people[wish.person as usize].habits;
        let favourite = usize::from(habits.favourite_court);
        let hour = self.weekday(slot) * 24 + slot % HALVES_PER_DAY / 2;
        let is_history = self.stage.week < self.stage.world.calendar.weeks;
        let place = self.place(slot, halves, favourite, usize::from(habits.flexibility_halves));
        if is_history {
            let demand = &mut self.stage.demand[hour];
            demand.wished += 1;
            match place {
                Some((found, _)) if found == slot => demand.served += 1,
                Some(_) => demand.shifted += 1,
                None => demand.lost += 1,
            }
        }
        let Some((slot, court)) = place else {
            self.stage.impressions[wish.person as usize].refused += 1;
            return;
        };
        if self.start(slot as u16) <= wish.booked + LEAST_AHEAD {
            return;
        }
        self.occupy(wish.person, slot as u16);
        let first = self.row_players.len() as u32;
        let lesson = wish.activity == Activity::Lesson;
        let guests = if lesson { 0 } else { self.gather(wish, slot as u16) };
        let players = (first, self.row_players.len() as u32);
        let plan = self.plan(wish.person);
        let revenue = if lesson {
            tariff::LESSON
        } else {
            let half = slot % HALVES_PER_DAY;
            tariff::court(plan, self.weekday(slot), half, halves) + u32::from(guests) * tariff::GUEST
        };
        let row = Row {
            slot: slot as u16,
            halves: wish.halves,
            court: court as u16,
            organiser: wish.person,
            kind: if lesson {
                BookingKind::Lesson
            } else {
                BookingKind::Reservation
            },
            status: BookingStatus::Booked,
            booked: wish.booked,
            cancelled: 0,
            by_club: false,
            revenue,
            guests,
            group: Group::Alone,
            players,
        };
        let index = self.seat(row);
        self.tempt(index, wish.person);
    }

    /// Takes the court for a row and keeps the row.
    pub(super) fn seat(&mut self, row: Row) -> u32 {
        let index = self.rows.len() as u32;
        let (slot, halves, court) = (
            usize::from(row.slot),
            usize::from(row.halves),
            usize::from(row.court),
        );
        debug_assert!((slot..slot + halves).all(|half| self.timetable.holder(half, court) == FREE));
        self.timetable.take(slot, halves, court, index);
        self.rows.push(row);
        index
    }

    /// The nearest time at which a court is free, earlier before later, and the court.
    pub(super) fn place(
        &self,
        slot: usize,
        halves: usize,
        favourite: usize,
        flexibility: usize,
    ) -> Option<(usize, usize)> {
        let day = slot / HALVES_PER_DAY;
        (0..=2 * flexibility).find_map(|turn| {
            let shift = turn.div_ceil(2);
            let other = if turn % 2 == 1 {
                slot.checked_sub(shift)?
            } else {
                slot + shift
            };
            let fits = other / HALVES_PER_DAY == day && self.is_open(other, halves);
            let court = fits.then(|| self.timetable.find(other, halves, favourite))??;
            Some((other, court))
        })
    }

    /// Asks people along; the number of guests who fill up the court.
    fn gather(&mut self, wish: &Wish, slot: u16) -> u8 {
        let world = self.stage.world;
        let four = self
            .dice
            .chance(world.people[wish.person as usize].habits.doubles);
        let seats = if four { 3 } else { 1 };
        let first = self.row_players.len();
        let mut guests = 0;
        for _ in 0..seats {
            let joined = (0..ASKED).find_map(|_| {
                let stage = &mut self.stage;
                let asked = stage
                    .acquaintance
                    .candidate(world, stage.present, wish.person, &mut self.dice);
                let yes = asked != NOBODY && asked != wish.person && self.accepts(asked, wish, slot);
                yes.then_some(asked)
            });
            if let Some(joined) = joined {
                self.occupy(joined, slot);
                self.row_players.push(joined);
            } else if self.dice.chance(GUEST) {
                guests += 1;
            }
        }
        // One cannot play alone, though a few come with a ball machine.
        if self.row_players.len() == first && guests == 0 && !self.dice.chance(0.15) {
            guests = 1;
        }
        guests
    }

    fn accepts(&mut self, asked: u32, wish: &Wish, slot: u16) -> bool {
        let known = self.stage.world.people[asked as usize].joined < wish.booked;
        if !known || self.is_busy(asked, slot) {
            return false;
        }
        let keen = self.stage.appetite_left[asked as usize] > 0;
        self.dice.chance(if keen { WILLING } else { PERSUADED })
    }
}
