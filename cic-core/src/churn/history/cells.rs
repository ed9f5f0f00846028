use rayon::prelude::*;

use super::calendar::MonthCalendar;
use super::displaced::displaced_visits;
use crate::Club;
use crate::club::{BookingView, LocalClock, LocalStart};
use crate::domain::{BookingKind, BookingStatus};

const PEAK_MINUTES: std::ops::Range<u16> = 17 * 60..21 * 60;

/// What one member did in one month. Integers only, so that no order of sums matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Days with a visit.
    pub visit_days: u8,
    /// Bookings played.
    pub played: u8,
    /// Of those, on weekdays between 17:00 and 21:00.
    pub peak: u8,
    /// Of those, sessions and lessons.
    pub sessions: u8,
    /// Bookings to which nobody came.
    pub missed: u8,
    /// Visits that an event or a closed court made impossible, by the day they were called off.
    pub displaced: u8,
    /// The last day with a visit, counted from the first day of the calendar, plus one; 0 without a visit.
    pub last_day: u16,
    /// What the member's own bookings and desk visits brought.
    pub spend_cents: i32,
    /// Days on which something was paid.
    pub paying_days: u8,
}

/// Every member's months.
#[derive(Debug)]
pub struct Cells {
    calendar: MonthCalendar,
    people: usize,
    /// Month by month, each with every member in it.
    cells: Vec<Cell>,
    first_day: u32,
}

impl Cells {
    /// Counts the months of everyone in `club`, which must be cut at the calendar's `as_of` already.
    #[must_use]
    pub fn count(club: &Club, calendar: MonthCalendar) -> Self {
        let people = club.people().len();
        let from = u32::try_from(calendar.starts_at(0)).unwrap_or(0);
        let until = u32::try_from(calendar.now()).unwrap_or(u32::MAX);
        let clock = LocalClock::new(club.venue().time_zone, from, until);
        let first_day = clock.read(from).day;
        let displaced = displaced_visits(club, &calendar);
        let share = people.div_ceil(rayon::current_num_threads()).max(1_024);
        let parts: Vec<Vec<Cell>> = (0..people.div_ceil(share))
            .into_par_iter()
            .map(|part| {
                let first = part * share;
                let mut part = Part {
                    calendar: &calendar,
                    clock: &clock,
                    first_day,
                    first,
                    size: share.min(people - first),
                    cells: Vec::new(),
                    paid_on: Vec::new(),
                };
                part.count(club, from, until, &displaced);
                part.cells
            })
            .collect();
        Self {
            calendar,
            people,
            cells: interleave(&parts, calendar.count(), people),
            first_day,
        }
    }

    /// The months.
    #[must_use]
    pub const fn calendar(&self) -> &MonthCalendar {
        &self.calendar
    }

    /// What a member did in a month.
    #[must_use]
    pub fn cell(&self, month: usize, member: usize) -> &Cell {
        &self.cells[month * self.people + member]
    }

    /// How many members.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.people
    }

    /// The club-local day (days since 1970) from which [`Cell::last_day`] counts.
    #[must_use]
    pub const fn first_day(&self) -> u32 {
        self.first_day
    }
}

/// Parts hold a stretch of members each, month by month; the whole holds every member month by month.
fn interleave(parts: &[Vec<Cell>], months: usize, people: usize) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(months * people);
    for month in 0..months {
        for part in parts {
            let size = part.len() / months;
            cells.extend_from_slice(&part[month * size..(month + 1) * size]);
        }
    }
    cells
}

/// The members whom one thread counts.
struct Part<'a> {
    calendar: &'a MonthCalendar,
    clock: &'a LocalClock,
    first_day: u32,
    first: usize,
    size: usize,
    cells: Vec<Cell>,
    /// The last day on which a member paid, plus one.
    paid_on: Vec<u16>,
}

