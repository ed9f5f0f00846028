//! Which court is taken when, in one week.

use super::premises::HALVES_PER_WEEK;

/// Nobody holds the court.
pub(super) const FREE: u32 = u32::MAX;
/// A session holds it; sessions give way to nobody.
pub(super) const SESSION: u32 = u32::MAX - 1;

/// For each half hour of the week a bit set of free courts, and who holds the others.
pub(super) struct Timetable {
    courts: usize,
    words: usize,
    free: Vec<u64>,
    holder: Vec<u32>,
}

impl Timetable {
    pub(super) fn new(courts: usize) -> Self {
        let words = courts.div_ceil(64);
        let row = (0..words).map(|word| {
            let left = courts - word * 64;
            if left >= 64 { u64::MAX } else { (1 << left) - 1 }
        });
        let row: Vec<u64> = row.collect();
        Self {
            courts,
            words,
            free: row.repeat(HALVES_PER_WEEK),
            holder: vec![FREE; HALVES_PER_WEEK * courts],
        }
    }

    /// A court free from `slot` for `halves`: the favourite if it can be, else one that leaves no gap, else any.
    pub(super) fn find(&self, slot: usize, halves: usize, favourite: usize) -> Option<usize> {
        if self.is_free(slot, halves, favourite) {
            return Some(favourite);
        }
        let mut any = None;
        let first_word = favourite / 64;
        for turn in 0..self.words {
            let word = (first_word + turn) % self.words;
            let mut open = u64::MAX;
            for half in slot..slot + halves {
                open &= self.free[half * self.words + word];
            }
            if open == 0 {
                continue;
            }
            let before = slot
                .checked_sub(1)
                .map_or(0, |half| self.free[half * self.words + word]);
            let snug = open & !before;
            if snug != 0 {
                return Some(word * 64 + snug.trailing_zeros() as usize);
            }
            any = any.or(Some(word * 64 + open.trailing_zeros() as usize));
        }
        any
    }

    pub(super) fn is_free(&self, slot: usize, halves: usize, court: usize) -> bool {
        (slot..slot + halves).all(|half| self.holder[half * self.courts + court] == FREE)
    }

    /// Who holds a court at a half hour.
    pub(super) fn holder(&self, half: usize, court: usize) -> u32 {
        self.holder[half * self.courts + court]
    }

    pub(super) fn take(&mut self, slot: usize, halves: usize, court: usize, holder: u32) {
        for half in slot..slot + halves {
            self.holder[half * self.courts + court] = holder;
            self.free[half * self.words + court / 64] &= !(1 << (court % 64));
        }
    }

    pub(super) fn release(&mut self, slot: usize, halves: usize, court: usize) {
        for half in slot..slot + halves {
            self.holder[half * self.courts + court] = FREE;
            self.free[half * self.words + court / 64] |= 1 << (court % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_court_is_found_again_only_after_its_release() {
        let mut timetable = Timetable::new(70);
        for holder in 0..70 {
            let court = timetable.find(10, 2, 65).unwrap();
            timetable.take(10, 2, court, holder);
        }
        assert_eq!(timetable.find(11, 1, 3), None);
        timetable.release(10, 2, 69);
        assert_eq!(timetable.find(10, 2, 3), Some(69));
    }
}
