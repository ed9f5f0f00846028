use crate::Club;
use crate::club::seconds_of;
use crate::domain::Instant;

/// Seconds of a twelfth of 365.25 days.
pub(crate) const MONTH_SECONDS: i64 = 2_629_800;
/// Older play tells of another club.
const MOST_MONTHS: i64 = 48;

/// Months counted back from `as_of`; month 0 is the earliest, and the last ends at `as_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCalendar {
    now: i64,
    count: usize,
}

impl MonthCalendar {
    /// The whole months between the first booking or check-in of `club` and `as_of`, at most 48.
    #[must_use]
    pub fn of(club: &Club, as_of: Instant) -> Self {
        let bookings = club.bookings();
        let first_booking = (!bookings.is_empty()).then(|| bookings.get(0).starts_at);
        let first_check_in = club.play().check_ins().first().map(|&(seconds, ..)| seconds);
        let now = i64::from(seconds_of(as_of).unwrap_or_default());
        let first = first_booking.into_iter().chain(first_check_in).min();
        let months = first.map_or(0, |first| (now - i64::from(first)) / MONTH_SECONDS);
        Self {
            now,
            count: usize::try_from(months.clamp(0, MOST_MONTHS)).unwrap_or(0),
        }
    }

    /// How many months.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The start of a month, seconds since 1970; that of month [`MonthCalendar::count`] is `as_of`.
    #[must_use]
    pub fn starts_at(&self, month: usize) -> i64 {
        self.now - (self.count as i64 - month as i64) * MONTH_SECONDS
    }

    /// The month that holds an instant, if it is one of ours.
    #[must_use]
    pub fn month_of(&self, seconds: i64) -> Option<usize> {
        let since = seconds - self.starts_at(0);
        let month = usize::try_from(since.div_euclid(MONTH_SECONDS)).ok()?;
        (month < self.count).then_some(month)
    }

    /// `as_of`, seconds since 1970.
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.now
    }
}
