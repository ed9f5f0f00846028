//! When a member may go: minimum terms, notice, renewals.

use chrono::{Datelike, Months, NaiveDate};

use super::calendar::{Calendar, MINUTES_PER_DAY};
use super::person::Person;
use crate::domain::{Billing, Plan};

/// Before renewal, annual members think about leaving for so long.
const REFLECTION_DAYS: i32 = 90;

/// The day on which the membership ends when notice is given on `day`.
pub(super) fn exit_day(calendar: &Calendar, plan: &Plan, person: &Person, day: i32) -> i32 {
    let earliest = day + plan.notice_days as i32;
    match plan.billing {
        Billing::Monthly => earliest.max(minimum_ends(calendar, plan, person)),
        Billing::Annual => renewal(calendar, person, earliest),
    }
}

/// Whether the contract lets a member give notice on `day`: an annual member only in the last weeks before
/// renewal, a monthly one not while the minimum term outlasts the notice.
pub(super) fn may_give_notice(calendar: &Calendar, plan: &Plan, person: &Person, day: i32) -> bool {
    match plan.billing {
        Billing::Monthly => day + plan.notice_days as i32 >= minimum_ends(calendar, plan, person),
        Billing::Annual => exit_day(calendar, plan, person, day) - day <= REFLECTION_DAYS,
    }
}

fn minimum_ends(calendar: &Calendar, plan: &Plan, person: &Person) -> i32 {
    let joined = joined_on(calendar, person);
    let ends = joined.checked_add_months(Months::new(plan.minimum_months));
    calendar.day_of(ends.unwrap_or(joined))
}

/// The first anniversary of joining on or after `day`.
pub(super) fn renewal(calendar: &Calendar, person: &Person, day: i32) -> i32 {
    let joined = joined_on(calendar, person);
    let years = (calendar.date(day).year() - joined.year()).max(1) as u32;
    (years..=years + 1)
        .filter_map(|years| joined.checked_add_months(Months::new(12 * years)))
        .map(|anniversary| calendar.day_of(anniversary))
        .find(|anniversary| *anniversary >= day)
        .unwrap_or(day)
}

pub(super) fn joined_on(calendar: &Calendar, person: &Person) -> NaiveDate {
    calendar.date(person.joined.div_euclid(MINUTES_PER_DAY))
}
