use std::cmp::Reverse;

use chrono::{Duration, NaiveDateTime, Timelike};

use super::Bar;
use crate::club::{instant_of, seconds_of};
use crate::domain::{Instant, Money};
use crate::event_decision::evaluate::{Window, evaluate};
use crate::event_decision::limits;
use crate::event_decision::offer::{Offer, money};
use crate::event_decision::stake::Situation;
use crate::event_decision::stretch::Stretch;
use crate::event_decision::validate::Wanted;

/// How many starts are judged at which somebody would be displaced: all of them at a small venue.
const JUDGED_COURTS: usize = 4_000;
const FEWEST_JUDGED: usize = 16;
/// A client is not asked to come sooner than this, unless they asked for it.
const NOTICE_SECONDS: u32 = 24 * 3_600;

/// A start within seven days, before anyone looks who would be displaced.
struct Candidate<'a> {
    window: Window<'a>,
    /// Its rank by distance from the time asked for.
    rank: usize,
    /// What it nets if nobody is displaced: never less than what it nets.
    most: Money,
    is_free: bool,
}

/// Starts within seven days on the slot grid that clear the bar: of those that net the most, or alike, first the ones
/// that displace nobody, then the nearest.
///
/// No start can net more than it would if nobody were displaced, so starts are judged in that order until none left
/// can win.
pub(super) fn offers(situation: &Situation<'_>, wanted: &Wanted, bar: &Bar) -> Vec<Offer> {
    let candidates = candidates(situation, wanted);
    let free_best = candidates
        .iter()
        .filter(|start| start.is_free)
        .map(|start| start.most)
        .max();
    let mut judged: Vec<(usize, Offer)> = Vec::new();
    let mut best = free_best;
    let most_judged = (JUDGED_COURTS / situation.club.venue().courts.len().max(1)).max(FEWEST_JUDGED);
    let mut busy: Vec<&Candidate<'_>> = candidates.iter().filter(|start| !start.is_free).collect();
    busy.sort_by_key(|start| (Reverse(start.most), start.rank));
    for start in busy.into_iter().take(most_judged) {
        if best.is_some_and(|best| start.most <= best) || bar.least.is_some_and(|least| start.most <= least) {
            break;
        }
        let Some(offer) = evaluate(situation, &start.window, wanted.income) else {
            continue;
        };
        best = best.max(Some(offer.net()));
        judged.push((start.rank, offer));
    }
    let Some(best) = best else { return Vec::new() };
    let enough = best - bar.alike;
    judged.retain(|(_, offer)| offer.net() >= enough);
    judged.sort_by_key(|(rank, offer)| (offer.choice.members.len() + offer.choice.guests as usize, *rank));
    let free = candidates
        .iter()
        .filter(|start| start.is_free && start.most >= enough);
    let free = free.filter_map(|start| evaluate(situation, &start.window, wanted.income));
    let offers = free
        .take(super::MOST_FINALISTS)
        .chain(judged.into_iter().map(|(_, offer)| offer));
    offers
        .filter(|offer| bar.is_cleared_by(situation, offer))
        .collect()
}

/// Every start within seven days that can be asked for, the nearest first.
fn candidates<'a>(situation: &Situation<'_>, wanted: &'a Wanted) -> Vec<Candidate<'a>> {
    let earliest = wanted
        .starts_at
        .min(situation.model.as_of().saturating_add(NOTICE_SECONDS));
    let starts: Vec<u32> = starts_nearby(situation, wanted)
        .into_iter()
        .filter_map(|start| moment(situation, start))
        .filter(|&start| start >= earliest)
        .collect();
    let (Some(&from), Some(&last)) = (starts.iter().min(), starts.iter().max()) else {
        return Vec::new();
    };
    let stretch = Stretch::over(situation, from, last + wanted.minutes * 60);
    let income = money(wanted.income.expected());
    let candidate = |(rank, starts_at): (usize, u32)| {
        let window = Window {
            starts_at,
            ..wanted.window()
        };
        if limits::exceeds_weekly_cap(situation, &window) {
            return None;
        }
        let (visits, churn) = stretch.expected_spill(situation, &window).unwrap_or_default();
        Some(Candidate {
            window,
            rank,
            most: income - visits - churn,
            is_free: stretch.is_free(situation, &window)?,
        })
    };
    starts.into_iter().enumerate().filter_map(candidate).collect()
}

/// Club-local starts within seven days at which the event fits the opening hours, the nearest first.
fn starts_nearby(situation: &Situation<'_>, wanted: &Wanted) -> Vec<NaiveDateTime> {
    let venue = situation.club.venue();
    let asked = venue.wall_time(instant_of(wanted.starts_at));
    let slot = i64::from(venue.slot_minutes);
    let onto_grid = i64::from(asked.time().num_seconds_from_midnight() / 60) % slot;
    let steps = 7 * 24 * 60 / slot;
    let mut starts: Vec<NaiveDateTime> = (-steps..=steps)
        .map(|step| asked + Duration::minutes(step * slot - onto_grid))
        .filter(|start| *start != asked && venue.is_open(*start, wanted.minutes))
        .collect();
    starts.sort_by_key(|start| ((*start - asked).abs(), *start));
    starts
}

/// The one moment of a club-local time, unless it is past or daylight saving skips or doubles it.
pub(super) fn moment(situation: &Situation<'_>, start: NaiveDateTime) -> Option<u32> {
    let venue = situation.club.venue();
    let instant: Instant = venue.reading(start).single(start, venue.time_zone).ok()?;
    seconds_of(instant).filter(|_| instant >= situation.as_of)
}
