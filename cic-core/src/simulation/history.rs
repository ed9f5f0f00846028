//! The weeks one after another.

use rayon::prelude::*;

use super::acquaintance::{Acquaintance, Present};
use super::appetite::{self, Wish};
use super::calendar::{FUTURE_WEEKS, MINUTES_PER_DAY};
use super::demand::{HOURS_PER_WEEK, HourDemand};
use super::leaving;
use super::ledger::Ledger;
use super::person::{Mood, NEVER, Person};
use super::play::{Impression, Stage, play_week};
use super::world::World;

/// People whose wishes are drawn together on one thread.
const CHUNK: usize = 4_096;

/// Everything that happened.
pub(super) struct History {
    pub(super) ledger: Ledger,
    pub(super) moods: Vec<Mood>,
    pub(super) acquaintance: Acquaintance,
    pub(super) demand: Vec<HourDemand>,
}

/// Lives through the history and the two weeks after it; `progress` hears the share done.
pub(super) fn live(world: &World, progress: &mut dyn FnMut(f64)) -> History {
    let mut moods: Vec<Mood> = world.people.iter().map(Mood::new).collect();
    let mut acquaintance = Acquaintance::new(world.people.len());
    let mut ledger = Ledger::default();
    let mut demand = vec![HourDemand::default(); HOURS_PER_WEEK];
    let weeks = world.calendar.weeks + FUTURE_WEEKS;
    for week in 0..weeks {
        let is_history = week < world.calendar.weeks;
        let present = present(world, &moods, week);
        let (wishes, appetite_left) = draw_wishes(world, &present, &mut moods, week);
        let mut impressions = vec![Impression::default(); world.people.len()];
        let stage = Stage {
            world,
            present: &present,
            acquaintance: &mut acquaintance,
            ledger: &mut ledger,
            demand: &mut demand,
            impressions: &mut impressions,
            appetite_left,
            week,
        };
        play_week(stage, &wishes, &moods);
        if is_history {
            take_home(world, &present, &mut moods, &impressions, week);
        }
        progress(f64::from(week + 1) / f64::from(weeks));
    }
    History {
        ledger,
        moods,
        acquaintance,
        demand,
    }
}

/// Who may come this week.
fn present(world: &World, moods: &[Mood], week: u32) -> Present {
    let first_day = week as i32 * 7;
    let last_known = (first_day + 7).min(world.calendar.history_days()) * MINUTES_PER_DAY;
    let comes = |person: &Person, mood: &Mood| {
        let joined = person.joined < last_known;
        joined && mood.notice_day == NEVER && mood.suspended_until <= first_day
    };
    let is_present: Vec<bool> = world
        .people
        .iter()
        .zip(moods)
        .map(|(person, mood)| comes(person, mood))
        .collect();
    let mut by_kind = [const { Vec::new() }; 4];
    for (index, person) in world.people.iter().enumerate() {
        if is_present[index] {
            by_kind[person.kind as usize].push(index as u32);
        }
    }
    Present { by_kind, is_present }
}

/// Everyone's wishes in the order in which they are booked, and how many visits each person would like.
fn draw_wishes(world: &World, present: &Present, moods: &mut [Mood], week: u32) -> (Vec<Wish>, Vec<u8>) {
    let mut wanted = vec![0_u8; moods.len()];
    let chunks: Vec<Vec<Wish>> = moods
        .par_chunks_mut(CHUNK)
        .zip(wanted.par_chunks_mut(CHUNK))
        .enumerate()
        .map(|(chunk, (moods, wanted))| {
            let mut wishes = Vec::new();
            for (place, (mood, wanted)) in moods.iter_mut().zip(wanted).enumerate() {
                let index = chunk * CHUNK + place;
                if present.is_present[index] {
                    *wanted = appetite::wishes(world, index as u32, mood, week, &mut wishes);
                }
            }
            wishes
        })
        .collect();
    let mut wishes = chunks.concat();
    // The key is total over what differs, so that the order does not depend on the number of threads.
    wishes.par_sort_unstable();
    (wishes, wanted)
}

/// Moves moods on by the week, then lets heads of households decide for all of theirs.
fn take_home(world: &World, present: &Present, moods: &mut [Mood], impressions: &[Impression], week: u32) {
    moods.par_iter_mut().enumerate().for_each(|(index, mood)| {
        let person = &world.people[index];
        if present.is_present[index] {
            leaving::digest(person, mood, &impressions[index]);
        }
        if person.head as usize == index {
            leaving::decide(world, index as u32, mood, week);
        }
    });
    for (index, person) in world.people.iter().enumerate() {
        let head = person.head as usize;
        if head != index {
            let decided = &moods[head];
            let (notice, exit, pause) = (decided.notice_day, decided.exit_day, decided.suspended_until);
            let mood = &mut moods[index];
            (mood.notice_day, mood.exit_day, mood.suspended_until) = (notice, exit, pause);
        }
    }
}
