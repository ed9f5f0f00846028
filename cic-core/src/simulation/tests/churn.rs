use std::sync::LazyLock;

use chrono::Months;

use super::super::SimulatedClub;
use super::super::calendar::MINUTES_PER_DAY;
use super::super::contract::joined_on;
use super::super::person::NEVER;
use super::{CLUB, everyone, played, simulated};
use crate::domain::{Billing, BookingStatus, MemberStatus};

/// Enough people to see rates.
static CITY: LazyLock<SimulatedClub> = LazyLock::new(|| simulated(5_000, 24, 4));

#[test]
fn a_quarter_to_nearly_half_of_the_members_leave_in_a_year() {
    for club in [&*CLUB, &*CITY] {
        let days = club.world.calendar.history_days();
        let (mut exits, mut years) = (0.0, 0.0);
        for (person, mood) in club.world.people.iter().zip(&club.history.moods) {
            if person.plan.is_some() {
                let from = person.joined.div_euclid(MINUTES_PER_DAY).max(0);
                years += f64::from(mood.exit_day.min(days) - from) / 365.25;
                exits += f64::from(mood.exit_day < days);
            }
        }
        let yearly: f64 = 1.0 - f64::exp(-exits / years);
        assert!((0.25..0.45).contains(&yearly), "{yearly}");
    }
}

#[test]
fn nobody_leaves_before_the_contract_lets_them() {
    let calendar = &CITY.world.calendar;
    let mut annual_exits = 0;
    for (person, mood) in CITY.world.people.iter().zip(&CITY.history.moods) {
        let Some(plan) = person.plan.map(|plan| &CITY.settings().plans[usize::from(plan)]) else {
            assert_eq!(mood.exit_day, NEVER);
            continue;
        };
        if mood.exit_day == NEVER {
            continue;
        }
        let (exit, joined) = (calendar.date(mood.exit_day), joined_on(calendar, person));
        assert!(mood.exit_day >= mood.notice_day + plan.notice_days as i32);
        assert!(
            exit >= joined
                .checked_add_months(Months::new(plan.minimum_months))
                .unwrap()
        );
        if plan.billing == Billing::Annual {
            annual_exits += 1;
            let anniversary = (1..20).filter_map(|years| joined.checked_add_months(Months::new(12 * years)));
            assert!(anniversary.into_iter().any(|anniversary| anniversary == exit));
        }
    }
    assert!(annual_exits > 50);
}

#[test]
fn households_leave_together() {
    let mut together = 0;
    for (index, person) in CITY.world.people.iter().enumerate() {
        let (head, own) = (
            &CITY.history.moods[person.head as usize],
            &CITY.history.moods[index],
        );
        assert_eq!(head.exit_day, own.exit_day);
        together += u32::from(person.household_size > 1);
    }
    assert!(together > 300);
}

#[test]
fn exports_say_who_has_left_and_not_who_will() {
    for (index, mood) in CLUB.history.moods.iter().enumerate() {
        let member = super::super::roster::member(&CLUB, index);
        assert_eq!(
            member.status == MemberStatus::Cancelled,
            member.cancelled_at.is_some()
        );
        assert!(
            member
                .cancelled_at
                .is_none_or(|cancelled| cancelled < CLUB.as_of() && cancelled > member.joined_at)
        );
        assert_eq!(
            member.cancelled_at.is_some(),
            mood.exit_day < CLUB.world.calendar.history_days()
        );
    }
}

/// Notices a person-week among those of `among` for which `test` holds, and among the others.
fn weekly_rates(among: impl Fn(usize, i32) -> bool, test: impl Fn(usize, i32) -> bool) -> (f64, f64) {
    let (mut weeks, mut notices) = ([0.0; 2], [0.0; 2]);
    for (index, person) in CITY.world.people.iter().enumerate() {
        let mood = &CITY.history.moods[index];
        let monthly = person
            .plan
            .is_some_and(|plan| CITY.settings().plans[usize::from(plan)].billing == Billing::Monthly);
        if !monthly || person.head as usize != index {
            continue;
        }
        let from = person.joined.div_euclid(MINUTES_PER_DAY).max(0) + 91;
        for week in 20..CITY.world.calendar.weeks as i32 {
            let day = week * 7 + 6;
            if day >= from && day <= mood.notice_day && among(index, day) {
                let side = usize::from(test(index, day));
                weeks[side] += 1.0;
                notices[side] += f64::from(day == mood.notice_day);
            }
        }
    }
    (notices[1] / weeks[1], notices[0] / weeks[0])
}

#[test]
fn members_who_fall_silent_leave_more_often() {
    let mut days = vec![Vec::new(); CITY.world.people.len()];
    for entry in played(&CITY) {
        for person in everyone(&entry) {
            days[person].push(entry.start.div_euclid(MINUTES_PER_DAY));
        }
    }
    days.iter_mut().for_each(|days| days.sort_unstable());
    let visits_between = |index: usize, from: i32, until: i32| {
        let days: &Vec<i32> = &days[index];
        days.partition_point(|day| *day <= until) - days.partition_point(|day| *day <= from)
    };
    let used_to_come = |index: usize, day: i32| visits_between(index, day - 140, day - 28) >= 16;
    let fell_silent = |index: usize, day: i32| {
        let before = visits_between(index, day - 140, day - 28);
        visits_between(index, day - 28, day) * 4 * 3 <= before
    };
    let (silent, others) = weekly_rates(used_to_come, fell_silent);
    assert!(silent > 1.6 * others, "{silent} against {others} a week");
}

#[test]
fn members_who_were_displaced_leave_more_often() {
    let mut displaced = vec![Vec::new(); CITY.world.people.len()];
    for entry in CITY.history.ledger.entries() {
        if entry.called_off_by_club && entry.occurrence.is_none() && entry.status == BookingStatus::Cancelled
        {
            for person in everyone(&entry) {
                displaced[person].push(entry.start.div_euclid(MINUTES_PER_DAY));
            }
        }
    }
    let (hurt, others) = weekly_rates(
        |_, _| true,
        |index, day| displaced[index].iter().any(|at| (day - 42..=day).contains(at)),
    );
    assert!(hurt > 1.25 * others, "{hurt} against {others} a week");
}

#[test]
fn realised_notices_agree_with_the_true_probabilities() {
    let truth = CITY.truth();
    let expected: f64 = truth
        .people
        .iter()
        .flat_map(|person| {
            let heads = person.id == person.decided_by;
            person.monthly_notice_probability.iter().filter(move |_| heads)
        })
        .map(|probability| f64::from(*probability))
        .sum();
    let heads = truth
        .people
        .iter()
        .filter(|person| person.id == person.decided_by);
    let realised = heads.filter(|person| person.notice_on.is_some()).count() as f64;
    assert!(
        (realised - expected).abs() < 4.0 * expected.sqrt(),
        "{realised} against {expected}"
    );
}

#[test]
fn expected_margins_are_finite_and_higher_for_members_than_for_drop_ins() {
    let mean = |members: bool| {
        let people = CLUB.truth().people.iter().zip(&CLUB.world.people);
        let margins: Vec<f64> = people
            .filter(|(truth, person)| person.plan.is_some() == members && truth.notice_on.is_none())
            .map(|(truth, _)| truth.expected_margin)
            .collect();
        assert!(margins.iter().all(|margin| margin.is_finite() && *margin >= 0.0));
        margins.iter().sum::<f64>() / margins.len() as f64
    };
    assert!(mean(true) > 5.0 * mean(false));
}
