//! A small club by hand: what a month sees, and when an exit counts.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::club::BookingRow;
use crate::domain::{Billing, BookingKind, BookingStatus, Instant, Member, MemberStatus, Money, Plan};
use crate::{Club, ClubBuilder, Settings};

const EVER: (i64, i64) = (i64::MIN, i64::MAX);

fn as_of() -> Instant {
    "2026-02-01T06:00:00Z".parse().unwrap()
}

fn days_ago(days: i64) -> Instant {
    as_of() - Duration::days(days)
}

fn member(id: &str, plan: &str, joined: Instant) -> Member {
    Member {
        id: id.to_owned(),
        name: id.to_owned(),
        email: None,
        joined_at: joined,
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: Some(plan.to_owned()),
        monthly_fee: None,
        renews_on: None,
        home_zip_code: None,
        home_address: None,
        household: None,
    }
}

fn left(mut member: Member, at: Instant) -> Member {
    member.status = MemberStatus::Cancelled;
    member.cancelled_at = Some(at);
    member
}

fn settings() -> Settings {
    let plan = |name: &str, billing, minimum_months, notice_days| Plan {
        name: name.to_owned(),
        monthly_fee: Money::from_cents(12_500),
        billing,
        minimum_months,
        notice_days,
    };
    Settings {
        plans: vec![
            plan("Standard", Billing::Monthly, 3, 30),
            plan("Annual", Billing::Annual, 12, 30),
        ],
        ..Settings::default()
    }
}

/// `(start, cancelled)` of an hour by the first member; a booking is made a week ahead.
type Hour = (Instant, Option<Instant>);

fn club(members: &[Member], hours: &[Hour], extra: &[BookingRow<'_>]) -> Arc<Club> {
    let mut builder = ClubBuilder::new(&settings().venue);
    for member in members {
        builder.member(member).unwrap();
    }
    let first = members[0].id.as_str();
    for &(starts_at, cancelled_at) in hours {
        builder.booking(row(first, starts_at, cancelled_at), []).unwrap();
    }
    for row in extra {
        builder.booking(*row, []).unwrap();
    }
    Arc::new(builder.build().unwrap())
}

fn row(member: &str, starts_at: Instant, cancelled_at: Option<Instant>) -> BookingRow<'_> {
    BookingRow {
        member_id: Some(member),
        starts_at,
        ends_at: starts_at + Duration::hours(1),
        court_id: Some(1),
        revenue: Money::from_cents(1_000),
        booked_at: Some(starts_at - Duration::days(7)),
        cancelled_at,
        status: cancelled_at.map_or(BookingStatus::Booked, |_| BookingStatus::Cancelled),
        kind: BookingKind::Reservation,
        occurrence: None,
        guests: 0,
    }
}

fn months(club: &Arc<Club>) -> MemberMonths {
    MemberMonths::of(club, &settings(), &vec![None; club.people().len()], as_of())
}

/// Every month's covariates of one member.
fn walked(months: &MemberMonths, member: usize) -> Vec<(usize, Vec<f64>)> {
    let mut seen = Vec::new();
    months.walk(member, &mut Vec::new(), &mut |start| {
        seen.push((start.month, start.covariates.to_vec()));
    });
    seen
}

fn column(months: &MemberMonths, covariate: &Covariate) -> usize {
    months
        .covariates
        .columns
        .iter()
        .position(|column| column == covariate)
        .unwrap()
}

/// Weekly play over two years.
fn two_years() -> Vec<Hour> {
    (0..104).map(|week| (days_ago(730 - 7 * week), None)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_comes_later_does_not_change_an_earlier_month(
        later in prop::collection::vec((0_i64..700, 0_i64..40, any::<bool>(), 0_usize..4), 1..60),
        month in 4_usize..22,
    ) {
        let members = [member("a", "Standard", days_ago(900))];
        let before = club(&members, &two_years(), &[]);
        let known = months(&before);
        let cut = known.calendar().starts_at(month);
        let kinds = [BookingKind::Reservation, BookingKind::Session, BookingKind::Event, BookingKind::Block];
        let extra: Vec<BookingRow<'_>> = later.iter().map(|&(day, lead, is_called_off, kind)| {
            let starts_at = chrono::DateTime::from_timestamp(cut, 0).unwrap() + Duration::hours(day);
            let cancelled = is_called_off.then(|| starts_at.max(starts_at - Duration::hours(lead)));
            BookingRow { kind: kinds[kind], booked_at: Some(starts_at), ..row("a", starts_at, cancelled) }
        }).filter(|row| row.starts_at < as_of()).collect();
        let after = club(&members, &two_years(), &extra);
        let changed = months(&after);
        let until = |rows: Vec<(usize, Vec<f64>)>| -> Vec<(usize, Vec<f64>)> {
            rows.into_iter().filter(|&(seen, _)| seen <= month).collect()
        };
        prop_assert_eq!(until(walked(&known, 0)), until(walked(&changed, 0)));
    }
}

