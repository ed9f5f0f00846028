use std::collections::BTreeSet;

use super::court_minutes::CourtMinutes;
use super::hour_of_week::HourOfWeek;
use super::situation::Situation;
use crate::club::{BookingView, LocalClock, LocalStart, seconds_of};
use crate::domain::{BookingKind, BookingStatus};

/// How the courts were taken over the window of whole club-local days that ends with yesterday.
#[derive(Debug, Clone)]
pub(crate) struct CourtUse {
    /// By [`HourOfWeek::index`].
    pub hours: Vec<HourUse>,
    /// Days in the window: none before the club's first booking.
    pub days: u32,
    /// Parties whose court the source does not say.
    pub without_court: usize,
}

/// One hour of the week over the window.
#[derive(Debug, Clone, Default)]
pub(crate) struct HourUse {
    /// Minutes of the hour in which the club is open; 0 when it is closed.
    pub open_minutes: u32,
    /// One entry an observed date with at least one usable court.
    pub dates: Vec<DateUse>,
    /// Parties that played in the hour, over all dates.
    pub parties: u32,
    /// Court-minutes by segment index; the last entry is guests and the club's own programme.
    pub minutes_by_segment: Vec<f64>,
}

/// The hour on one date: courts, averaged over the hour's open minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DateUse {
    pub usable: f64,
    pub taken: f64,
}

impl HourUse {
    pub(crate) const fn is_open(&self) -> bool {
        self.open_minutes > 0
    }

    /// Court-hours that could be had over all dates.
    pub(crate) fn usable_court_hours(&self) -> f64 {
        self.dates.iter().map(|date| date.usable).sum::<f64>() * f64::from(self.open_minutes) / 60.0
    }

    /// Court-hours that were taken over all dates.
    pub(crate) fn taken_court_hours(&self) -> f64 {
        self.dates.iter().map(|date| date.taken).sum::<f64>() * f64::from(self.open_minutes) / 60.0
    }

    /// Court-hours taken / court-hours open; 0 without any date.
    pub(crate) fn utilisation(&self) -> f64 {
        let usable: f64 = self.dates.iter().map(|date| date.usable).sum();
        let taken: f64 = self.dates.iter().map(|date| date.taken).sum();
        if usable > 0.0 { taken / usable } else { 0.0 }
    }

    /// The share of each segment in the court time, the last entry for the rest; all of it is the rest without play.
    pub(crate) fn segment_shares(&self) -> Vec<f64> {
        let all: f64 = self.minutes_by_segment.iter().sum();
        let last = self.minutes_by_segment.len() - 1;
        self.minutes_by_segment
            .iter()
            .enumerate()
            .map(|(segment, minutes)| match all > 0.0 {
                true => minutes / all,
                false if segment == last => 1.0,
                false => 0.0,
            })
            .collect()
    }
}

impl CourtUse {
    /// Reads the window of `situation`'s settings. What was booked for later does not count.
    pub(crate) fn observe(situation: &Situation<'_>) -> Self {
        let mut reading = Reading::new(situation);
        reading.read();
        reading.finish()
    }
}

struct Reading<'a> {
    situation: &'a Situation<'a>,
    clock: LocalClock,
    /// Local days, days since 1970.
    from_day: u32,
    until_day: u32,
    /// `[from, until)` reaches over the window on both sides, seconds since 1970.
    from: u32,
    until: u32,
    minutes: CourtMinutes,
    hours: Vec<HourUse>,
    without_court: usize,
}

const SECONDS_A_DAY: u32 = 86_400;

impl<'a> Reading<'a> {
    fn new(situation: &'a Situation<'a>) -> Self {
        let venue = situation.club.venue();
        let bookings = situation.club.bookings();
        let now = seconds_of(situation.as_of).unwrap_or(0);
        let today = LocalClock::day_of(venue.wall_time(situation.as_of));
        let earliest = if bookings.is_empty() {
            now
        } else {
            bookings.get(0).starts_at.min(now)
        };
        let wanted_from = today.saturating_sub(7 * situation.settings.planning.window_weeks);
        let from = (wanted_from.saturating_sub(2) * SECONDS_A_DAY).min(now);
        let clock = LocalClock::new(venue.time_zone, from.min(earliest), now);
        let first_day = clock.read(earliest).day;
        let from_day = wanted_from.max(first_day).min(today);
        let segments = situation.segments();
        let hours = HourOfWeek::all().map(|hour| HourUse {
            open_minutes: hour.open_minutes(&venue.hours).count_ones(),
            minutes_by_segment: vec![0.0; segments + 1],
            ..HourUse::default()
        });
        Self {
            clock,
            from_day,
            until_day: today,
            from,
            until: now,
            minutes: CourtMinutes::new(venue.courts.len(), (today - from_day) as usize),
            hours: hours.collect(),
            without_court: 0,
            situation,
        }
    }

    fn read(&mut self) {
        let bookings = self.situation.club.bookings();
        let mut seen = BTreeSet::new();
        for booking in bookings.overlapping(self.from, self.until) {
            if !holds_a_court(&booking) || booking.starts_at >= self.until {
                continue;
            }
            match bookings.occurrence_of(booking.index) {
                Some(occurrence) if booking.kind == BookingKind::Session => {
                    if seen.insert(occurrence) {
                        let rows: Vec<_> = bookings
                            .of_occurrence(occurrence)
                            .filter(|row| holds_a_court(row) && row.starts_at < self.until)
                            .collect();
                        self.session(&rows);
                    }
                }
                _ => self.party(&booking),
            }
        }
    }

