//! What a person wants of a week: a continuous appetite that drifts, breaks and heals, and the wishes it leads to.

use super::calendar::{MINUTES_PER_DAY, WAKING};
use super::dice::{Dice, Purpose};
use super::person::{Mood, Person};
use super::premises::HALVES_PER_DAY;
use super::world::World;

/// How much of last week's deviation is left, and how strongly chance moves it.
const PERSISTENCE: f64 = 0.93;
const UNREST: f64 = 0.13;
/// Weekly chance of an injury, a new job, a newborn.
const SETBACK: f64 = 0.006;
/// The furthest ahead a court can be booked.
const WINDOW_DAYS: i32 = 14;
/// Interest of a drop-in that never fades.
const LASTING_INTEREST: f64 = 0.06;

/// What is wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Activity {
    Court,
    Session,
    Lesson,
}

/// One wish, at the minute the person sits down to book it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wish {
    pub(super) booked: i32,
    pub(super) person: u32,
    /// Day of the week simulated x 48 + half hour.
    pub(super) slot: u16,
    pub(super) halves: u8,
    pub(super) activity: Activity,
}

/// Moves a person's appetite on by a week and tells how many visits they would like; adds the wishes.
pub(super) fn wishes(world: &World, index: u32, mood: &mut Mood, week: u32, out: &mut Vec<Wish>) -> u8 {
    let person = &world.people[index as usize];
    let mut dice = Dice::new(world.seed, Purpose::Appetite, week, index);
    mood.appetite = PERSISTENCE * mood.appetite + UNREST * dice.normal();
    if dice.chance(SETBACK) {
        mood.appetite -= 1.2 + dice.exponential(1.2);
    }
    let first_day = week as i32 * 7;
    let age_days = first_day - person.joined.div_euclid(MINUTES_PER_DAY);
    let fade = person.habits.fades_over_weeks.map_or(1.0, |weeks| {
        LASTING_INTEREST + (1.0 - LASTING_INTEREST) * (-f64::from(age_days.max(0)) / 7.0 / weeks).exp()
    });
    let mean = person.habits.weekly_visits
        * world.calendar.season(first_day + 3)
        * world.crowd_factor
        * fade
        * mood.appetite.exp();
    let newcomer = (0..7).contains(&age_days);
    let count = dice.poisson(mean.min(7.0)).clamp(u32::from(newcomer), 7) as u8;
    let mut days_taken = 0_u8;
    let mut habit = dice.below(6);
    for _ in 0..count {
        let Some(slot) = choose_slot(world, person, first_day, &mut days_taken, &mut habit, &mut dice) else {
            continue;
        };
        let day = first_day + i32::from(slot) / HALVES_PER_DAY as i32;
        let start = first_day * MINUTES_PER_DAY + i32::from(slot) * 30;
        if day * MINUTES_PER_DAY <= person.joined {
            continue;
        }
        let drawn = dice.unit();
        let sessions = (person.habits.sessions * world.session_pull).min(0.97);
        let activity = if drawn < sessions {
            Activity::Session
        } else if drawn < sessions + person.habits.lessons {
            Activity::Lesson
        } else {
            Activity::Court
        };
        let halves = match activity {
            Activity::Lesson => 2,
            _ => 2 + dice.weighted(&person.habits.stay) as u8,
        };
        let booked = booking_minute(person, start, &mut dice).max(person.joined + 20);
        out.push(Wish {
            booked,
            person: index,
            slot,
            halves,
            activity,
        });
    }
    count
}

/// A favourite time, or any time of the person's taste, on a day not wished for yet.
fn choose_slot(
    world: &World,
    person: &Person,
    first_day: i32,
    days_taken: &mut u8,
    habit: &mut usize,
    dice: &mut Dice,
) -> Option<u16> {
    for _ in 0..6 {
        let time = if dice.chance(person.habits.regularity) {
            *habit += 1;
            usize::from(person.habits.times[*habit % usize::from(person.habits.times_count.max(1))])
        } else {
            dice.by_running_total(world.taste.of(person.habits.hours_of))
        };
        let (weekday, half) = (time / HALVES_PER_DAY, time % HALVES_PER_DAY);
        let day = (weekday + 7 - world.calendar.weekday(first_day)) % 7;
        if *days_taken & 1 << day == 0 {
            *days_taken |= 1 << day;
            return Some((day * HALVES_PER_DAY + half) as u16);
        }
    }
    None
}

/// When the person books: at the opening of the window, days ahead, or on the day itself.
fn booking_minute(person: &Person, start: i32, dice: &mut Dice) -> i32 {
    let days_ahead = if dice.chance(person.habits.at_opening) {
        WINDOW_DAYS - i32::from(dice.chance(0.3))
    } else {
        (dice.exponential(person.habits.lead_days) as i32).min(WINDOW_DAYS)
    };
    if days_ahead == 0 {
        let morning = start.div_euclid(MINUTES_PER_DAY) * MINUTES_PER_DAY + 5 * 60 + 30;
        let earliest = (start - 10 * 60).max(morning);
        dice.between(earliest, (start - 15).max(earliest))
    } else {
        let day = start.div_euclid(MINUTES_PER_DAY) - days_ahead;
        day * MINUTES_PER_DAY + dice.between(WAKING.0, WAKING.1)
    }
}
