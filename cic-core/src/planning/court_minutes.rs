const WORDS_A_DAY: usize = 24;

/// Which minutes of which day each court is taken or out of use: one word of 60 bits an hour.
#[derive(Debug)]
pub(super) struct CourtMinutes {
    courts: usize,
    /// `[day][hour][court]`.
    taken: Vec<u64>,
    /// The same shape; empty until something is blocked.
    blocked: Vec<u64>,
    /// `[day][hour]`: court-minutes of parties whose court is not known.
    anywhere: Vec<f64>,
}

impl CourtMinutes {
    pub(super) fn new(courts: usize, days: usize) -> Self {
        Self {
            courts,
            taken: vec![0; courts * days * WORDS_A_DAY],
            blocked: Vec::new(),
            anywhere: vec![0.0; days * WORDS_A_DAY],
        }
    }

    /// Takes `courts` courts from minute `from` to `until` of a day: this one, or any when it is not known.
    pub(super) fn take(&mut self, court: Option<usize>, courts: f64, day: usize, from: u16, until: u16) {
        each_hour(from, until, |hour, bits| {
            let row = day * WORDS_A_DAY + hour;
            match court {
                Some(court) => self.taken[row * self.courts + court] |= bits,
                None => self.anywhere[row] += courts * f64::from(bits.count_ones()),
            }
        });
    }

    pub(super) fn block(&mut self, court: usize, day: usize, from: u16, until: u16) {
        self.blocked.resize(self.taken.len(), 0);
        each_hour(from, until, |hour, bits| {
            self.blocked[(day * WORDS_A_DAY + hour) * self.courts + court] |= bits;
        });
    }

    /// Court-minutes that could be had and that were taken, within the `open` minutes of an hour.
    pub(super) fn count(&self, day: usize, hour: usize, open: u64) -> (u32, f64) {
        let row = (day * WORDS_A_DAY + hour) * self.courts;
        let (mut usable, mut taken) = (0, 0);
        for (court, bits) in self.taken[row..row + self.courts].iter().enumerate() {
            let blocked = self.blocked.get(row + court).copied().unwrap_or(0);
            usable += (open & !blocked).count_ones();
            taken += (open & !blocked & bits).count_ones();
        }
        let anywhere = self.anywhere[day * WORDS_A_DAY + hour];
        (usable, (f64::from(taken) + anywhere).min(f64::from(usable)))
    }
}

/// Calls `visit` with each hour that `from..until` (minutes of a day) touches, and its minutes as bits.
fn each_hour(from: u16, until: u16, mut visit: impl FnMut(usize, u64)) {
    for hour in from / 60..until.div_ceil(60) {
        visit(
            usize::from(hour),
            super::hour_of_week::minutes_within(hour * 60, from, until),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: u64 = (1 << 60) - 1;

    #[test]
    fn overlapping_parties_take_a_minute_once() {
        let mut minutes = CourtMinutes::new(2, 1);
        minutes.take(Some(0), 1.0, 0, 18 * 60 + 30, 19 * 60 + 30);
        minutes.take(Some(0), 1.0, 0, 18 * 60 + 45, 19 * 60);
        assert_eq!(minutes.count(0, 18, ALL), (120, 30.0));
        assert_eq!(minutes.count(0, 19, ALL), (120, 30.0));
    }

    #[test]
    fn a_blocked_court_is_neither_open_nor_taken() {
        let mut minutes = CourtMinutes::new(2, 1);
        minutes.take(Some(1), 1.0, 0, 600, 660);
        minutes.block(1, 0, 600, 660);
        assert_eq!(minutes.count(0, 10, ALL), (60, 0.0));
    }

    #[test]
    fn a_party_without_court_takes_no_more_than_there_is() {
        let mut minutes = CourtMinutes::new(2, 1);
        minutes.take(None, 3.0, 0, 600, 660);
        assert_eq!(minutes.count(0, 10, ALL), (120, 120.0));
    }

    #[test]
    fn only_open_minutes_count() {
        let mut minutes = CourtMinutes::new(1, 1);
        minutes.take(Some(0), 1.0, 0, 600, 660);
        assert_eq!(minutes.count(0, 10, (1 << 30) - 1), (30, 30.0));
    }
}
