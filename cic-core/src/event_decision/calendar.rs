use super::occupancy::is_untouchable;
use super::stake::Situation;
use super::standing::standing;
use crate::Club;
use crate::domain::BookingKind;

/// Which courts are busy in each slot of a stretch of days, as bits: tells at once whether anyone would be displaced.
#[derive(Debug)]
pub(super) struct Calendar {
    /// Seconds since 1970 of the first slot.
    from: u32,
    /// Seconds.
    slot: u32,
    /// 64-bit words a slot.
    words: usize,
    courts: usize,
    busy: Vec<u64>,
    /// Courts that cannot be had: blocked, or given to another event.
    taken: Vec<u64>,
    /// By slot: reservations and lessons on hand.
    on_hand: Vec<u32>,
    /// For each kind of court the courts of that kind.
    kinds: Vec<Vec<u64>>,
}

impl Calendar {
    /// Reads the slots from `from` to `until`, seconds since 1970.
    pub(super) fn new(situation: &Situation<'_>, from: u32, until: u32) -> Self {
        let (club, commitments) = (situation.club, situation.commitments);
        let venue = club.venue();
        let slot = u32::from(venue.slot_minutes) * 60;
        let words = venue.courts.len().div_ceil(64);
        let slots = (until - from).div_ceil(slot) as usize;
        let mut calendar = Self {
            from,
            slot,
            words,
            courts: venue.courts.len(),
            busy: vec![0; slots * words],
            taken: vec![0; slots * words],
            on_hand: vec![0; slots],
            kinds: kinds_of(club, words),
        };
        for standing in standing(club, commitments, from, until) {
            let booking = &standing.booking;
            if matches!(booking.kind, BookingKind::Reservation | BookingKind::Lesson) {
                for slot in calendar.slots_of(booking.starts_at, booking.ends_at(), until) {
                    calendar.on_hand[slot] += 1;
                }
            }
            if let Some(court) = standing.court {
                let is_taken =
                    is_untouchable(standing.booking.kind, &situation.settings.event.protected_kinds);
                calendar.mark(
                    standing.booking.starts_at,
                    standing.booking.ends_at(),
                    court,
                    until,
                    is_taken,
                );
            }
        }
        for event in commitments.overlapping(from, until) {
            for &court in &event.courts {
                calendar.mark(event.starts_at, event.ends_at, court, until, true);
            }
        }
        calendar
    }

    /// Whether `courts` of the `usable` courts (all of them if `None`) can be had from `start` for `minutes` without
    /// displacing anyone; `None` when the stretch does not tell.
    pub(super) fn is_free(
        &self,
        start: u32,
        minutes: u32,
        courts: usize,
        usable: Option<&[usize]>,
        interchangeable: bool,
    ) -> Option<bool> {
        let slots = self.slots(start, minutes)?;
        let over_window = |bits: &[u64], word: usize| {
            slots
                .clone()
                .fold(0, |any, slot| any | bits[slot * self.words + word])
        };
        let to_be_had: Vec<u64> = (0..self.words)
            .map(|word| !over_window(&self.taken, word))
            .collect();
        let wanted = usable.map_or_else(|| vec![u64::MAX; self.words], |courts| bits(courts, self.words));
        let free = |kind: &[u64]| {
            let usable = |word: usize| kind[word] & to_be_had[word] & wanted[word];
            let free_in = |slot: usize| {
                let free = |word: usize| kind[word] & to_be_had[word] & !self.busy[slot * self.words + word];
                count((0..self.words).map(free))
            };
            if interchangeable {
                slots
                    .clone()
                    .map(free_in)
                    .min()
                    .unwrap_or(0)
                    .min(count((0..self.words).map(usable)))
            } else {
                count((0..self.words).map(|word| usable(word) & !over_window(&self.busy, word)))
            }
        };
        Some(self.kinds.iter().map(|kind| free(kind)).sum::<usize>() >= courts)
    }

    /// The slots of a window, by index from the stretch's first; `None` when it is off the grid or beyond the stretch.
    pub(super) fn slots(&self, start: u32, minutes: u32) -> Option<std::ops::Range<usize>> {
        let offset = start
            .checked_sub(self.from)
            .filter(|offset| offset.is_multiple_of(self.slot))?;
        let first = (offset / self.slot) as usize;
        let end = first + (minutes * 60).div_ceil(self.slot) as usize;
        (end * self.words <= self.busy.len()).then_some(first..end)
    }

    /// How many slots there are.
    pub(super) fn count(&self) -> usize {
        self.busy.len() / self.words
    }

    /// How many courts are free in a slot.
    pub(super) fn free(&self, slot: usize) -> usize {
        let words = slot * self.words..(slot + 1) * self.words;
        let used = count(words.map(|word| self.busy[word] | self.taken[word]));
        self.courts - used
    }

