//! Company events and blocks: requests for several courts that may push others out.

use super::super::calendar::{MINUTES_PER_DAY, WAKING};
use super::super::person::{Mood, NOBODY};
use super::super::premises::HALVES_PER_DAY;
use super::super::tariff;
use super::{Group, Play, Row};
use crate::domain::{BookingKind, BookingStatus};

/// Blocks (repairs, a school's hour) a court and week.
const BLOCKS_PER_COURT_AND_WEEK: f64 = 0.06;
/// Half hours at which company events like to begin, on weekdays.
const LIKED_HALVES: [usize; 5] = [30, 34, 35, 36, 37];

/// A request for courts for several hours.
pub(super) struct FunctionRequest {
    pub(super) booked: i32,
    organiser: u32,
    kind: BookingKind,
    slot: u16,
    halves: u8,
    courts: u8,
}

/// A request that was granted.
pub(super) struct Function {
    pub(super) slot: u16,
    pub(super) courts: Vec<u16>,
}

impl Play<'_> {
    /// The week's requests, in the order in which they are made.
    pub(super) fn function_requests(&mut self, moods: &[Mood]) -> Vec<FunctionRequest> {
        let world = self.stage.world;
        let mut requests = Vec::new();
        for organiser in &self.stage.present.by_kind[0] {
            let yearly = world.people[*organiser as usize].habits.events_a_year;
            let keen = moods[*organiser as usize].appetite.min(0.0).exp();
            if yearly > 0.0 && self.dice.chance(yearly / 52.0 * keen) {
                let day = self.dice.below(7);
                if self.weekday(day * HALVES_PER_DAY) < 5 {
                    let slot = day * HALVES_PER_DAY + self.dice.pick(&LIKED_HALVES);
                    let days_ahead = 2 + self.dice.exponential(9.0).min(28.0) as i32;
                    let courts = self.dice.between(2, 4) as u8;
                    let halves = self.dice.between(4, 6) as u8;
                    requests.push(self.request(
                        *organiser,
                        BookingKind::Event,
                        slot,
                        halves,
                        courts,
                        days_ahead,
                    ));
                }
            }
        }
        let blocks = self
            .dice
            .poisson(world.premises.courts as f64 * BLOCKS_PER_COURT_AND_WEEK);
        for _ in 0..blocks {
            let slot = self.dice.below(7) * HALVES_PER_DAY + self.dice.below(HALVES_PER_DAY - 12) + 12;
            let days_ahead = 1 + self.dice.exponential(2.0).min(10.0) as i32;
            let halves = self.dice.between(4, 8) as u8;
            requests.push(self.request(NOBODY, BookingKind::Block, slot, halves, 1, days_ahead));
        }
        let known = |request: &FunctionRequest| {
            request.organiser == NOBODY || world.people[request.organiser as usize].joined < request.booked
        };
        requests.retain(known);
        requests.sort_by_key(|request| request.booked);
        requests
    }

    fn request(
        &mut self,
        organiser: u32,
        kind: BookingKind,
        slot: usize,
        halves: u8,
        courts: u8,
        days_ahead: i32,
    ) -> FunctionRequest {
        let day = self.start(slot as u16).div_euclid(MINUTES_PER_DAY) - days_ahead;
        FunctionRequest {
            booked: day * MINUTES_PER_DAY + self.dice.between(WAKING.0 + 120, WAKING.1 - 240),
            organiser,
            kind,
            slot: slot as u16,
            halves,
            courts: courts.min((self.stage.world.premises.courts / 2).max(1) as u8),
        }
    }

    /// Grants a request on free courts, or on those where it pushes out least, or not at all.
    pub(super) fn host(&mut self, request: &FunctionRequest) {
        let (slot, halves) = (usize::from(request.slot), usize::from(request.halves));
        if !self.is_open(slot, halves) {
            return;
        }
        if request.organiser != NOBODY && self.is_busy(request.organiser, request.slot) {
            return;
        }
        let Some(courts) = self.clear_courts(slot, halves, usize::from(request.courts), request.booked)
        else {
            return;
        };
        let organiser = request.organiser;
        let attendees = self.row_players.len() as u32;
        if organiser != NOBODY {
            self.occupy(organiser, request.slot);
            self.invite_colleagues(organiser, request);
        }
        let players = (attendees, self.row_players.len() as u32);
        let group = Group::Function(self.functions.len() as u32);
        for (turn, court) in courts.iter().enumerate() {
            let is_event = request.kind == BookingKind::Event;
            let row = Row {
                slot: request.slot,
                halves: request.halves,
                court: *court,
                organiser,
                kind: request.kind,
                status: BookingStatus::Booked,
                booked: request.booked,
                cancelled: 0,
                by_club: false,
                revenue: if is_event {
                    tariff::EVENT_COURT_HOUR * halves as u32 / 2
                } else {
                    0
                },
                guests: if is_event { 4 } else { 0 },
                group,
                players: if turn == 0 {
                    players
                } else {
                    (players.1, players.1)
                },
            };
            self.seat(row);
        }
        self.functions.push(Function {
            slot: request.slot,
            courts,
        });
    }

    fn invite_colleagues(&mut self, organiser: u32, request: &FunctionRequest) {
        let world = self.stage.world;
        let colleagues: Vec<u32> = self.stage.acquaintance.partners(organiser).collect();
        for colleague in colleagues {
            let person = &world.people[colleague as usize];
            let comes = self.stage.present.is_present[colleague as usize]
                && person.post.employer == world.people[organiser as usize].post.employer
                && person.joined < request.booked
                && !self.is_busy(colleague, request.slot);
            if comes {
                self.occupy(colleague, request.slot);
                self.row_players.push(colleague);
            }
        }
    }
}