    fn party(&mut self, booking: &BookingView<'_>) {
        let court = self.court_of(booking);
        if booking.kind == BookingKind::Block {
            if let Some(court) = court {
                self.each_day(booking, |reading, day, from, until| {
                    reading.minutes.block(court, day, from, until);
                });
            }
            return;
        }
        let is_members_own = matches!(
            booking.kind,
            BookingKind::Reservation | BookingKind::Lesson | BookingKind::Session
        );
        let organiser = booking.organiser.filter(|_| is_members_own);
        let segment = organiser.map_or(self.situation.segments(), |member| {
            (self.situation.segment_of)(member)
        });
        let mut shares = vec![0.0; self.situation.segments() + 1];
        shares[segment] = 1.0;
        self.without_court += usize::from(court.is_none());
        self.take(booking, court, 1.0, &shares);
    }

    /// All rows of one session: its courts, and the segments of those who registered.
    fn session(&mut self, rows: &[BookingView<'_>]) {
        let mut players = 0_u32;
        let mut shares = vec![0.0; self.situation.segments() + 1];
        for row in rows {
            for member in row.participants() {
                shares[(self.situation.segment_of)(member)] += 1.0;
                players += 1;
            }
            shares[self.situation.segments()] += f64::from(row.guests);
            players += u32::from(row.guests);
        }
        match players {
            0 => shares[self.situation.segments()] = 1.0,
            _ => shares.iter_mut().for_each(|share| *share /= f64::from(players)),
        }
        let places: BTreeSet<_> = rows
            .iter()
            .filter_map(|row| Some((self.court_of(row)?, row.starts_at, row.minutes)))
            .collect();
        if places.is_empty() {
            let a_court = f64::from(self.situation.club.venue().session_players_per_court);
            if let Some(row) = rows.first() {
                self.without_court += 1;
                self.take(row, None, (f64::from(players) / a_court).ceil().max(1.0), &shares);
            }
            return;
        }
        for (court, starts_at, minutes) in places {
            let row = rows.iter().find(|row| {
                row.starts_at == starts_at && row.minutes == minutes && self.court_of(row) == Some(court)
            });
            if let Some(row) = row {
                self.take(row, Some(court), 1.0, &shares);
            }
        }
    }

    fn court_of(&self, booking: &BookingView<'_>) -> Option<usize> {
        booking
            .court
            .and_then(|id| self.situation.club.venue().court_index(id))
    }

    fn take(&mut self, booking: &BookingView<'_>, court: Option<usize>, courts: f64, shares: &[f64]) {
        self.each_day(booking, |reading, day, from, until| {
            reading.minutes.take(court, courts, day, from, until);
            let weekday = LocalStart {
                day: reading.from_day + day as u32,
                minute: 0,
            }
            .weekday() as usize;
            for hour in from / 60..until.div_ceil(60) {
                let use_of_hour = &mut reading.hours[weekday * 24 + usize::from(hour)];
                if use_of_hour.is_open() {
                    let minutes = until.min((hour + 1) * 60) - from.max(hour * 60);
                    use_of_hour.parties += 1;
                    for (sum, share) in use_of_hour.minutes_by_segment.iter_mut().zip(shares) {
                        *sum += share * courts * f64::from(minutes);
                    }
                }
            }
        });
    }

    /// Calls `visit` with each day of the window that the booking touches, and its minutes of that day.
    fn each_day(&mut self, booking: &BookingView<'_>, visit: impl Fn(&mut Self, usize, u16, u16)) {
        const MINUTES_A_DAY: u32 = 24 * 60;
        let start = self.clock.read(booking.starts_at);
        let from = start.day * MINUTES_A_DAY + u32::from(start.minute);
        let until = from + u32::from(booking.minutes);
        for day in start.day.max(self.from_day)..until.div_ceil(MINUTES_A_DAY).min(self.until_day) {
            let midnight = day * MINUTES_A_DAY;
            let first = from.max(midnight) - midnight;
            let last = until.min(midnight + MINUTES_A_DAY) - midnight;
            visit(self, (day - self.from_day) as usize, first as u16, last as u16);
        }
    }

    fn finish(mut self) -> CourtUse {
        let opening = &self.situation.club.venue().hours;
        let open: Vec<u64> = HourOfWeek::all().map(|hour| hour.open_minutes(opening)).collect();
        for day in self.from_day..self.until_day {
            let weekday = LocalStart { day, minute: 0 }.weekday() as usize;
            for hour in 0..24 {
                let use_of_hour = &mut self.hours[weekday * 24 + hour];
                if !use_of_hour.is_open() {
                    continue;
                }
                let (usable, taken) =
                    self.minutes
                        .count((day - self.from_day) as usize, hour, open[weekday * 24 + hour]);
                if usable > 0 {
                    use_of_hour.dates.push(DateUse {
                        usable: f64::from(usable) / f64::from(use_of_hour.open_minutes),
                        taken: taken / f64::from(use_of_hour.open_minutes),
                    });
                }
            }
        }
        CourtUse {
            hours: self.hours,
            days: self.until_day - self.from_day,
            without_court: self.without_court,
        }
    }
}

/// Somebody who does not come takes the court all the same.
fn holds_a_court(booking: &BookingView<'_>) -> bool {
    booking.status != BookingStatus::Cancelled
}
