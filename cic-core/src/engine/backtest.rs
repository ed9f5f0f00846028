use std::collections::BTreeMap;

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::club::{BookingView, instant_of};
use crate::domain::{BookingKind, BookingStatus, Instant};
use crate::engine::members::checked_limit;
use crate::error::Result;
use crate::event_decision::{Aftermath, DecideEventRequest, DemandCheck, Recommendation};

/// Which of the club's past events to replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BacktestRequest {
    /// At most this many, the latest; 20 if absent.
    pub limit: Option<u32>,
}

impl Default for BacktestRequest {
    fn default() -> Self {
        Self { limit: Some(20) }
    }
}

/// The club's past events: what would have been said as of then, and what came of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backtest {
    /// By time.
    pub events: Vec<BacktestEvent>,
    /// Members displaced by all of them together.
    pub displaced: u64,
    /// Those of them who left within the outcome's days.
    pub displaced_exits: u64,
    /// Members like them who were not displaced.
    pub matched: u64,
    /// Those of them who left within the same days.
    pub matched_exits: u64,
    /// How well demand was forecast on weeks that the model had not seen; `null` with less than twelve weeks of play.
    pub demand: Option<DemandCheck>,
}

/// One past event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BacktestEvent {
    /// Start, club-local with its offset.
    pub date_time: String,
    /// The instant as of which it is judged: just before it was booked, or a week before it when no source says.
    pub as_of: String,
    /// How many courts.
    pub courts: u32,
    /// How long.
    pub duration_minutes: u32,
    /// What it brought, currency units.
    pub revenue: f64,
    /// What would have been said.
    pub recommendation: Recommendation,
    /// The net expected then, currency units.
    pub expected_net: f64,
    /// P(Net > 0) then; `null` under the plain rule.
    pub probability_net_positive: Option<f64>,
    /// Members whom the judgement expected to displace.
    pub expected_displaced: u32,
    /// Ids of members whose bookings on its courts were called off after it was booked.
    pub displaced_members: Vec<String>,
    /// Those of them who left within the outcome's days.
    pub displaced_exits: u64,
    /// Members like them who were not displaced.
    pub matched: u64,
    /// Those of them who left within the same days.
    pub matched_exits: u64,
    /// Whether the outcome's days have passed.
    pub is_complete: bool,
}

/// An event in the log.
#[derive(Debug, Clone)]
struct PastEvent {
    starts_at: u32,
    ends_at: u32,
    courts: Vec<u16>,
    cents: i64,
    booked_at: Option<u32>,
}

impl Engine {
    /// Replays the club's own past events, each by an engine fitted as of just before it was booked.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a limit of 0, [`crate::Error::Stopped`].
    pub fn backtest(&self, request: &BacktestRequest) -> Result<Backtest> {
        let limit = checked_limit(request.limit)?;
        let events = self.past_events();
        let latest = events.len().saturating_sub(limit);
        let events: Vec<BacktestEvent> = events[latest..]
            .iter()
            .filter_map(|event| self.replay(event))
            .collect();
        self.stop.check()?;
        let sum =
            |of: fn(&BacktestEvent) -> u64| events.iter().filter(|event| event.is_complete).map(of).sum();
        Ok(Backtest {
            displaced: sum(|event| event.displaced_members.len() as u64),
            displaced_exits: sum(|event| event.displaced_exits),
            matched: sum(|event| event.matched),
            matched_exits: sum(|event| event.matched_exits),
            demand: self.demand_check(),
            events,
        })
    }