impl Part<'_> {
    fn count(&mut self, club: &Club, from: u32, until: u32, displaced: &[(u32, u32)]) {
        self.cells = vec![Cell::default(); self.calendar.count() * self.size];
        self.paid_on = vec![0; self.size];
        if self.cells.is_empty() {
            return;
        }
        let bookings = club.bookings();
        let (low, high) = (bookings.first_from(from), bookings.first_from(until));
        let mut check_ins = club
            .play()
            .check_ins()
            .iter()
            .filter(|&&(seconds, ..)| seconds >= from && seconds < until)
            .peekable();
        let mut start = (u32::MAX, 0, LocalStart { day: 0, minute: 0 });
        for index in low..high {
            let booking = bookings.get(index);
            while let Some(&&(seconds, member, cents)) = check_ins.peek()
                && seconds < booking.starts_at
            {
                self.desk_visit(seconds, member as usize, cents);
                check_ins.next();
            }
            if booking.kind == BookingKind::Block || booking.status == BookingStatus::Cancelled {
                continue;
            }
            if start.0 != booking.starts_at {
                let Some(month) = self.calendar.month_of(i64::from(booking.starts_at)) else {
                    continue;
                };
                start = (booking.starts_at, month, self.clock.read(booking.starts_at));
            }
            self.booking(&booking, start.1, start.2);
        }
        for &(seconds, member, cents) in check_ins {
            self.desk_visit(seconds, member as usize, cents);
        }
        for &(seconds, member) in displaced {
            if let Some(month) = self.calendar.month_of(i64::from(seconds))
                && let Some(place) = self.place(member as usize)
            {
                let cell = &mut self.cells[month * self.size + place];
                cell.displaced = cell.displaced.saturating_add(1);
            }
        }
    }

    fn place(&self, member: usize) -> Option<usize> {
        let place = member.wrapping_sub(self.first);
        (place < self.size).then_some(place)
    }

    fn booking(&mut self, booking: &BookingView<'_>, month: usize, start: LocalStart) {
        let day = self.day(start);
        if let Some(place) = booking.organiser.and_then(|member| self.place(member)) {
            let cents = i32::try_from(booking.revenue.cents()).unwrap_or(i32::MAX);
            self.pay(month, place, day, cents);
        }
        let is_peak = start.is_weekday() && PEAK_MINUTES.contains(&start.minute);
        let is_session = matches!(booking.kind, BookingKind::Session | BookingKind::Lesson);
        for member in booking.participants() {
            let Some(place) = self.place(member) else { continue };
            let cell = &mut self.cells[month * self.size + place];
            if booking.status == BookingStatus::NoShow {
                cell.missed = cell.missed.saturating_add(1);
                continue;
            }
            cell.played = cell.played.saturating_add(1);
            cell.peak = cell.peak.saturating_add(u8::from(is_peak));
            cell.sessions = cell.sessions.saturating_add(u8::from(is_session));
            self.visit(month, place, day);
        }
    }

    fn desk_visit(&mut self, seconds: u32, member: usize, cents: i32) {
        let Some(month) = self.calendar.month_of(i64::from(seconds)) else {
            return;
        };
        let Some(place) = self.place(member) else { return };
        let day = self.day(self.clock.read(seconds));
        self.visit(month, place, day);
        self.pay(month, place, day, cents);
    }

    /// Days from the first of the calendar, plus one.
    fn day(&self, start: LocalStart) -> u16 {
        u16::try_from(start.day.saturating_sub(self.first_day) + 1).unwrap_or(u16::MAX)
    }

    /// A day counts once, in the month of its first visit.
    fn visit(&mut self, month: usize, place: usize, day: u16) {
        let counted_before = month > 0 && self.cells[(month - 1) * self.size + place].last_day == day;
        let cell = &mut self.cells[month * self.size + place];
        if cell.last_day != day && !counted_before {
            cell.last_day = day;
            cell.visit_days = cell.visit_days.saturating_add(1);
        }
    }

    fn pay(&mut self, month: usize, place: usize, day: u16, cents: i32) {
        let cell = &mut self.cells[month * self.size + place];
        cell.spend_cents = cell.spend_cents.saturating_add(cents);
        if cents > 0 && self.paid_on[place] != day {
            self.paid_on[place] = day;
            cell.paying_days = cell.paying_days.saturating_add(1);
        }
    }
}
