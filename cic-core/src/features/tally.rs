use rayon::prelude::*;

use crate::Club;
use crate::club::{LocalClock, LocalStart, Played};
use crate::domain::{BookingKind, Instant};

/// Days of the window for visits a week.
pub(super) const RATE_DAYS: u32 = 84;
/// Days of the window for habits.
pub(super) const HABIT_DAYS: u32 = 364;
/// Days of the window for spend.
pub(super) const SPEND_DAYS: u32 = 90;
/// How many of the latest gaps make a member's rhythm.
pub(super) const RHYTHM_GAPS: usize = 12;

const PEAK_MINUTES: std::ops::Range<u16> = 17 * 60..21 * 60;
const OFF_PEAK_ENDS: u16 = 16 * 60;
const SECONDS_A_DAY: u32 = 86_400;

/// Running counts of one member's play, in order of time. Integers only, so that no order of sums matters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Days with a visit, ever.
    pub days: u32,
    /// Days with a visit in the rate window.
    pub rate_days: u32,
    last_day: u32,
    /// Where the next visit day goes in `recent`.
    next: u32,
    /// The latest visit days, as a ring; `days` tells how many are filled.
    recent: [u32; RHYTHM_GAPS + 1],
    /// Bookings played in the habit window, and what they were.
    pub played: u32,
    pub weekday_peak: u32,
    pub off_peak: u32,
    pub sessions: u32,
    pub alone: u32,
    pub stay_minutes: u32,
    pub company_events: u32,
    /// What the member's own bookings and desk visits brought in the spend window.
    pub spend_cents: i64,
}

impl Tally {
    fn visit(&mut self, day: u32, in_rate_window: bool) {
        if self.last_day() == Some(day) {
            return;
        }
        self.last_day = day;
        self.recent[self.next as usize] = day;
        self.next = if self.next as usize == RHYTHM_GAPS {
            0
        } else {
            self.next + 1
        };
        self.days += 1;
        self.rate_days += u32::from(in_rate_window);
    }

    /// The latest visit day.
    pub(super) fn last_day(&self) -> Option<u32> {
        (self.days > 0).then_some(self.last_day)
    }

    /// Days between the latest visits, at most [`RHYTHM_GAPS`] of them, in no particular order.
    pub(super) fn gaps(&self) -> Vec<u32> {
        let filled = (self.days as usize).min(self.recent.len());
        let mut days = self.recent[..filled].to_vec();
        days.sort_unstable();
        days.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// The instants that bound the windows, seconds since 1970.
struct Windows {
    now: u32,
    rate_from: u32,
    habit_from: u32,
    spend_from: u32,
}

/// Everyone's tally, and whether any played booking names a second person.
pub(super) fn tally_all(club: &Club, as_of: Instant) -> (Vec<Tally>, bool) {
    let now = u32::try_from(as_of.timestamp().max(0)).unwrap_or(u32::MAX);
    let back = |days: u32| now.saturating_sub(days * SECONDS_A_DAY);
    let windows = Windows {
        now,
        rate_from: back(RATE_DAYS),
        habit_from: back(HABIT_DAYS),
        spend_from: back(SPEND_DAYS),
    };
    let mut tallies = vec![Tally::default(); club.people().len()];
    let share = tallies.len().div_ceil(rayon::current_num_threads()).max(1_024);
    let players_are_known = tallies
        .par_chunks_mut(share)
        .enumerate()
        .map(|(part, tallies)| tally_part(club, &windows, part * share, tallies))
        .reduce(|| false, |one, other| one || other);
    (tallies, players_are_known)
}

/// One pass over all play in order of time, for the members from `first` on that `tallies` holds.
fn tally_part(club: &Club, windows: &Windows, first: usize, tallies: &mut [Tally]) -> bool {
    let bookings = club.bookings();
    let played = bookings.first_from(windows.now);
    let earliest_check_in = club.play().check_ins().first().map(|&(seconds, ..)| seconds);
    let earliest_booking = (!bookings.is_empty()).then(|| bookings.get(0).starts_at);
    let earliest = earliest_booking.into_iter().chain(earliest_check_in).min();
    let clock = LocalClock::new(
        club.venue().time_zone,
        earliest.unwrap_or(windows.now),
        windows.now,
    );
    let mut players_are_known = false;
    let mut check_ins = club
        .play()
        .check_ins()
        .iter()
        .take_while(|&&(seconds, ..)| seconds < windows.now)
        .peekable();
    let mut start = (u32::MAX, LocalStart { day: 0, minute: 0 });
    for (index, booking) in bookings.played_before(played) {
        while let Some(&(seconds, member, cents)) =
            check_ins.next_if(|&&(seconds, ..)| seconds < booking.starts_at)
        {
            if let Some(tally) = tally_of(tallies, first, member as usize) {
                desk_visit(tally, windows, clock.read(seconds), seconds, cents);
            }
        }
        let organiser = booking.organiser();
        players_are_known |= !booking.players.is_empty() || (booking.guests > 0 && organiser.is_some());
        if start.0 != booking.starts_at {
            start = (booking.starts_at, clock.read(booking.starts_at));
        }
        for member in organiser
            .into_iter()
            .chain(booking.players.iter().map(|&player| player as usize))
        {
            if let Some(tally) = tally_of(tallies, first, member) {
                court_visit(tally, windows, start.1, &booking);
            }
        }
        if booking.starts_at >= windows.spend_from
            && let Some(tally) = organiser.and_then(|member| tally_of(tallies, first, member))
        {
            tally.spend_cents += bookings.revenue_cents(index);
        }
    }
    for &(seconds, member, cents) in check_ins {
        if let Some(tally) = tally_of(tallies, first, member as usize) {
            desk_visit(tally, windows, clock.read(seconds), seconds, cents);
        }
    }
    players_are_known
}

fn tally_of(tallies: &mut [Tally], first: usize, member: usize) -> Option<&mut Tally> {
    tallies.get_mut(member.wrapping_sub(first))
}

fn desk_visit(tally: &mut Tally, windows: &Windows, start: LocalStart, seconds: u32, cents: i32) {
    tally.visit(start.day, seconds >= windows.rate_from);
    if seconds >= windows.spend_from {
        tally.spend_cents += i64::from(cents);
    }
}

fn court_visit(tally: &mut Tally, windows: &Windows, start: LocalStart, booking: &Played<'_>) {
    tally.visit(start.day, booking.starts_at >= windows.rate_from);
    if booking.starts_at < windows.habit_from {
        return;
    }
    let reservation = booking.kind == BookingKind::Reservation;
    let session = matches!(booking.kind, BookingKind::Session | BookingKind::Lesson);
    tally.played += 1;
    tally.weekday_peak += u32::from(start.is_weekday() && PEAK_MINUTES.contains(&start.minute));
    tally.off_peak += u32::from(start.is_weekday() && start.minute < OFF_PEAK_ENDS);
    tally.sessions += u32::from(session);
    tally.alone += u32::from(reservation && booking.players.is_empty() && booking.guests == 0);
    tally.stay_minutes += u32::from(booking.minutes);
    tally.company_events += u32::from(booking.kind == BookingKind::Event);
}
