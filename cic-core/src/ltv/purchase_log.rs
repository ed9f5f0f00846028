use crate::Club;
use crate::club::{LocalClock, seconds_of};
use crate::domain::{BookingStatus, Instant, Member};
use crate::ltv::Conversion;
use crate::purchasing::SpendHistory;

/// When customers without a plan paid, and how much.
#[derive(Debug)]
pub struct PurchaseLog {
    customers: Vec<Customer>,
    /// The day after the last, club-local, days since 1970.
    end: u32,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Member index.
    pub member: usize,
    /// What was paid on their paying days.
    pub spend: SpendHistory,
    /// The paying days, club-local, days since 1970.
    days: Box<[u32]>,
    /// Days from when they first came to the first of the paying days: 0 unless the log begins later.
    unseen_days: u32,
}

/// A customer's paying days up to some day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trail<'a> {
    days: &'a [u32],
    unseen_days: u32,
    end: u32,
}

const DAYS_A_WEEK: f64 = 7.0;

impl PurchaseLog {
    /// Club-local days on which those in `is_drop_in` paid for bookings of theirs or at the desk, before `as_of`.
    #[must_use]
    pub fn of(club: &Club, as_of: Instant, is_drop_in: &[bool]) -> Self {
        let bookings = club.bookings();
        let now = seconds_of(as_of).unwrap_or_default();
        let desk = club.play().check_ins().first().map(|&(seconds, ..)| seconds);
        let first = (!bookings.is_empty()).then(|| bookings.get(0).starts_at);
        let from = first.into_iter().chain(desk).min().unwrap_or(now);
        let clock = LocalClock::new(club.venue().time_zone, from, now);
        let mut paid: Vec<Vec<(u32, i64)>> = vec![Vec::new(); club.people().len()];
        for (member, days) in paid
            .iter_mut()
            .enumerate()
            .filter(|&(member, _)| is_drop_in[member])
        {
            for &index in club.play().bookings_of(member) {
                let booking = bookings.get(index as usize);
                let is_own = booking.organiser == Some(member) && booking.status != BookingStatus::Cancelled;
                if is_own && booking.starts_at < now && booking.revenue.cents() > 0 {
                    days.push((clock.read(booking.starts_at).day, booking.revenue.cents()));
                }
            }
        }
        for &(seconds, member, cents) in club.play().check_ins() {
            if seconds < now && cents > 0 && is_drop_in[member as usize] {
                paid[member as usize].push((clock.read(seconds).day, i64::from(cents)));
            }
        }
        let end = clock.read(now).day + 1;
        let begins = clock.read(from).day;
        // Who joined after the log began came first when they first paid.
        let came_before = |member: usize| {
            let joined = club.people()[member].member.joined_at;
            let day = u32::try_from(joined.timestamp().div_euclid(86_400)).ok()?;
            (joined != Member::UNKNOWN_JOINING && day < begins).then_some(day)
        };
        let customers = paid.into_iter().enumerate();
        Self {
            customers: customers
                .filter_map(|(member, days)| customer(member, days, came_before(member)))
                .collect(),
            end,
        }
    }

    /// Everyone who ever paid, by member index.
    #[must_use]
    pub fn customers(&self) -> &[Customer] {
        &self.customers
    }

    /// Their paying days up to now.
    pub(super) fn trails(&self) -> impl Iterator<Item = Trail<'_>> {
        self.customers
            .iter()
            .filter_map(|customer| customer.trail(self.end))
    }

    pub(super) const fn end(&self) -> u32 {
        self.end
    }

    /// The club-local day so many weeks ago.
    pub(super) fn day_before_weeks(&self, weeks: f64) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some months in days"
        )]
        let days = (weeks * DAYS_A_WEEK) as u32;
        self.end.saturating_sub(days)
    }

    /// Their spending.
    pub fn spends(&self) -> impl Iterator<Item = SpendHistory> + '_ {
        self.customers.iter().map(|customer| customer.spend)
    }
}

impl Customer {
    /// The days before `end`; `None` up to the first.
    pub(super) fn trail(&self, end: u32) -> Option<Trail<'_>> {
        let known = self.days.partition_point(|&day| day < end);
        (known > 0).then_some(Trail {
            days: &self.days[..known],
            unseen_days: self.unseen_days,
            end,
        })
    }

    pub(super) const fn paying_days(&self) -> usize {
        self.days.len()
    }
}

impl Trail<'_> {
    pub(super) const fn days(&self) -> usize {
        self.days.len()
    }

    /// Paying days after the first.
    pub(super) fn repeats(&self) -> u32 {
        u32::try_from(self.days.len() - 1).unwrap_or(u32::MAX)
    }

    /// Weeks from when they first came.
    fn age_on(&self, day: u32) -> f64 {
        f64::from(day.saturating_sub(self.days[0]) + self.unseen_days) / DAYS_A_WEEK
    }

    pub(super) fn age_at_first(&self) -> f64 {
        self.age_on(self.days[0])
    }

    pub(super) fn age_at_last(&self) -> f64 {
        self.age_on(self.days[self.days.len() - 1])
    }

    pub(super) fn age_now(&self) -> f64 {
        self.age_on(self.end)
    }

    pub(super) fn ages_of_repeats(&self) -> impl Iterator<Item = f64> {
        self.days[1..].iter().map(|&day| self.age_on(day))
    }
}

fn customer(member: usize, mut paid: Vec<(u32, i64)>, first_came: Option<u32>) -> Option<Customer> {
    paid.sort_unstable();
    let cents: i64 = paid.iter().map(|&(_, cents)| cents).sum();
    let mut days: Vec<u32> = paid.iter().map(|&(day, _)| day).collect();
    days.dedup();
    let count = u32::try_from(days.len()).ok()?;
    let first_paid = *days.first()?;
    Some(Customer {
        member,
        spend: SpendHistory::new(count, cents as f64 / 100.0 / f64::from(count)).ok()?,
        days: days.into_boxed_slice(),
        unseen_days: first_came.map_or(0, |came| first_paid.saturating_sub(came)),
    })
}

/// How customers came to take a plan: those whose first trace lies before the start of their membership.
#[must_use]
pub fn conversions(club: &Club, as_of: Instant, is_drop_in: &[bool]) -> Conversion {
    /// A booking made on the way to a membership is no trial.
    const TRIAL_DAYS: i64 = 14;
    /// Fewer tell nothing.
    const FEWEST: u32 = 5;
    const MONTH_DAYS: f64 = 365.25 / 12.0;
    let (mut conversions, mut days) = (0_u32, 0.0);
    for (person, &is_drop_in) in club.people().iter().zip(is_drop_in) {
        let member = &person.member;
        if is_drop_in {
            days += ((as_of - person.known_since).num_days() as f64).clamp(0.0, 365.0);
        } else if member.joined_at != Member::UNKNOWN_JOINING {
            let trial = (member.joined_at - person.known_since).num_days();
            if trial >= TRIAL_DAYS {
                conversions += 1;
                days += (trial as f64).min(365.0);
            }
        }
    }
    let months = days / MONTH_DAYS;
    let is_enough = conversions >= FEWEST && months > 0.0;
    Conversion {
        conversions,
        months,
        monthly: if is_enough {
            f64::from(conversions) / months
        } else {
            0.0
        },
    }
}
