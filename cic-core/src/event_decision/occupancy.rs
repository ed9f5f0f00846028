use super::commitment::Commitments;
use super::standing::standing;
use crate::Club;
use crate::club::BookingView;
use crate::domain::BookingKind;

/// A party that stands to lose its court, or a session that shrinks.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Indexes into the venue's courts, ascending, on which it plays within the window.
    pub courts: Vec<usize>,
    /// Whether it is a session, which can shrink.
    pub is_session: bool,
    /// Who plays, the first to join first.
    pub players: Vec<Player>,
}

/// One player of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Player {
    /// Index of the member; `None` for a guest.
    pub member: Option<usize>,
    /// Start of their play, seconds since 1970.
    pub starts_at: u32,
    /// Their share of the booking's fee, millionths of a cent.
    pub fee: i64,
}

/// Who is on which court within a window.
#[derive(Debug, Clone)]
pub(super) struct Occupancy {
    /// Parties and sessions with a known court.
    pub groups: Vec<Group>,
    /// For each court of the venue the groups on it.
    pub groups_on: Vec<Vec<usize>>,
    /// Courts that cannot be had: blocked, or taken by another event.
    pub is_taken: Vec<bool>,
    /// For each slot of the window, for each court, whether anything is on it.
    busy: Vec<Vec<bool>>,
    /// Bookings in the window whose court the source does not say.
    pub without_court: usize,
}

impl Occupancy {
    /// Reads the window `from..until`, seconds since 1970; no event may displace the `protected` kinds.
    pub(super) fn new(
        club: &Club,
        commitments: &Commitments,
        protected: &[BookingKind],
        from: u32,
        until: u32,
    ) -> Self {
        let venue = club.venue();
        let courts = venue.courts.len();
        let slot = u32::from(venue.slot_minutes) * 60;
        let slots = (until - from).div_ceil(slot) as usize;
        let mut occupancy = Self {
            groups: Vec::new(),
            groups_on: vec![Vec::new(); courts],
            is_taken: vec![false; courts],
            busy: vec![vec![false; courts]; slots],
            without_court: 0,
        };
        for event in commitments.overlapping(from, until) {
            for &court in &event.courts {
                occupancy.mark_busy(court, event.starts_at, event.ends_at, from, until, slot);
                occupancy.is_taken[court] = true;
            }
        }
        let mut seen_occurrences = Vec::new();
        for standing in standing(club, commitments, from, until) {
            let (booking, court) = (standing.booking, standing.court);
            if let Some(court) = court {
                occupancy.mark_busy(court, booking.starts_at, booking.ends_at(), from, until, slot);
                if is_untouchable(booking.kind, protected) {
                    occupancy.is_taken[court] = true;
                    continue;
                }
            }
            let occurrence = club.bookings().occurrence_of(booking.index);
            let is_session = booking.kind == BookingKind::Session && occurrence.is_some();
            match (occurrence, court) {
                (Some(occurrence), _) if is_session => {
                    if !seen_occurrences.contains(&occurrence) {
                        seen_occurrences.push(occurrence);
                        occupancy.add_session(club, commitments, occurrence, from, until);
                    }
                }
                (_, Some(court)) => occupancy.add(Group {
                    courts: vec![court],
                    is_session: booking.kind == BookingKind::Session,
                    players: players_of(&booking),
                }),
                (_, None) => occupancy.without_court += 1,
            }
        }
        occupancy
    }

    /// The least number of free courts over the window among those that `counts` picks.
    pub(super) fn least_free(&self, counts: impl Fn(usize) -> bool) -> usize {
        let free = |slot: &Vec<bool>| {
            let court_is_free = |&court: &usize| !slot[court] && !self.is_taken[court] && counts(court);
            (0..slot.len()).filter(court_is_free).count()
        };
        self.busy.iter().map(free).min().unwrap_or(0)
    }

    /// How many slots of the window something is on the court.
    pub(super) fn busy_slots(&self, court: usize) -> usize {
        self.busy.iter().filter(|slot| slot[court]).count()
    }

    fn mark_busy(&mut self, court: usize, starts_at: u32, ends_at: u32, from: u32, until: u32, slot: u32) {
        let first = starts_at.max(from) - from;
        let last = ends_at.min(until) - from;
        for index in (first / slot)..last.div_ceil(slot) {
            self.busy[index as usize][court] = true;
        }
    }

    pub(super) fn add(&mut self, group: Group) {
        for &court in &group.courts {
            self.groups_on[court].push(self.groups.len());
        }
        self.groups.push(group);
    }

    /// All rows of one session: its courts within the window, and its registrants in the order they joined.
    fn add_session(
        &mut self,
        club: &Club,
        commitments: &Commitments,
        occurrence: u32,
        from: u32,
        until: u32,
    ) {
        let venue = club.venue();
        let mut courts = Vec::new();
        let mut joined = Vec::new();
        for booking in club
            .bookings()
            .of_occurrence(occurrence)
            .filter(BookingView::stands)
        {
            if booking.starts_at >= until || booking.ends_at() <= from || booking.kind != BookingKind::Session
            {
                continue;
            }
            courts.extend(booking.court.and_then(|id| venue.court_index(id)));
            let players = players_of(&booking).into_iter().enumerate();
            joined.extend(players.map(|(place, player)| (booking.booked_at, booking.index, place, player)));
        }
        courts.sort_unstable();
        courts.dedup();
        if courts.is_empty() {
            self.without_court += 1;
            return;
        }
        joined.sort_by_key(|&(booked_at, index, place, _)| (booked_at, index, place));
        let mut players: Vec<Player> = Vec::with_capacity(joined.len());
        for (.., player) in joined {
            let is_repeat =
                player.member.is_some() && players.iter().any(|known| known.member == player.member);
            if !is_repeat {
                players.push(player);
            }
        }
        let all_courts = courts.len();
        let is_lost = |court: &usize| {
            let mut events = commitments.overlapping(from, until);
            events.any(|event| event.displaces && event.courts.contains(court))
        };
        courts.retain(|court| !is_lost(court));
        if courts.len() < all_courts {
            players.truncate(courts.len() * usize::from(venue.session_players_per_court));
        }
        self.add(Group {
            courts,
            is_session: true,
            players,
        });
    }
}

/// Whether no event can have the court of such a booking.
pub(super) fn is_untouchable(kind: BookingKind, protected: &[BookingKind]) -> bool {
    matches!(kind, BookingKind::Block | BookingKind::Event) || protected.contains(&kind)
}

fn players_of(booking: &BookingView<'_>) -> Vec<Player> {
    let starts_at = booking.starts_at;
    let count = booking.participants().count() + usize::from(booking.guests);
    let fee = booking.revenue.cents().max(0) * 1_000_000 / i64::try_from(count.max(1)).unwrap_or(i64::MAX);
    let player = |member: Option<usize>| Player {
        member,
        starts_at,
        fee,
    };
    let members = booking.participants().map(|member| player(Some(member)));
    members.chain((0..booking.guests).map(|_| player(None))).collect()
}
