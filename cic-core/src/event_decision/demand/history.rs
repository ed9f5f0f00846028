use super::cell::{Cell, SEASONS, WEEK_CELLS};
use crate::Club;
use crate::club::{LocalClock, LocalStart};
use crate::domain::{BookingKind, BookingStatus, OpeningHours};

/// Kinds of booking whose demand is told apart.
pub(super) const KINDS: [BookingKind; 3] = [
    BookingKind::Reservation,
    BookingKind::Lesson,
    BookingKind::Session,
];

/// How often a slot of a cell had so and so many courts in use.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    courts: usize,
    /// By cell and count: slots that had room left, so that the count is the demand.
    open: Vec<u32>,
    /// By cell and count: slots that were sold out, so that the demand was the count or more.
    full: Vec<u32>,
}

impl Counts {
    pub(super) fn new(courts: usize) -> Self {
        let empty = vec![0; SEASONS * WEEK_CELLS * (courts + 1)];
        Self {
            courts,
            open: empty.clone(),
            full: empty,
        }
    }

    fn add(&mut self, cell: usize, count: usize, is_full: bool) {
        let place = cell * (self.courts + 1) + count.min(self.courts);
        let counts = if is_full { &mut self.full } else { &mut self.open };
        counts[place] += 1;
    }

    #[cfg(test)]
    pub(super) fn add_many(&mut self, cell: usize, count: usize, is_full: bool, slots: f64) {
        let place = cell * (self.courts + 1) + count;
        let counts = if is_full { &mut self.full } else { &mut self.open };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few thousand"
        )]
        let slots = slots.round() as u32;
        counts[place] += slots;
    }

    pub(super) fn open(&self, cell: usize) -> &[u32] {
        &self.open[cell * (self.courts + 1)..(cell + 1) * (self.courts + 1)]
    }

    pub(super) fn full(&self, cell: usize) -> &[u32] {
        &self.full[cell * (self.courts + 1)..(cell + 1) * (self.courts + 1)]
    }
}

/// Courts in use in every open slot of a stretch of time, by kind of booking.
#[derive(Debug)]
pub(super) struct History {
    /// Start of the first slot, seconds since 1970.
    from: u32,
    /// Seconds.
    slot: u32,
    words: usize,
    courts: usize,
    /// For each kind, slot and court a bit.
    busy: [Vec<u64>; 3],
    /// Blocked, or given to an event.
    taken: Vec<u64>,
}

impl History {
    /// What was played from `from` to `until`, seconds since 1970.
    pub(super) fn read(club: &Club, from: u32, until: u32) -> Self {
        let venue = club.venue();
        let slot = u32::from(venue.slot_minutes) * 60;
        let from = from / slot * slot;
        let words = venue.courts.len().div_ceil(64);
        let slots = (until.saturating_sub(from) / slot) as usize;
        let empty = vec![0_u64; slots * words];
        let mut history = Self {
            from,
            slot,
            words,
            courts: venue.courts.len(),
            busy: [empty.clone(), empty.clone(), empty.clone()],
            taken: empty,
        };
        for booking in club.bookings().overlapping(from, until) {
            let court = booking.court.and_then(|id| venue.court_index(id));
            let Some(court) = court.filter(|_| booking.status != BookingStatus::Cancelled) else {
                continue;
            };
            let first = (booking.starts_at.max(from) - from) / slot;
            let end = (booking.ends_at().min(until) - from).div_ceil(slot);
            let bits = match booking.kind {
                BookingKind::Reservation => &mut history.busy[0],
                BookingKind::Lesson => &mut history.busy[1],
                BookingKind::Session => &mut history.busy[2],
                BookingKind::Event | BookingKind::Block => &mut history.taken,
            };
            for place in (first as usize..(end as usize).min(slots)).map(|index| index * words + court / 64) {
                bits[place] |= 1 << (court % 64);
            }
        }
        history
    }

    /// Every open slot: its start, the courts each kind took, and whether it was sold out.
    pub(super) fn slots<'a>(
        &'a self,
        clock: &'a LocalClock,
        hours: &'a OpeningHours,
    ) -> impl Iterator<Item = (u32, Cell, [usize; 3], bool)> + 'a {
        let slots = self.taken.len() / self.words.max(1);
        (0..slots).filter_map(move |index| {
            #[expect(clippy::cast_possible_truncation, reason = "slots of a few years")]
            let starts_at = self.from + index as u32 * self.slot;
            let local = clock.read(starts_at);
            if !is_open(hours, local) {
                return None;
            }
            let words = index * self.words..(index + 1) * self.words;
            let count = |bits: &Vec<u64>| {
                let ones = |word: &u64| word.count_ones() as usize;
                bits[words.clone()].iter().map(ones).sum::<usize>()
            };
            let used: usize = words
                .clone()
                .map(|word| {
                    (self.busy[0][word] | self.busy[1][word] | self.busy[2][word]) & !self.taken[word]
                })
                .map(|word| word.count_ones() as usize)
                .sum();
            let to_be_had = self.courts - count(&self.taken);
            let counts = [count(&self.busy[0]), count(&self.busy[1]), count(&self.busy[2])];
            (to_be_had > 0).then(|| (starts_at, Cell::of(local), counts, used >= to_be_had))
        })
    }

    /// The slots counted by cell, for each kind.
    pub(super) fn counted(&self, clock: &LocalClock, hours: &OpeningHours) -> [Counts; 3] {
        let mut counts = [0, 1, 2].map(|_| Counts::new(self.courts));
        for (_, cell, used, is_full) in self.slots(clock, hours) {
            for (kind, counts) in counts.iter_mut().enumerate() {
                // The club itself puts on sessions: a full house hides no further ones.
                let hides_demand = is_full && KINDS[kind] != BookingKind::Session;
                counts.add(cell.in_year(), used[kind], hides_demand);
            }
        }
        counts
    }
}

/// Whether the club is open in the slot that begins then.
fn is_open(hours: &OpeningHours, local: LocalStart) -> bool {
    let on = |weekday: u32, minute: u32| {
        let day = hours.0[weekday as usize % 7];
        day.is_some_and(|(opens, closes)| (u32::from(opens)..u32::from(closes)).contains(&minute))
    };
    let minute = u32::from(local.minute);
    on(local.weekday(), minute) || on(local.weekday() + 6, minute + 1_440)
}
