use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate, Offset, TimeZone};

use super::calendar::MONTH_SECONDS;
use crate::club::Person;
use crate::domain::{Billing, Instant, Member, MemberStatus, Plan};
use crate::{Club, Settings};

const DAY_SECONDS: i64 = 86_400;
/// Notice of a plan that the settings do not describe.
const USUAL_NOTICE_DAYS: u32 = 30;
/// How long before the notice of an annual plan its holders make up their mind, and may stay away.
const REFLECTION_DAYS: i64 = 60;

/// What binds one member, in seconds since 1970 and cents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contract {
    /// Place among [`Contracts::plans`].
    pub plan: usize,
    /// What is paid a month; 0 for a member of a household for whom another pays.
    pub fee_cents: i64,
    /// How often it is charged.
    pub billing: Billing,
    /// From the decision to leave until the exit: the notice, for annual plans with time to reflect before it.
    pub lead_seconds: i64,
    /// Of that, the time after notice, in which fees are paid and courts stay empty.
    pub notice_seconds: i64,
    /// The start of the membership; `None` when no source says.
    pub joined: Option<i64>,
    /// The end of the membership, if it has ended; that of an annual plan is its renewal.
    pub exited: Option<i64>,
    /// No exit before: the end of the minimum term.
    pub earliest_exit: i64,
    /// A renewal of an annual plan, from which the others follow year by year.
    renewal: Option<NaiveDate>,
    /// Seconds that local time is ahead of UTC.
    offset: i64,
}

impl Contract {
    /// Months from notice to exit.
    #[must_use]
    pub fn notice_months(&self) -> f64 {
        self.notice_seconds as f64 / MONTH_SECONDS as f64
    }

    /// The club-local day that holds an instant, days since 1970.
    pub(super) const fn local_day(&self, seconds: i64) -> i64 {
        (seconds + self.offset).div_euclid(DAY_SECONDS)
    }

    /// Whether the contract lets a membership end in `[from, until)`.
    #[must_use]
    pub fn may_exit_in(&self, from: i64, until: i64) -> bool {
        match self.renewal {
            None => until > self.earliest_exit,
            Some(_) => self.renewal_from(from.max(self.earliest_exit)) < until,
        }
    }

    /// The first renewal of an annual plan at or after `seconds`; for a monthly plan that instant itself.
    #[must_use]
    pub fn renewal_from(&self, seconds: i64) -> i64 {
        let Some(renewal) = self.renewal else {
            return seconds;
        };
        let year =
            chrono::DateTime::from_timestamp(seconds + self.offset, 0).map_or(1970, |instant| instant.year());
        let in_year = |year: i32| self.midnight(in_year(renewal, year));
        (year..=year + 1)
            .map(in_year)
            .find(|&at| at >= seconds)
            .unwrap_or(seconds)
    }

    fn midnight(&self, day: NaiveDate) -> i64 {
        day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() - self.offset
    }

    /// The renewal nearest to an exit.
    fn nearest_renewal(&self, exit: i64) -> i64 {
        const HALF_YEAR: i64 = 6 * MONTH_SECONDS;
        self.renewal_from(exit - HALF_YEAR)
    }
}

fn in_year(day: NaiveDate, year: i32) -> NaiveDate {
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(day)
}

/// Everyone's contract.
#[derive(Debug)]
pub struct Contracts {
    /// Names of the plans that anyone has, ascending.
    pub plans: Vec<String>,
    /// By member index: `None` for drop-ins and for members who left no one knows when.
    pub contracts: Vec<Option<Contract>>,
    /// By member index: who pays for the household; the member's own index for one who pays alone.
    pub payers: Vec<u32>,
}

impl Contracts {
    /// The contracts of everyone in `club` as known at `as_of`.
    #[must_use]
    pub fn of(club: &Club, settings: &Settings, as_of: Instant) -> Self {
        let people = club.people();
        let mut plans: Vec<String> = people
            .iter()
            .filter_map(|person| person.member.plan.clone())
            .collect();
        plans.sort_unstable();
        plans.dedup();
        let payers = payers(people);
        let zone = settings.venue.time_zone;
        let offset = zone
            .offset_from_utc_datetime(&as_of.naive_utc())
            .fix()
            .local_minus_utc();
        let contracts = people.iter().enumerate().map(|(index, person)| {
            let pays = payers[index] as usize == index;
            contract(person, settings, &plans, i64::from(offset), pays)
        });
        Self {
            contracts: contracts.collect(),
            plans,
            payers,
        }
    }
}

fn contract(
    person: &Person,
    settings: &Settings,
    plans: &[String],
    offset: i64,
    pays: bool,
) -> Option<Contract> {
    let member = &person.member;
    let name = member.plan.as_ref()?;
    let plan = plans.binary_search(name).ok()?;
    if member.status == MemberStatus::Cancelled && member.cancelled_at.is_none() {
        return None;
    }
    let unknown = Plan {
        name: name.clone(),
        monthly_fee: member.monthly_fee.unwrap_or_default(),
        billing: if member.renews_on.is_some() {
            Billing::Annual
        } else {
            Billing::Monthly
        },
        minimum_months: 0,
        notice_days: USUAL_NOTICE_DAYS,
    };
    let terms = settings
        .plans
        .iter()
        .find(|plan| plan.name == *name)
        .unwrap_or(&unknown);
    let joined = Some(member.joined_at).filter(|&joined| joined != Member::UNKNOWN_JOINING);
    let local_day = |instant: Instant| (instant + chrono::Duration::seconds(offset)).date_naive();
    let renewal = match terms.billing {
        Billing::Monthly => None,
        Billing::Annual => member.renews_on.or_else(|| joined.map(local_day)),
    };
    let notice_seconds = i64::from(terms.notice_days) * DAY_SECONDS;
    let minimum_ends = joined.and_then(|joined| {
        let first_year = if renewal.is_some() { 12 } else { 0 };
        local_day(joined).checked_add_months(Months::new(terms.minimum_months.max(first_year)))
    });
    let fee = member.monthly_fee.unwrap_or(terms.monthly_fee).cents();
    let mut contract = Contract {
        plan,
        fee_cents: if pays { fee } else { 0 },
        billing: terms.billing,
        lead_seconds: notice_seconds
            + if renewal.is_some() {
                REFLECTION_DAYS * DAY_SECONDS
            } else {
                0
            },
        notice_seconds,
        joined: joined.map(|joined| joined.timestamp()),
        exited: member.cancelled_at.map(|left| left.timestamp()),
        earliest_exit: i64::MIN,
        renewal,
        offset,
    };
    contract.earliest_exit = minimum_ends.map_or(i64::MIN, |day| contract.midnight(day));
    if renewal.is_some() {
        contract.exited = contract.exited.map(|exit| contract.nearest_renewal(exit));
    }
    Some(contract)
}

/// One of those who share a household and a plan pays: who has not left, then who joined first, then by id.
fn payers(people: &[Person]) -> Vec<u32> {
    let mut households: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, person) in people.iter().enumerate() {
        if let (Some(household), Some(plan)) = (&person.member.household, &person.member.plan) {
            households.entry((household, plan)).or_default().push(index);
        }
    }
    let mut payers: Vec<u32> = (0..).take(people.len()).collect();
    for members in households.values() {
        let rank = |&index: &usize| {
            let member = &people[index].member;
            (member.status == MemberStatus::Cancelled, member.joined_at, index)
        };
        if let Some(payer) = members.iter().copied().min_by_key(rank) {
            for &member in members {
                payers[member] = u32::try_from(payer).unwrap_or(u32::MAX);
            }
        }
    }
    payers
}
