use crate::Club;
use crate::club::{LocalClock, seconds_of};
use crate::domain::{BookingStatus, Instant, Member};
use crate::ltv::Conversion;
use crate::purchasing::{SpendHistory, VisitHistory};

/// When customers without a plan paid, and how much.
#[derive(Debug)]
pub struct PurchaseLog {
    customers: Vec<Customer>,
    today: u32,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Member index.
    pub member: usize,
    /// Paying days after the first, in weeks.
    pub visits: VisitHistory,
    /// What was paid on them.
    pub spend: SpendHistory,
    /// The paying days themselves, club-local, days since 1970.
    days: Box<[u32]>,
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
        let today = clock.read(now).day;
        let customers = paid.into_iter().enumerate();
        Self {
            customers: customers
                .filter_map(|(member, days)| customer(member, days, today))
                .collect(),
            today,
        }
    }

    /// Everyone who ever paid, by member index.
    #[must_use]
    pub fn customers(&self) -> &[Customer] {
        &self.customers
    }

    /// Their paying days.
    pub fn histories(&self) -> impl Iterator<Item = VisitHistory> + '_ {
        self.customers.iter().map(|customer| customer.visits)
    }

    /// The paying days known so many weeks ago, and how many followed from those who were known then.
    #[must_use]
    pub fn before(&self, weeks: f64) -> (Vec<VisitHistory>, usize) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some months in days"
        )]
        let cut = self.today.saturating_sub((weeks * DAYS_A_WEEK) as u32);
        let mut followed = 0;
        let known = self.customers.iter().filter_map(|customer| {
            let known = customer.days.partition_point(|&day| day < cut);
            let history = history(&customer.days[..known], cut)?;
            followed += customer.days.len() - known;
            Some(history)
        });
        let known = known.collect();
        (known, followed)
    }

    /// Their spending.
    pub fn spends(&self) -> impl Iterator<Item = SpendHistory> + '_ {
        self.customers.iter().map(|customer| customer.spend)
    }
}

fn customer(member: usize, mut paid: Vec<(u32, i64)>, today: u32) -> Option<Customer> {
    paid.sort_unstable();
    let cents: i64 = paid.iter().map(|&(_, cents)| cents).sum();
    let mut days: Vec<u32> = paid.iter().map(|&(day, _)| day).collect();
    days.dedup();
    let count = u32::try_from(days.len()).ok()?;
    Some(Customer {
        member,
        visits: history(&days, today)?,
        spend: SpendHistory::new(count, cents as f64 / 100.0 / f64::from(count)).ok()?,
        days: days.into_boxed_slice(),
    })
}

/// Distinct days, ascending, as a history up to `today` in weeks.
fn history(days: &[u32], today: u32) -> Option<VisitHistory> {
    let (&first, &last) = (days.first()?, days.last()?);
    let weeks = |until: u32| f64::from(until.saturating_sub(first)) / DAYS_A_WEEK;
    let repeats = u32::try_from(days.len() - 1).ok()?;
    VisitHistory::new(repeats, weeks(last), weeks(today.max(last))).ok()
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
