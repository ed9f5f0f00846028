use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::court_choice::Chooser;
use super::details::local_text;
use super::evaluate::{Window, occupancy};
use super::limits;
use super::offer::threshold;
use super::stake::{Situation, to_money};
use super::stretch::Stretch;
use crate::club::seconds_of;
use crate::domain::Money;
use crate::error::{Error, Fault, Result};

const DAYS: u64 = 7;
const MOST_MINUTES: u32 = 24 * 60;

/// What an event would cost at each hour of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HeatmapRequest {
    /// On so many courts; on every number of courts if absent.
    pub courts: Option<u32>,
    /// How long, minutes; a multiple of the venue's slot.
    pub duration_minutes: u32,
    /// The first day, club-local, as 2026-02-16; the day of the engine's as-of if absent.
    pub from: Option<NaiveDate>,
}

impl Default for HeatmapRequest {
    fn default() -> Self {
        Self {
            courts: None,
            duration_minutes: 120,
            from: None,
        }
    }
}

/// The answer to a [`HeatmapRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heatmap {
    /// The length of the event, minutes.
    pub duration_minutes: u32,
    /// The numbers of courts, ascending: the columns of every start.
    pub courts: Vec<u32>,
    /// Every start of the week that fits the opening hours and is not past, by time.
    pub starts: Vec<HeatmapStart>,
}

/// What an event would cost from one start, by number of courts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeatmapStart {
    /// Club-local with its offset.
    pub date_time: String,
    /// All it is expected to cost elsewhere, currency units; `null` where the courts cannot be had.
    pub cost: Vec<Option<f64>>,
    /// The revenue above which expectation alone would accept it, currency units.
    pub accepted_above: Vec<Option<f64>>,
    /// How many members it would displace.
    pub displaced_members: Vec<Option<u32>>,
}

/// What an event would cost at each start of a week, in expectation.
pub(crate) fn heatmap(situation: &Situation<'_>, request: &HeatmapRequest) -> Result<Heatmap> {
    let counts = checked(situation, request)?;
    let starts = starts(situation, request);
    let (Some(&from), Some(&last)) = (starts.first(), starts.last()) else {
        return Ok(answer(request, &counts, Vec::new()));
    };
    let stretch = Stretch::over(situation, from, last + request.duration_minutes * 60);
    let rows = starts
        .par_iter()
        .map(|&start| row(situation, &stretch, &counts, request.duration_minutes, start));
    Ok(answer(request, &counts, rows.collect()))
}

fn answer(request: &HeatmapRequest, counts: &[usize], starts: Vec<HeatmapStart>) -> Heatmap {
    Heatmap {
        duration_minutes: request.duration_minutes,
        courts: counts
            .iter()
            .map(|&count| u32::try_from(count).unwrap_or(u32::MAX))
            .collect(),
        starts,
    }
}

/// The numbers of courts to look at, ascending.
fn checked(situation: &Situation<'_>, request: &HeatmapRequest) -> Result<Vec<usize>> {
    let venue = situation.club.venue();
    let in_all = venue.courts.len();
    let mut faults = Vec::new();
    if request
        .courts
        .is_some_and(|courts| !(1..=in_all).contains(&(courts as usize)))
    {
        let courts = request.courts.unwrap_or(0);
        faults.push(Fault::new(
            "/courts",
            format!("{courts} is not between 1 and the venue's {in_all} courts"),
        ));
    }
    let (slot, minutes) = (u32::from(venue.slot_minutes), request.duration_minutes);
    if minutes == 0 || minutes > MOST_MINUTES || !minutes.is_multiple_of(slot) {
        let message = format!("{minutes} is not a multiple of {slot} between {slot} and {MOST_MINUTES}");
        faults.push(Fault::new("/durationMinutes", message));
    }
    if request
        .from
        .is_some_and(|day| (day - venue.local_day(situation.as_of)).num_days().abs() > 731)
    {
        faults.push(Fault::new("/from", "is more than two years away"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    Ok(match request.courts {
        Some(courts) => vec![courts as usize],
        None => (1..=in_all).collect(),
    })
}

/// Starts on the slot grid from opening, within seven days, at which the event fits the opening hours.
fn starts(situation: &Situation<'_>, request: &HeatmapRequest) -> Vec<u32> {
    let venue = situation.club.venue();
    let from = request.from.unwrap_or_else(|| venue.local_day(situation.as_of));
    let Some(until) = from.checked_add_days(Days::new(DAYS)) else {
        return Vec::new();
    };
    let slot = Duration::minutes(i64::from(venue.slot_minutes));
    let (mut wall, until) = (from.and_time(NaiveTime::MIN), until.and_time(NaiveTime::MIN));
    let mut starts = Vec::new();
    while wall < until {
        if venue.is_open(wall, request.duration_minutes) && is_on_grid(wall, venue.slot_minutes) {
            let moment = venue.reading(wall).single(wall, venue.time_zone).ok();
            let moment = moment.filter(|moment| *moment >= situation.as_of);
            starts.extend(moment.and_then(seconds_of));
        }
        wall += slot;
    }
    starts
}

fn is_on_grid(wall: NaiveDateTime, slot_minutes: u16) -> bool {
    (wall.time().num_seconds_from_midnight() / 60).is_multiple_of(u32::from(slot_minutes))
}

fn row(
    situation: &Situation<'_>,
    stretch: &Stretch,
    counts: &[usize],
    minutes: u32,
    start: u32,
) -> HeatmapStart {
    let window = |courts: usize| Window {
        starts_at: start,
        minutes,
        courts,
        fixed: None,
    };
    let occupancy = occupancy(situation, &window(1));
    let chooser = Chooser::new(situation, &occupancy, None);
    let cells: Vec<Option<(Money, usize)>> = counts
        .iter()
        .zip(chooser.costs(counts))
        .map(|(&courts, cost)| {
            let cost = cost.filter(|_| !limits::exceeds_weekly_cap(situation, &window(courts)))?;
            let (visits, churn) = stretch.expected_spill(situation, &window(courts))?;
            Some((
                to_money(cost.churn) + to_money(cost.firm) + visits + churn,
                cost.members,
            ))
        })
        .collect();
    HeatmapStart {
        date_time: local_text(situation, start),
        cost: cells
            .iter()
            .map(|cell| cell.map(|(cost, _)| cost.units()))
            .collect(),
        accepted_above: cells
            .iter()
            .map(|cell| accepted_above(situation, (*cell)?.0))
            .collect(),
        displaced_members: cells
            .iter()
            .map(|cell| cell.map(|(_, members)| u32::try_from(members).unwrap_or(u32::MAX)))
            .collect(),
    }
}

/// The revenue R at which R - cost is the threshold of R; `None` when there is none.
fn accepted_above(situation: &Situation<'_>, cost: Money) -> Option<f64> {
    let event = &situation.settings.event;
    let by_net = cost + event.accept_net;
    if !situation.is_full() || threshold(situation, by_net) <= event.accept_net {
        return Some(by_net.units());
    }
    let kept = 1.0 - event.accept_share_of_revenue;
    (kept > 0.0).then(|| super::offer::money(cost.units() / kept).units())
}
