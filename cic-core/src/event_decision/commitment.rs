use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::answer::EventDecision;
use crate::Club;
use crate::club::{BookingView, seconds_of};

/// An event that was taken: its courts are gone, and those it displaced were displaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commitment {
    /// The decision that was committed.
    pub decision_id: String,
    /// Start, RFC 3339.
    pub starts_at: String,
    /// End, RFC 3339.
    pub ends_at: String,
    /// Its courts.
    pub court_ids: Vec<u16>,
    /// Ids of the members it displaces.
    pub displaced_members: Vec<String>,
    /// When it was committed, RFC 3339, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed_at: Option<String>,
    /// Whether it displaces anyone, guests included; if not, bookings on its courts were moved.
    pub displaces: bool,
}

impl Commitment {
    /// What committing `decision` means.
    #[must_use]
    pub fn of(decision: &EventDecision) -> Self {
        Self {
            decision_id: decision.id.clone(),
            starts_at: decision.date_time.clone(),
            ends_at: decision.ends_at.clone(),
            court_ids: decision.court_ids.clone(),
            displaced_members: decision
                .displaced_members
                .iter()
                .map(|member| member.id.clone())
                .collect(),
            committed_at: None,
            displaces: !decision.displaced_members.is_empty() || decision.displaced_guests > 0,
        }
    }
}

/// One commitment as decisions look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Committed {
    /// Seconds since 1970.
    pub starts_at: u32,
    /// Seconds since 1970.
    pub ends_at: u32,
    /// Indexes into the venue's courts, ascending.
    pub courts: Vec<usize>,
    /// Members, by index.
    pub members: Vec<usize>,
    pub displaces: bool,
}

/// Every commitment that lies over an engine, by start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Commitments {
    pub(super) events: Vec<Committed>,
    /// Bookings that were moved and where to, by booking.
    moved: Vec<(usize, Option<usize>)>,
    /// The decisions' ids as one text.
    pub(super) text: String,
}

const REMEMBERED_SECONDS: u32 = 90 * 86_400;

impl Commitments {
    /// Reads commitments against a club; what cannot be read has no effect.
    pub(crate) fn new(club: &Club, commitments: &[Commitment]) -> Self {
        let seconds = |text: &str| seconds_of(DateTime::parse_from_rfc3339(text).ok()?.to_utc());
        let read = |commitment: &Commitment| -> Option<(Committed, String)> {
            let mut courts: Vec<usize> = commitment
                .court_ids
                .iter()
                .filter_map(|&id| club.venue().court_index(id))
                .collect();
            courts.sort_unstable();
            let event = Committed {
                starts_at: seconds(&commitment.starts_at)?,
                ends_at: seconds(&commitment.ends_at)?,
                courts,
                members: commitment
                    .displaced_members
                    .iter()
                    .filter_map(|id| club.find(id))
                    .collect(),
                displaces: commitment.displaces,
            };
            Some((event, commitment.decision_id.clone()))
        };
        let mut known: Vec<(Committed, String)> = commitments.iter().filter_map(read).collect();
        known.sort_by(|one, other| (one.0.starts_at, &one.1).cmp(&(other.0.starts_at, &other.1)));
        known.dedup_by(|one, other| one.1 == other.1);
        let mut commitments = Self {
            text: known.iter().map(|(_, id)| format!("{id};")).collect(),
            events: known.into_iter().map(|(event, _)| event).collect(),
            moved: Vec::new(),
        };
        commitments.move_bookings(club);
        commitments
    }

    /// Finds a free court of the same kind for every booking on a court that an event took without displacing anyone.
    fn move_bookings(&mut self, club: &Club) {
        for event in self.events.iter().filter(|event| !event.displaces) {
            for booking in club
                .bookings()
                .overlapping(event.starts_at, event.ends_at)
                .filter(BookingView::stands)
            {
                let court = booking.court.and_then(|id| club.venue().court_index(id));
                if let Some(court) = court.filter(|court| event.courts.contains(court)) {
                    self.moved
                        .push((booking.index, self.free_court(club, &booking, court)));
                }
            }
        }
        self.moved.sort_unstable();
        self.moved.dedup_by_key(|moved| moved.0);
    }

    fn free_court(&self, club: &Club, booking: &BookingView<'_>, court: usize) -> Option<usize> {
        let venue = club.venue();
        let (from, until) = (booking.starts_at, booking.ends_at());
        let mut used: Vec<usize> = self
            .overlapping(from, until)
            .flat_map(|event| event.courts.clone())
            .collect();
        for row in club
            .bookings()
            .overlapping(from, until)
            .filter(BookingView::stands)
        {
            let moved = self
                .moved
                .iter()
                .find(|(index, _)| *index == row.index)
                .and_then(|(_, court)| *court);
            used.extend(moved.or_else(|| venue.court_index(row.court?)));
        }
        (0..venue.courts.len())
            .find(|&other| venue.courts[other].kind == venue.courts[court].kind && !used.contains(&other))
    }

    /// Where a booking was moved, if it was; the court is `None` when none was free for the whole of it.
    pub(super) fn moved_to(&self, booking: usize) -> Option<Option<usize>> {
        let at = self.moved.binary_search_by_key(&booking, |moved| moved.0).ok()?;
        Some(self.moved[at].1)
    }

    /// Those that overlap `from..until`, seconds since 1970.
    pub(super) fn overlapping(&self, from: u32, until: u32) -> impl Iterator<Item = &Committed> {
        self.events
            .iter()
            .filter(move |event| event.starts_at < until && event.ends_at > from)
    }

    /// How often a member was displaced in the 90 days before `start`.
    pub(super) fn displacements(&self, member: usize, start: u32) -> u32 {
        let lately = |event: &&Committed| {
            event.starts_at <= start
                && start - event.starts_at <= REMEMBERED_SECONDS
                && event.members.contains(&member)
        };
        u32::try_from(self.events.iter().filter(lately).count()).unwrap_or(u32::MAX)
    }
}