    /// Events that took place before as-of, by start: rows of one occurrence, or of one start, are one event.
    fn past_events(&self) -> Vec<PastEvent> {
        let rows = self.observed.club.bookings();
        let mut events: BTreeMap<(u32, u32, Option<u32>), PastEvent> = BTreeMap::new();
        for row in (0..rows.first_from(self.event_model.as_of())).map(|index| rows.get(index)) {
            if row.kind != BookingKind::Event || !row.stands() {
                continue;
            }
            let key = (row.starts_at, row.ends_at(), rows.occurrence_of(row.index));
            let event = events.entry(key).or_insert_with(|| PastEvent {
                starts_at: row.starts_at,
                ends_at: row.ends_at(),
                courts: Vec::new(),
                cents: 0,
                booked_at: row.booked_at,
            });
            event.courts.extend(row.court);
            event.cents += row.revenue.cents();
            event.booked_at = event.booked_at.min(row.booked_at);
        }
        let mut events: Vec<PastEvent> = events.into_values().collect();
        for event in &mut events {
            event.courts.sort_unstable();
            event.courts.dedup();
        }
        events.retain(|event| !event.courts.is_empty());
        events
    }

    /// `None` when the event cannot be asked for under the settings of today, as one off the slot grid.
    fn replay(&self, event: &PastEvent) -> Option<BacktestEvent> {
        let (club, settings) = (&self.observed.club, &self.observed.settings);
        let starts_at = instant_of(event.starts_at);
        let as_of = match event.booked_at.filter(|&booked| booked < event.starts_at) {
            Some(booked) => instant_of(booked) - Duration::seconds(1),
            None => starts_at - Duration::days(7),
        };
        let then = Self::fit_until(club, settings, as_of, None, &self.stop).ok()?;
        let local = |instant: Instant| instant.with_timezone(&settings.venue.time_zone).to_rfc3339();
        let request = DecideEventRequest {
            duration_minutes: (event.ends_at - event.starts_at) / 60,
            court_ids: Some(event.courts.clone()),
            ..DecideEventRequest::new(
                event.cents.max(0) as f64 / 100.0,
                local(starts_at),
                u32::try_from(event.courts.len()).ok()?,
            )
        };
        let said = then.decide_event(&request).ok()?;
        let aftermath = Aftermath {
            club,
            event: event.starts_at,
            days: settings.event.outcome_days,
        };
        let displaced = self.displaced_by(event);
        let matched = aftermath.matched(&displaced, |member| self.segment_of(member));
        let exits =
            |members: &[usize]| members.iter().filter(|&&member| aftermath.left(member)).count() as u64;
        Some(BacktestEvent {
            date_time: local(starts_at),
            as_of: local(as_of),
            courts: request.courts,
            duration_minutes: request.duration_minutes,
            revenue: request.revenue,
            recommendation: said.recommendation,
            expected_net: said.expected_net,
            probability_net_positive: said.probability_net_positive,
            expected_displaced: u32::try_from(said.displaced_members.len()).unwrap_or(u32::MAX),
            displaced_exits: exits(&displaced),
            matched: matched.len() as u64,
            matched_exits: exits(&matched),
            is_complete: self.observed.as_of
                >= starts_at + Duration::days(i64::from(settings.event.outcome_days)),
            displaced_members: displaced
                .iter()
                .map(|&member| club.people()[member].member.id.clone())
                .collect(),
        })
    }

    /// Members with a booking on the event's courts and time that was called off once the event was booked.
    fn displaced_by(&self, event: &PastEvent) -> Vec<usize> {
        let rows = self.observed.club.bookings();
        let is_displaced = |row: &BookingView<'_>| {
            row.status == BookingStatus::Cancelled
                && row
                    .court
                    .is_some_and(|court| event.courts.binary_search(&court).is_ok())
                && rows
                    .cancelled_at(row.index)
                    .is_some_and(|at| event.booked_at.is_none_or(|booked| at >= booked))
        };
        let called_off = rows
            .overlapping(event.starts_at, event.ends_at)
            .filter(is_displaced);
        let mut members: Vec<usize> = called_off
            .flat_map(|row| row.participants().collect::<Vec<_>>())
            .collect();
        members.sort_unstable();
        members.dedup();
        members
    }
}