    /// How many reservations and lessons are on hand in a slot.
    pub(super) fn on_hand(&self, slot: usize) -> u32 {
        self.on_hand[slot]
    }

    /// Start of a slot, seconds since 1970.
    pub(super) fn starts_at(&self, slot: usize) -> u32 {
        self.from + u32::try_from(slot).unwrap_or(u32::MAX).saturating_mul(self.slot)
    }

    fn mark(&mut self, starts_at: u32, ends_at: u32, court: usize, until: u32, is_taken: bool) {
        for slot in self.slots_of(starts_at, ends_at, until) {
            let at = slot * self.words + court / 64;
            self.busy[at] |= 1 << (court % 64);
            self.taken[at] |= u64::from(is_taken) << (court % 64);
        }
    }
}

impl Calendar {
    /// The slots that something overlaps.
    fn slots_of(&self, starts_at: u32, ends_at: u32, until: u32) -> std::ops::Range<usize> {
        let first = (starts_at.max(self.from) - self.from) / self.slot;
        let end = (ends_at.min(until) - self.from).div_ceil(self.slot);
        first as usize..end as usize
    }
}

fn kinds_of(club: &Club, words: usize) -> Vec<Vec<u64>> {
    let courts = &club.venue().courts;
    let mut names: Vec<_> = courts.iter().map(|court| &court.kind).collect();
    names.sort_unstable();
    names.dedup();
    let of = |name: &Option<String>| {
        (0..courts.len())
            .filter(|&court| courts[court].kind == *name)
            .collect::<Vec<_>>()
    };
    names.into_iter().map(|name| bits(&of(name), words)).collect()
}

fn bits(courts: &[usize], words: usize) -> Vec<u64> {
    let mut bits = vec![0; words];
    for court in courts {
        bits[court / 64] |= 1 << (court % 64);
    }
    bits
}

fn count(words: impl Iterator<Item = u64>) -> usize {
    words.map(|word| word.count_ones() as usize).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Settings;
    use crate::club::{BookingRow, ClubBuilder, instant_of};
    use crate::domain::{BookingStatus, Money};
    use crate::event_decision::commitment::Commitments;
    use crate::event_decision::court_choice::choose;
    use crate::event_decision::model::EventModel;
    use crate::event_decision::occupancy::Occupancy;

    const FROM: u32 = 1_767_600_000;
    const HALF_HOUR: u32 = 1_800;

    fn club(settings: &Settings, bookings: &[(u32, u32, u16, BookingKind)]) -> Club {
        let mut builder = ClubBuilder::new(&settings.venue);
        for &(start, slots, court, kind) in bookings {
            let starts_at = FROM + start * HALF_HOUR;
            let row = BookingRow {
                member_id: None,
                starts_at: instant_of(starts_at),
                ends_at: instant_of(starts_at + slots * HALF_HOUR),
                court_id: Some(court),
                revenue: Money::ZERO,
                booked_at: None,
                cancelled_at: None,
                status: BookingStatus::Booked,
                kind,
                occurrence: None,
                guests: 1,
            };
            builder.booking(row, []).unwrap();
        }
        builder.build().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn a_free_window_is_one_in_which_nobody_is_displaced(
            bookings in prop::collection::vec(
                (0_u32..20, 1_u32..5, 1_u16..=5, prop::sample::select(vec![BookingKind::Reservation, BookingKind::Block])),
                0..14,
            ),
            start in 0_u32..16,
            slots in 1_u32..5,
            courts in 1_usize..=5,
            interchangeable in any::<bool>(),
        ) {
            let mut settings = Settings::from_toml("[venue]\ncourts = 5").unwrap();
            settings.event.courts_interchangeable = interchangeable;
            let club = club(&settings, &bookings);
            let (from, until) = (FROM + start * HALF_HOUR, FROM + (start + slots) * HALF_HOUR);
            let commitments = Commitments::default();
            let model = EventModel::fit(&club, &settings, instant_of(FROM), |_| 0, |_| None);
            let situation = Situation {
                club: &club,
                settings: &settings,
                as_of: instant_of(FROM),
                engine_version: "",
                overrides: "",
                stake_of: &|_| None,
                model: &model,
                commitments: &commitments,
                ahead: &std::sync::OnceLock::new(),
            };
            let calendar = Calendar::new(&situation, FROM, FROM + 20 * HALF_HOUR);
            let occupancy = Occupancy::new(&club, &commitments, &[], from, until);
            let choice = choose(&situation, &occupancy, courts, None);
            let nobody = choice.is_some_and(|choice| choice.guests == 0);
            prop_assert_eq!(calendar.is_free(from, slots * 30, courts, None, interchangeable), Some(nobody));
        }
    }
}
