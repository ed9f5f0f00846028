//! Members and bookings as the club's system knows them at the end of history.

use super::calendar::MINUTES_PER_DAY;
use super::club::SimulatedClub;
use super::contract;
use super::person::{Mood, Person};
use crate::domain::{Billing, Member, MemberStatus, Money};

/// The hour at which memberships end.
const CLOSING_MINUTE: i32 = 22 * 60;

pub(super) fn status(mood: &Mood, history_days: i32) -> MemberStatus {
    if mood.exit_day < history_days {
        MemberStatus::Cancelled
    } else if mood.suspended_until > history_days {
        MemberStatus::Suspended
    } else {
        MemberStatus::Active
    }
}

/// The local minute at which the membership ended, if it has.
pub(super) fn ended(mood: &Mood, history_days: i32) -> Option<i32> {
    (mood.exit_day < history_days).then(|| mood.exit_day * MINUTES_PER_DAY + CLOSING_MINUTE)
}

pub(super) fn household(club: &SimulatedClub, person: &Person) -> Option<String> {
    let head = club.world.people[person.head as usize].id;
    (person.household_size > 1).then(|| format!("F{head}"))
}

pub(super) fn member(club: &SimulatedClub, index: usize) -> Member {
    let (person, mood) = (&club.world.people[index], &club.history.moods[index]);
    let calendar = &club.world.calendar;
    let plan = person
        .plan
        .map(|plan| &club.world.settings.plans[usize::from(plan)]);
    let fee = money(person.monthly_fee);
    let renews =
        plan.filter(|plan| plan.billing == Billing::Annual && ended(mood, calendar.history_days()).is_none());
    Member {
        id: person.id.to_string(),
        name: person.name.full(),
        email: Some(person.name.email(person.id)),
        joined_at: calendar.instant(person.joined),
        status: status(mood, calendar.history_days()),
        cancelled_at: ended(mood, calendar.history_days()).map(|minute| calendar.instant(minute)),
        plan: plan.map(|plan| plan.name.clone()),
        monthly_fee: plan.filter(|plan| plan.monthly_fee != fee).map(|_| fee),
        renews_on: renews
            .map(|_| calendar.date(contract::renewal(calendar, person, calendar.history_days()))),
        home_zip_code: Some(club.world.town.tracts[person.tract as usize].zip.to_string()),
        home_address: Some(person.address.clone()),
        household: household(club, person),
    }
}

/// The id that the bookings of one session or event share.
pub(super) fn occurrence_id(occurrence: u32) -> String {
    format!("O{}", occurrence + 1)
}

pub(super) const fn money(cents: u32) -> Money {
    Money::from_cents(cents as i64)
}
