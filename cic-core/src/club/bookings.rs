use chrono::DateTime;

use crate::domain::{BookingKind, BookingStatus, Instant, Money};

/// No court, no organiser, no known time: the largest value of the column.
pub(super) const NO_COURT: u16 = u16::MAX;
pub(super) const NOBODY: u32 = u32::MAX;
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Bookings as columns in order of start. About 40 bytes each with two players.
#[derive(Debug, Clone, Default)]
pub struct Bookings {
    /// Seconds since 1970.
    pub(super) starts_at: Vec<u32>,
    pub(super) minutes: Vec<u16>,
    pub(super) court: Vec<u16>,
    pub(super) organiser: Vec<u32>,
    pub(super) revenue_cents: Vec<i32>,
    /// Seconds since 1970, rounded up: knowledge is never dated too early.
    pub(super) booked_at: Vec<u32>,
    pub(super) kind: Vec<BookingKind>,
    pub(super) status: Vec<BookingStatus>,
    pub(super) guests: Vec<u8>,
    /// `players[player_ends[i - 1]..player_ends[i]]` play beside the organiser of booking i.
    pub(super) player_ends: Vec<u32>,
    pub(super) players: Vec<u32>,
    /// `(booking, seconds since 1970)` by booking, for those called off at a known time.
    pub(super) cancelled_at: Vec<(u32, u32)>,
    /// `(booking, occurrence)` by booking, for those that share one.
    pub(super) occurrence: Vec<(u32, u32)>,
    /// `(occurrence, booking)` by occurrence: the same pairs the other way round.
    pub(super) by_occurrence: Vec<(u32, u32)>,
    /// The longest booking: how far back an overlap can begin.
    pub(super) longest_minutes: u16,
}

/// What features read of a booking; the other columns stay out of the cache.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Played<'a> {
    /// Seconds since 1970.
    pub starts_at: u32,
    pub minutes: u16,
    pub kind: BookingKind,
    pub guests: u8,
    organiser: u32,
    pub players: &'a [u32],
}

impl Played<'_> {
    pub(crate) fn organiser(&self) -> Option<usize> {
        (self.organiser != NOBODY).then_some(self.organiser as usize)
    }
}

/// One booking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BookingView<'a> {
    /// Rank by start.
    pub index: usize,
    /// Start, seconds since 1970.
    pub starts_at: u32,
    /// Length.
    pub minutes: u16,
    /// Court, if known.
    pub court: Option<u16>,
    /// Organiser's index, if a member.
    pub organiser: Option<usize>,
    /// What was charged.
    pub revenue: Money,
    /// When it was made, seconds since 1970, if known.
    pub booked_at: Option<u32>,
    /// What the court is taken for.
    pub kind: BookingKind,
    /// What became of it.
    pub status: BookingStatus,
    /// Players the club does not know by id.
    pub guests: u8,
    /// Indexes of the members beside the organiser.
    pub players: &'a [u32],
}

impl BookingView<'_> {
    /// End, seconds since 1970.
    #[must_use]
    pub fn ends_at(&self) -> u32 {
        self.starts_at + u32::from(self.minutes) * 60
    }

    /// The members who play: organiser first.
    pub fn participants(&self) -> impl Iterator<Item = usize> + '_ {
        self.organiser
            .into_iter()
            .chain(self.players.iter().map(|&player| player as usize))
    }

    /// Whether it took or will take place as far as is known.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.status == BookingStatus::Booked
    }
}

