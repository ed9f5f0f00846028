use chrono::{Duration, NaiveDateTime, Timelike};

use super::answer::{Alternative, AlternativeKind};
use super::calendar::Calendar;
use super::court_choice::choose;
use super::details;
use super::occupancy::Occupancy;
use super::offer::Offer;
use super::stake::Situation;
use super::validate::Wanted;
use crate::club::{instant_of, seconds_of};
use crate::domain::{Instant, Money};

/// At most three offers that pass the test of acceptance, each of its own kind; beside an event that is
/// itself acceptable only those that net more than it does.
pub(super) fn alternatives(
    situation: &Situation<'_>,
    wanted: &Wanted,
    request_net: Option<Money>,
) -> Vec<Alternative> {
    let least = situation
        .settings
        .event
        .accept_net
        .max(request_net.unwrap_or(situation.settings.event.accept_net));
    if wanted.revenue <= least {
        return Vec::new();
    }
    let passes = |offer: &Offer| offer.net() > least;
    let found = [
        (AlternativeKind::OtherTime, other_time(situation, wanted, &passes)),
        (
            AlternativeKind::FewerCourts,
            fewer_courts(situation, wanted, &passes),
        ),
        (AlternativeKind::OtherWeek, other_week(situation, wanted, &passes)),
    ];
    let mut offers: Vec<(AlternativeKind, Offer)> = found
        .into_iter()
        .filter_map(|(kind, offer)| Some((kind, offer?)))
        .collect();
    offers.sort_by_key(|(_, offer)| std::cmp::Reverse(offer.net()));
    offers
        .iter()
        .map(|(kind, offer)| describe(situation, *kind, offer))
        .collect()
}

/// The start within seven days on the slot grid that nets most; of equal ones that which displaces
/// fewest people, then the nearest, then the earlier.
fn other_time(situation: &Situation<'_>, wanted: &Wanted, passes: &impl Fn(&Offer) -> bool) -> Option<Offer> {
    let starts = starts_nearby(situation, wanted);
    // Nothing nets more than displacing nobody, so the nearest such start is the best one.
    if let Some(offer) = first_free(situation, wanted, &starts) {
        return Some(offer).filter(passes);
    }
    let offers = starts
        .into_iter()
        .filter_map(|start| offer_at(situation, wanted, start));
    offers
        .filter(passes)
        .reduce(|best, offer| if offer.is_better_than(&best) { offer } else { best })
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

/// The first of `starts` at which nobody would be displaced.
fn first_free(situation: &Situation<'_>, wanted: &Wanted, starts: &[NaiveDateTime]) -> Option<Offer> {
    let instants: Vec<u32> = starts
        .iter()
        .filter_map(|start| moment(situation, *start))
        .collect();
    let (from, last) = (*instants.iter().min()?, *instants.iter().max()?);
    let calendar = Calendar::new(situation.club, from, last + wanted.minutes * 60);
    let usable = wanted.court_ids.as_deref();
    let interchangeable = situation.settings.event.courts_interchangeable;
    let is_free = |start: u32| {
        let known = calendar.is_free(start, wanted.minutes, wanted.courts, usable, interchangeable);
        known.unwrap_or(true)
    };
    let free = instants.into_iter().filter(|&start| is_free(start));
    free.filter_map(|start| offer_from(situation, wanted, start))
        .find(Offer::displaces_nobody)
}

/// The same weekday and time in one of the next three weeks that nets most; of equal ones that
/// which displaces fewest people, then the earliest.
fn other_week(situation: &Situation<'_>, wanted: &Wanted, passes: &impl Fn(&Offer) -> bool) -> Option<Offer> {
    let asked = situation.club.venue().wall_time(instant_of(wanted.starts_at));
    (1..=3)
        .filter_map(|week| offer_at(situation, wanted, asked + Duration::weeks(week)))
        .filter(|offer| passes(offer))
        .reduce(|best, offer| if offer.is_better_than(&best) { offer } else { best })
}

/// The same time on as many courts as pass and still seat the headcount, at the same price a court.
fn fewer_courts(
    situation: &Situation<'_>,
    wanted: &Wanted,
    passes: &impl Fn(&Offer) -> bool,
) -> Option<Offer> {
    let venue = situation.club.venue();
    let start = venue.wall_time(instant_of(wanted.starts_at));
    if wanted.court_ids.is_some() || !venue.is_open(start, wanted.minutes) {
        return None;
    }
    let occupancy = Occupancy::new(situation.club, wanted.starts_at, wanted.ends_at());
    let seats = |courts: usize| courts * usize::from(venue.session_players_per_court);
    (1..wanted.courts)
        .rev()
        .filter(|&courts| {
            wanted
                .headcount
                .is_none_or(|people| people as usize <= seats(courts))
        })
        .filter_map(|courts| {
            let choice = choose(situation, &occupancy, courts, None)?;
            let share = wanted.revenue.units() * courts as f64 / wanted.courts as f64;
            Some(Offer {
                starts_at: wanted.starts_at,
                revenue: Money::from_units(share)?,
                choice,
            })
        })
        .find(passes)
}

/// What the event would bring and cost at another club-local start, if it can be held then.
fn offer_at(situation: &Situation<'_>, wanted: &Wanted, start: NaiveDateTime) -> Option<Offer> {
    let is_open = situation.club.venue().is_open(start, wanted.minutes);
    let starts_at = moment(situation, start).filter(|_| is_open)?;
    offer_from(situation, wanted, starts_at)
}

fn offer_from(situation: &Situation<'_>, wanted: &Wanted, starts_at: u32) -> Option<Offer> {
    let occupancy = Occupancy::new(situation.club, starts_at, starts_at + wanted.minutes * 60);
    let choice = choose(situation, &occupancy, wanted.courts, wanted.court_ids.as_deref())?;
    Some(Offer {
        starts_at,
        revenue: wanted.revenue,
        choice,
    })
}

/// The one moment of a club-local time, unless it is past or daylight saving skips or doubles it.
fn moment(situation: &Situation<'_>, start: NaiveDateTime) -> Option<u32> {
    let venue = situation.club.venue();
    let instant: Instant = venue.reading(start).single(start, venue.time_zone).ok()?;
    seconds_of(instant).filter(|_| instant >= situation.as_of)
}

fn describe(situation: &Situation<'_>, kind: AlternativeKind, offer: &Offer) -> Alternative {
    Alternative {
        kind,
        date_time: details::local_text(situation, offer.starts_at),
        courts: u32::try_from(offer.choice.courts.len()).unwrap_or(u32::MAX),
        revenue: offer.revenue.units(),
        estimated_churn_cost: offer.churn_cost().whole_units(),
        net: offer.net().units(),
        displaced_members: offer.choice.members.len(),
        details: details::of_offer(situation, offer),
    }
}
