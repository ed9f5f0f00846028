use std::collections::BTreeMap;

use chrono::{DateTime, Duration};
use serde::{Deserialize, Serialize};

use super::commitment::Commitment;
use super::matched::Aftermath;
use super::stake::Situation;
use crate::club::seconds_of;
use crate::domain::Instant;
use crate::error::{Error, Result};
use crate::settings::ObservedOutcomes;

/// What came of a committed event: who left, beside members like those displaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventOutcome {
    /// The decision that was committed.
    pub decision_id: String,
    /// Days after the event on which exits were counted.
    pub days: u32,
    /// Displaced members who left.
    pub left: Vec<String>,
    /// Per segment of a displaced member.
    pub segments: Vec<SegmentOutcome>,
}

/// What came of an event in one segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentOutcome {
    /// Segment id.
    pub segment: String,
    /// Members who were displaced.
    pub displaced: u64,
    /// Those of them who left.
    pub displaced_exits: u64,
    /// Members like them who were not displaced.
    pub matched: u64,
    /// Those of them who left.
    pub matched_exits: u64,
    /// Displaced visits whose fate is known.
    pub visits: u64,
    /// Those of them that moved to another slot.
    pub recaptured: u64,
}

/// Reads the outcome of a committed event; `segment_of` a member, whoever they are.
pub(crate) fn outcome(
    situation: &Situation<'_>,
    commitment: &Commitment,
    segment_of: impl Fn(usize) -> usize,
) -> Result<EventOutcome> {
    let unreadable = || {
        Error::invalid(
            "/startsAt",
            format!("{:?} is not an instant", commitment.starts_at),
        )
    };
    let instant = |text: &str| -> Option<Instant> { Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc()) };
    let starts_at = instant(&commitment.starts_at).ok_or_else(unreadable)?;
    let event = seconds_of(starts_at).ok_or_else(unreadable)?;
    let days = situation.settings.event.outcome_days;
    let known_from = starts_at + Duration::days(i64::from(days));
    if situation.as_of < known_from {
        let zone = situation.club.venue().time_zone;
        let day = known_from.with_timezone(&zone).format("%Y-%m-%d");
        return Err(Error::Conflict(format!(
            "the outcome is known {days} days after the event, from {day} on; the club is known as of {}",
            situation.as_of.with_timezone(&zone).format("%Y-%m-%d")
        )));
    }
    let aftermath = Aftermath {
        club: situation.club,
        event,
        days,
    };
    let displaced: Vec<usize> = commitment
        .displaced_members
        .iter()
        .filter_map(|id| situation.club.find(id))
        .filter(|&member| aftermath.was_member(member))
        .collect();
    let committed_at = commitment
        .committed_at
        .as_deref()
        .and_then(instant)
        .and_then(seconds_of);
    let counts = counted(situation, &aftermath, &displaced, committed_at, &segment_of);
    let left = displaced.iter().filter(|&&member| aftermath.left(member));
    Ok(EventOutcome {
        decision_id: commitment.decision_id.clone(),
        days,
        left: left
            .map(|&member| situation.club.people()[member].member.id.clone())
            .collect(),
        segments: counts
            .into_iter()
            .map(|(segment, counts)| SegmentOutcome::of(&situation.settings.segments[segment].id, &counts))
            .collect(),
    })
}

/// Counts by segment index what became of the displaced and of those like them.
fn counted(
    situation: &Situation<'_>,
    aftermath: &Aftermath<'_>,
    displaced: &[usize],
    committed_at: Option<u32>,
    segment_of: &impl Fn(usize) -> usize,
) -> BTreeMap<usize, ObservedOutcomes> {
    let mut counts: BTreeMap<usize, ObservedOutcomes> = BTreeMap::new();
    for &member in displaced {
        let count = counts.entry(segment_of(member)).or_default();
        count.displaced += 1;
        count.displaced_exits += u64::from(aftermath.left(member));
        if let Some(known) = committed_at {
            let days = situation.settings.event.recapture_days;
            let (visits, recaptured) = aftermath.recaptured(&[member], known, days);
            count.visits += visits;
            count.recaptured += recaptured;
        }
    }
    for member in aftermath.matched(displaced, segment_of) {
        let count = counts.entry(segment_of(member)).or_default();
        count.matched += 1;
        count.matched_exits += u64::from(aftermath.left(member));
    }
    counts
}

impl SegmentOutcome {
    fn of(segment: &str, counts: &ObservedOutcomes) -> Self {
        Self {
            segment: segment.to_owned(),
            displaced: counts.displaced,
            displaced_exits: counts.displaced_exits,
            matched: counts.matched,
            matched_exits: counts.matched_exits,
            visits: counts.visits,
            recaptured: counts.recaptured,
        }
    }

    const fn counts(&self) -> ObservedOutcomes {
        ObservedOutcomes {
            displaced: self.displaced,
            displaced_exits: self.displaced_exits,
            matched: self.matched,
            matched_exits: self.matched_exits,
            visits: self.visits,
            recaptured: self.recaptured,
        }
    }
}

/// Outcomes of many decisions, of one club or of many: counts that add up in any order.
///
/// ```
/// use cic_core::event_decision::OutcomeLearning;
/// let (mut one, other) = (OutcomeLearning::default(), OutcomeLearning::default());
/// one.merge(&other);
/// assert_eq!(OutcomeLearning::from_bytes(&one.to_bytes())?, one);
/// # Ok::<(), cic_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutcomeLearning {
    by_segment: BTreeMap<String, ObservedOutcomes>,
}

impl OutcomeLearning {
    /// Takes in the outcome of one event.
    pub fn update(&mut self, outcome: &EventOutcome) {
        for segment in &outcome.segments {
            *self.by_segment.entry(segment.segment.clone()).or_default() += segment.counts();
        }
    }

    /// Takes in what another club learned.
    pub fn merge(&mut self, other: &Self) {
        for (segment, counts) in &other.by_segment {
            *self.by_segment.entry(segment.clone()).or_default() += *counts;
        }
    }

    /// JSON text, the same for the same counts.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::json::to_text(self).into_bytes()
    }

    /// Reads what [`OutcomeLearning::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(|error| Error::invalid("outcomes", error.to_string()))
    }

    /// The counts per segment id, as the settings take them: `event.observed` for a club's own, `event.pooled` for those
    /// of others.
    #[must_use]
    pub fn finish(self) -> BTreeMap<String, ObservedOutcomes> {
        self.by_segment
    }
}