impl Bookings {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts_at.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts_at.is_empty()
    }

    /// The booking at `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> BookingView<'_> {
        BookingView {
            index,
            starts_at: self.starts_at[index],
            minutes: self.minutes[index],
            court: (self.court[index] != NO_COURT).then_some(self.court[index]),
            organiser: (self.organiser[index] != NOBODY).then_some(self.organiser[index] as usize),
            revenue: Money::from_cents(i64::from(self.revenue_cents[index])),
            booked_at: (self.booked_at[index] != UNKNOWN).then_some(self.booked_at[index]),
            kind: self.kind[index],
            status: self.status[index],
            guests: self.guests[index],
            players: self.players_of(index),
        }
    }

    /// The bookings before `end` that stand and are play, by start.
    pub(crate) fn played_before(&self, end: usize) -> impl Iterator<Item = (usize, Played<'_>)> {
        let mut players_from = 0;
        (0..end).filter_map(move |index| {
            let players_until = self.player_ends[index] as usize;
            let players = &self.players[players_from..players_until];
            players_from = players_until;
            let is_play =
                self.status[index] == BookingStatus::Booked && self.kind[index] != BookingKind::Block;
            is_play.then(|| {
                let played = Played {
                    starts_at: self.starts_at[index],
                    minutes: self.minutes[index],
                    kind: self.kind[index],
                    guests: self.guests[index],
                    organiser: self.organiser[index],
                    players,
                };
                (index, played)
            })
        })
    }

    /// What was charged for the booking at `index`, in cents.
    pub(crate) fn revenue_cents(&self, index: usize) -> i64 {
        i64::from(self.revenue_cents[index])
    }

    /// Adds to `met` whom `member` plays with in the reservation at `index`, if it is one and stands.
    pub(crate) fn add_partners(&self, index: usize, member: u32, met: &mut Vec<u32>) {
        let players = self.players_of(index);
        if players.is_empty()
            || self.kind[index] != BookingKind::Reservation
            || self.status[index] != BookingStatus::Booked
        {
            return;
        }
        let organiser = self.organiser[index];
        met.extend(players.iter().copied().filter(|&player| player != member));
        if organiser != member && organiser != NOBODY {
            met.push(organiser);
        }
    }

    /// All of them, by start.
    pub fn iter(&self) -> impl Iterator<Item = BookingView<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Those that overlap `from..until` (seconds since 1970), by start.
    pub fn overlapping(&self, from: u32, until: u32) -> impl Iterator<Item = BookingView<'_>> {
        let earliest = from.saturating_sub(u32::from(self.longest_minutes) * 60);
        let low = self.starts_at.partition_point(|&start| start < earliest);
        let high = self.starts_at.partition_point(|&start| start < until);
        (low..high)
            .map(|index| self.get(index))
            .filter(move |booking| booking.ends_at() > from)
    }

    /// The first booking that starts at or after `seconds`.
    #[must_use]
    pub fn first_from(&self, seconds: u32) -> usize {
        self.starts_at.partition_point(|&start| start < seconds)
    }

    /// The occurrence a booking belongs to.
    #[must_use]
    pub fn occurrence_of(&self, index: usize) -> Option<u32> {
        let key = u32::try_from(index).ok()?;
        let at = self
            .occurrence
            .binary_search_by_key(&key, |&(booking, _)| booking)
            .ok()?;
        Some(self.occurrence[at].1)
    }

    /// When the booking at `index` was called off, seconds since 1970, if it was and that is known.
    #[must_use]
    pub fn cancelled_at(&self, index: usize) -> Option<u32> {
        let key = u32::try_from(index).ok()?;
        let at = self
            .cancelled_at
            .binary_search_by_key(&key, |&(booking, _)| booking)
            .ok()?;
        Some(self.cancelled_at[at].1)
    }

    /// The bookings of an occurrence, by start.
    pub fn of_occurrence(&self, occurrence: u32) -> impl Iterator<Item = BookingView<'_>> {
        let low = self
            .by_occurrence
            .partition_point(|&(group, _)| group < occurrence);
        let high = self
            .by_occurrence
            .partition_point(|&(group, _)| group <= occurrence);
        self.by_occurrence[low..high]
            .iter()
            .map(|&(_, index)| self.get(index as usize))
    }

    /// Indexes of the members beside the organiser.
    #[must_use]
    pub fn players_of(&self, index: usize) -> &[u32] {
        let from = if index == 0 {
            0
        } else {
            self.player_ends[index - 1] as usize
        };
        &self.players[from..self.player_ends[index] as usize]
    }

    /// Whether any booking names a second person: without one in the whole club, players are not recorded.
    #[must_use]
    pub fn knows_players(&self) -> bool {
        !self.players.is_empty() || self.guests.iter().any(|&guests| guests > 0) && self.organised_guests()
    }

    fn organised_guests(&self) -> bool {
        self.guests
            .iter()
            .zip(&self.organiser)
            .any(|(&guests, &organiser)| guests > 0 && organiser != NOBODY)
    }

    pub(super) fn index_occurrences(&mut self) {
        self.by_occurrence = self
            .occurrence
            .iter()
            .map(|&(booking, group)| (group, booking))
            .collect();
        self.by_occurrence.sort_unstable();
    }

    pub(super) fn memory_bytes(&self) -> usize {
        fn bytes<T>(column: &Vec<T>) -> usize {
            column.capacity() * size_of::<T>()
        }
        bytes(&self.starts_at)
            + bytes(&self.minutes)
            + bytes(&self.court)
            + bytes(&self.organiser)
            + bytes(&self.revenue_cents)
            + bytes(&self.booked_at)
            + bytes(&self.kind)
            + bytes(&self.status)
            + bytes(&self.guests)
            + bytes(&self.player_ends)
            + bytes(&self.players)
            + bytes(&self.cancelled_at)
            + bytes(&self.occurrence)
            + bytes(&self.by_occurrence)
    }
}

/// The instant of seconds since 1970.
pub(crate) fn instant_of(seconds: u32) -> Instant {
    DateTime::from_timestamp(i64::from(seconds), 0).unwrap_or_default()
}

/// Whole seconds since 1970, rounded down; `None` outside 1970 to 2105.
pub(crate) fn seconds_of(instant: Instant) -> Option<u32> {
    u32::try_from(instant.timestamp())
        .ok()
        .filter(|&seconds| seconds < UNKNOWN - 86_400 * 366)
}

/// Whole seconds since 1970, rounded up.
pub(crate) fn seconds_up(instant: Instant) -> Option<u32> {
    seconds_of(instant).map(|seconds| seconds + u32::from(instant.timestamp_subsec_nanos() > 0))
}