#[test]
fn an_exit_belongs_to_the_month_in_which_notice_was_given() {
    let stays = member("a", "Standard", days_ago(900));
    let leaves = left(member("b", "Standard", days_ago(900)), days_ago(100));
    let club = club(&[stays, leaves], &two_years(), &[]);
    let months = months(&club);
    let calendar = months.calendar();
    let exits: Vec<usize> = (0..calendar.count())
        .filter(|&month| months.left(1, month, 0, EVER) == Some(true))
        .collect();
    let noticed = calendar.month_of(days_ago(130).timestamp()).unwrap();
    assert_eq!(exits, [noticed]);
    assert_eq!(
        months.left(1, noticed + 1, 0, EVER),
        None,
        "who has given notice is not at risk"
    );
    assert_eq!(months.left(0, noticed, 0, EVER), Some(false));
    assert_eq!(
        months.left(0, noticed, 3, (i64::MIN, days_ago(60).timestamp())),
        None
    );
}

#[test]
fn nobody_is_at_risk_within_the_minimum_term() {
    let club = club(
        &[
            member("a", "Standard", days_ago(900)),
            member("b", "Standard", days_ago(300)),
        ],
        &two_years(),
        &[],
    );
    let months = months(&club);
    let at_risk: Vec<usize> = walked(&months, 1)
        .into_iter()
        .filter(|&(month, _)| months.left(1, month, 0, EVER).is_some())
        .map(|(month, _)| month)
        .collect();
    let joined = months.calendar().month_of(days_ago(300).timestamp()).unwrap() + 1;
    // Three months less a month's notice.
    assert_eq!(at_risk.first(), Some(&(joined + 1)));
}

#[test]
fn an_annual_member_is_at_risk_once_a_year() {
    let mut annual = member("b", "Annual", days_ago(1_500));
    annual.renews_on = NaiveDate::from_ymd_opt(2026, 11, 20);
    let club = club(
        &[member("a", "Standard", days_ago(900)), annual],
        &two_years(),
        &[],
    );
    let months = months(&club);
    let at_risk: Vec<usize> = (0..months.calendar().count())
        .filter(|&month| months.left(1, month, 0, EVER).is_some())
        .collect();
    assert_eq!(at_risk.len(), 2, "{at_risk:?}");
    assert_eq!(at_risk[1] - at_risk[0], 12);
    let contract = months.contracts.contracts[1].unwrap();
    let day = |text: &str| text.parse::<Instant>().unwrap().timestamp();
    assert!(!contract.may_exit_in(day("2026-02-01T06:00:00Z"), day("2026-11-20T00:00:00Z")));
    assert!(contract.may_exit_in(day("2026-11-20T00:00:00Z"), day("2026-12-01T00:00:00Z")));
}

#[test]
fn a_suspended_member_is_not_at_risk_while_away() {
    let mut paused = member("a", "Standard", days_ago(900));
    paused.status = MemberStatus::Suspended;
    let hours: Vec<Hour> = two_years()
        .into_iter()
        .filter(|&(at, _)| at < days_ago(200))
        .collect();
    let recent = row("b", days_ago(3), None);
    let club = club(
        &[paused, member("b", "Standard", days_ago(900))],
        &hours,
        &[recent],
    );
    let months = months(&club);
    let last = months.calendar().month_of(days_ago(200).timestamp()).unwrap();
    assert_eq!(months.left(0, last - 1, 0, EVER), Some(false));
    assert_eq!(months.left(0, last + 2, 0, EVER), None);
}

#[test]
fn a_household_decides_once_and_pays_once() {
    let of_house = |id: &str| Member {
        household: Some("H".to_owned()),
        ..member(id, "Standard", days_ago(900))
    };
    let club = club(
        &[
            of_house("a"),
            of_house("b"),
            member("c", "Standard", days_ago(900)),
        ],
        &two_years(),
        &[],
    );
    let months = months(&club);
    assert_eq!(
        [0, 1, 2].map(|member| months.decides(member)),
        [true, false, true]
    );
    let fees = [0, 1, 2].map(|member| months.contracts.contracts[member].unwrap().fee_cents);
    assert_eq!(fees, [12_500, 0, 12_500]);
}

#[test]
fn a_booking_called_off_for_an_event_is_a_displaced_visit() {
    let at = days_ago(20);
    let made = at - Duration::days(5);
    let event = BookingRow {
        kind: BookingKind::Event,
        member_id: None,
        booked_at: Some(made),
        ..row("a", at, None)
    };
    let members = [member("a", "Standard", days_ago(900))];
    let displaced = |cancelled: Instant| {
        let mut hours = two_years();
        hours.push((at, Some(cancelled)));
        let club = club(&members, &hours, &[event]);
        let months = months(&club);
        let column = column(&months, &Covariate::DisplacedLastMonth);
        walked(&months, 0).last().unwrap().1[column]
    };
    assert_eq!(displaced(made).to_bits(), 1.0_f64.to_bits());
    assert_eq!(
        displaced(made + Duration::days(3)).to_bits(),
        0.0_f64.to_bits(),
        "called off for another reason"
    );
}
