use chrono::Weekday;

use crate::domain::{DayOfWeek, OpeningHours};

/// An hour of the club-local week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HourOfWeek {
    pub weekday: DayOfWeek,
    /// 0 to 23.
    pub hour: u8,
}

impl HourOfWeek {
    /// All 168, from Monday 0:00 on.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        DayOfWeek::ALL
            .into_iter()
            .flat_map(|weekday| (0..24).map(move |hour| Self { weekday, hour }))
    }

    /// Rank within the week, 0 to 167.
    pub(crate) const fn index(self) -> usize {
        self.weekday as usize * 24 + self.hour as usize
    }

    /// Its open minutes, one bit each.
    pub(crate) fn open_minutes(self, hours: &OpeningHours) -> u64 {
        let today = Weekday::try_from(self.weekday as u8).unwrap_or(Weekday::Mon);
        let from = u16::from(self.hour) * 60;
        let spilling_over = hours.on(today.pred()).map_or(0, |(opens, closes)| {
            minutes_within(from + MINUTES_A_DAY, opens, closes)
        });
        let own = hours
            .on(today)
            .map_or(0, |(opens, closes)| minutes_within(from, opens, closes));
        own | spilling_over
    }
}

const MINUTES_A_DAY: u16 = 24 * 60;

/// The minutes of `opens..closes` that lie in the hour that starts at minute `from`, one bit each.
pub(super) fn minutes_within(from: u16, opens: u16, closes: u16) -> u64 {
    let first = opens.clamp(from, from + 60) - from;
    let last = closes.clamp(from, from + 60) - from;
    ((1_u64 << last) - 1) & !((1_u64 << first) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(hours: &OpeningHours, weekday: DayOfWeek, hour: u8) -> u32 {
        HourOfWeek { weekday, hour }.open_minutes(hours).count_ones()
    }

    #[test]
    fn the_default_week_is_open_87_hours() {
        let hours = OpeningHours::default();
        let minutes: u32 = HourOfWeek::all()
            .map(|hour| hour.open_minutes(&hours).count_ones())
            .sum();
        assert_eq!(minutes, (5 * 13 + 12 + 10) * 60);
    }

    #[test]
    fn a_closing_time_after_midnight_opens_the_next_day() {
        let mut hours = OpeningHours([None; 7]);
        hours.0[6] = Some((18 * 60, 26 * 60 - 30));
        assert_eq!(open(&hours, DayOfWeek::Sun, 23), 60);
        assert_eq!(open(&hours, DayOfWeek::Mon, 0), 60);
        assert_eq!(open(&hours, DayOfWeek::Mon, 1), 30);
        assert_eq!(open(&hours, DayOfWeek::Mon, 2), 0);
        assert_eq!(open(&hours, DayOfWeek::Tue, 0), 0);
    }
}
