use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, Timelike, Utc};
use chrono_tz::America::Chicago;
use cic_core::domain::Instant;
use cic_core::engine::EventDecision;

use crate::people::Person;
use crate::truth::COURTS;
use crate::world::{OnHand, World};

/// One who knows the truth of a club.
pub(crate) struct Oracle<'a> {
    world: &'a World,
    /// By segment: share of present members.
    share: [f64; 4],
    /// By segment: mean probability to leave within 12 months.
    churn: [f64; 4],
    /// What the organiser of a booking that finds no court is expected to take along.
    organiser: f64,
}

/// The event as the oracle looks at it.
pub(crate) struct Event {
    starts_at: Instant,
    ends_at: Instant,
    courts: usize,
    revenue: f64,
}

impl Event {
    pub(crate) fn of(decision: &EventDecision) -> Self {
        Self {
            starts_at: instant(&decision.date_time),
            ends_at: instant(&decision.ends_at),
            courts: decision.court_ids.len(),
            revenue: decision.revenue,
        }
    }

    /// The hours that the event touches: bookings are for whole hours.
    fn hours(&self) -> impl Iterator<Item = Instant> + '_ {
        (0..)
            .map(|hour| self.starts_at + Duration::hours(hour))
            .take_while(|&hour| hour < self.ends_at)
    }
}

impl<'a> Oracle<'a> {
    pub(crate) fn of(world: &'a World) -> Self {
        let (mut share, mut churn) = ([0.0; 4], [0.0; 4]);
        for person in world.people.present() {
            share[person.segment] += 1.0;
            churn[person.segment] += person.churn;
        }
        let present: f64 = share.iter().sum();
        for (churn, count) in churn.iter_mut().zip(&mut share) {
            *churn /= count.max(1.0);
            *count /= present;
        }
        let mut oracle = Self {
            world,
            share,
            churn,
            organiser: 0.0,
        };
        let lost = |person: &Person| oracle.rise(person.segment, person.churn, false) * person.value;
        let organiser = world.people.present().map(lost).sum::<f64>() / present;
        oracle.organiser = organiser * world.settings.event.spilled_churn_share;
        oracle
    }

    /// The expected net of accepting on these courts.
    pub(crate) fn expected_net(&self, event: &Event, courts: &[u16]) -> f64 {
        let displaced = self.displaced(event, courts);
        let lost = match &displaced {
            Some(rows) => self.visits_lost(rows) + self.churn_lost(rows),
            None => 0.0,
        };
        event.revenue - lost - self.spill_lost(event, displaced.is_some().then_some(courts))
    }

    /// The expected net on the courts that are truly cheapest.
    pub(crate) fn best_net(&self, event: &Event) -> f64 {
        let all = 1_u32 << COURTS;
        (0..all)
            .filter(|set| set.count_ones() as usize == event.courts)
            .map(|set| {
                let courts: Vec<u16> = (1_u16..)
                    .take(COURTS)
                    .filter(|court| set >> (court - 1) & 1 == 1)
                    .collect();
                self.expected_net(event, &courts)
            })
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Bookings that lose their court; `None` while staff can move them all.
    fn displaced(&self, event: &Event, courts: &[u16]) -> Option<Vec<&OnHand>> {
        let room = event.hours().map(|hour| self.free(hour)).min().unwrap_or(COURTS);
        if event.courts <= room {
            return None;
        }
        let hours: Vec<Instant> = event.hours().collect();
        let rows = self.world.on_hand.iter();
        Some(
            rows.filter(|row| courts.contains(&row.court) && hours.contains(&row.starts_at))
                .collect(),
        )
    }

    fn free(&self, hour: Instant) -> usize {
        let rows = self.world.on_hand.iter();
        COURTS - rows.filter(|row| row.starts_at == hour).count()
    }

    /// Fees of displaced bookings that are not recaptured.
    fn visits_lost(&self, rows: &[&OnHand]) -> f64 {
        let truth = &self.world.truth;
        let lost = |row: &&OnHand| {
            let share = |&member: &usize| 1.0 - truth.recapture[self.world.people.everyone[member].segment];
            truth.fee * row.members.iter().map(share).sum::<f64>() / row.members.len() as f64
        };
        rows.iter().map(lost).sum()
    }

    /// Displaced members leave with their true probability and take their true value along.
    fn churn_lost(&self, rows: &[&OnHand]) -> f64 {
        let mut rises: BTreeMap<usize, f64> = BTreeMap::new();
        for row in rows {
            let is_short_notice = row.starts_at < self.world.as_of + Duration::hours(48);
            for &member in &row.members {
                let person = &self.world.people.everyone[member];
                let rise = self.rise(person.segment, person.churn, is_short_notice);
                let most = rises.entry(member).or_default();
                *most = most.max(rise);
            }
        }
        let people = &self.world.people.everyone;
        rises
            .iter()
            .map(|(&member, rise)| rise * people[member].value)
            .sum()
    }

    /// The true rise of a displaced member: the shape of answer that is believed, with true figures.
    pub(crate) fn rise(&self, segment: usize, churn: f64, is_short_notice: bool) -> f64 {
        let (event, truth) = (&self.world.settings.event, &self.world.truth);
        let odds = |probability: f64| probability / (1.0 - probability);
        let mean = self.churn[segment];
        let ratio = odds((mean + truth.uplift(segment)).min(0.999)) / odds(mean);
        let shift = event.short_notice_log_odds * f64::from(u8::from(is_short_notice))
            - event.recapture_log_odds * truth.recapture[segment];
        let after = odds(churn) * ratio * shift.exp();
        (after / (1.0 + after) - churn).max(0.0)
    }

    /// A segment's mean probability to leave within 12 months.
    pub(crate) fn churn(&self, segment: usize) -> f64 {
        self.churn[segment]
    }

    /// Demand yet to come that finds no court: its fees, and its organisers who leave. `taken` are the event's courts
    /// where it displaces anyone; otherwise what is on them moves, and it takes as many out of the free ones.
    fn spill_lost(&self, event: &Event, taken: Option<&[u16]>) -> f64 {
        let (world, truth) = (self.world, &self.world.truth);
        let of_hour = |hour: Instant| {
            let local = hour.with_timezone(&Chicago);
            let (weekday, of_day) = (
                local.weekday().num_days_from_monday() as usize,
                local.hour() as usize,
            );
            let free = self.free(hour);
            let is_busy = |court: u16| {
                world
                    .on_hand
                    .iter()
                    .any(|row| row.starts_at == hour && row.court == court)
            };
            let taken = taken.map_or(event.courts, |courts| {
                courts.iter().filter(|&&court| !is_busy(court)).count()
            });
            let ahead = (hour - world.as_of).num_minutes() as f64 / 60.0;
            let demand = truth.remaining(weekday, of_day, ahead, COURTS - free);
            let opening = truth.opening(weekday, of_day);
            let kept: f64 = (0..4)
                .map(|segment| self.share[segment] * truth.recapture[segment])
                .sum();
            demand.expected_spill_of_taking(taken, free)
                * (truth.fee * (1.0 - kept * opening) + self.organiser)
        };
        event.hours().map(of_hour).sum()
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .unwrap_or_default()
}
