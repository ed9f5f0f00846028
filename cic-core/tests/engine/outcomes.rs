//! What came of events at clubs that members do leave, and what many such clubs learn together.

use std::collections::BTreeMap;

use chrono::Duration;
use cic_core::domain::{Instant, MemberStatus};
use cic_core::engine::Commitment;
use cic_core::event_decision::{EventOutcome, OutcomeLearning};
use cic_core::{Engine, Settings};

use super::fixture::{Rows, booking, flat_settings, local, member};

const DISPLACED: usize = 20;
const OTHERS: usize = 160;

fn event() -> Instant {
    local(2026, 1, 15, 19, 0)
}

fn committed_at() -> Instant {
    event() - Duration::days(5)
}

/// Of so many members of a kind, evenly over clubs, one in `of` leaves.
fn leaves(member: usize, club: usize, every: usize) -> bool {
    (member + club).is_multiple_of(every)
}

/// A club in which an event displaces twenty members and a hundred and sixty like them keep their courts. One in four
/// of the displaced leaves within the outcome's days, and one in ten of the others; half of the displaced book again.
fn rows(club: usize) -> Rows {
    let mut rows = Rows::default();
    let mut add = |id: &str, exit: Option<Instant>| {
        let mut row = member(id);
        if exit.is_some() {
            (row.status, row.cancelled_at) = (MemberStatus::Cancelled, exit);
        }
        rows.members.push(row);
    };
    for number in 0..DISPLACED {
        let leaves = leaves(number, club, 4);
        add(
            &format!("D{number:03}"),
            leaves.then(|| event() + Duration::days(60)),
        );
    }
    for number in 0..OTHERS {
        let leaves = leaves(number, club, 10);
        add(
            &format!("O{number:03}"),
            leaves.then(|| event() + Duration::days(90)),
        );
    }
    // Everyone plays on each of eight Saturdays before.
    let ids: Vec<String> = rows.members.iter().map(|member| member.id.clone()).collect();
    for week in 1..=8 {
        for (party, players) in (0_i64..).zip(ids.chunks(6)) {
            let players: Vec<&str> = players.iter().map(String::as_str).collect();
            let court = u16::try_from(party % 7).unwrap() + 1;
            let start =
                local(2026, 1, 17, 8, 0) + Duration::minutes(75 * (party / 7)) - Duration::weeks(week);
            rows.bookings.push(booking(start, court, &players));
        }
    }
    for number in (0..DISPLACED).step_by(2) {
        let mut again = booking(event() + Duration::days(3), 1, &[&format!("D{number:03}")]);
        again.external_id += &format!(" {number}");
        again.booked_at = Some(committed_at() + Duration::hours(1));
        rows.bookings.push(again);
    }
    rows
}

fn commitment() -> Commitment {
    Commitment {
        decision_id: "evening".to_owned(),
        starts_at: event().to_rfc3339(),
        ends_at: (event() + Duration::hours(2)).to_rfc3339(),
        court_ids: vec![1, 2, 3, 4],
        displaced_members: (0..DISPLACED).map(|number| format!("D{number:03}")).collect(),
        committed_at: Some(committed_at().to_rfc3339()),
        displaces: true,
    }
}

fn outcome(club: usize, settings: &Settings) -> EventOutcome {
    let club = rows(club).club(&settings.venue);
    let engine = Engine::fit(&club, settings, event() + Duration::days(121)).unwrap();
    engine.event_outcome(&commitment()).unwrap()
}

#[test]
fn exits_and_moved_visits_are_counted_beside_members_alike() {
    let outcome = outcome(0, &flat_settings(1_000.0, 0.03));
    let sum = |of: fn(&cic_core::event_decision::SegmentOutcome) -> u64| {
        outcome.segments.iter().map(of).sum::<u64>()
    };
    assert_eq!(sum(|segment| segment.displaced), 20);
    assert_eq!(sum(|segment| segment.displaced_exits), 5);
    assert_eq!(outcome.left, ["D000", "D004", "D008", "D012", "D016"]);
    assert_eq!(sum(|segment| segment.matched), 100, "five beside each");
    let matched_exits = sum(|segment| segment.matched_exits);
    assert!((9..=11).contains(&matched_exits), "one in ten: {matched_exits}");
    assert_eq!(
        (sum(|segment| segment.visits), sum(|segment| segment.recaptured)),
        (20, 10)
    );
}

#[test]
fn exits_before_the_event_and_after_the_days_do_not_count() {
    let settings = flat_settings(1_000.0, 0.03);
    let mut rows = rows(0);
    let at = |rows: &mut Rows, id: &str, exit: Instant| {
        let member = rows.members.iter_mut().find(|member| member.id == id).unwrap();
        (member.status, member.cancelled_at) = (MemberStatus::Cancelled, Some(exit));
    };
    at(&mut rows, "D000", event() - Duration::days(1));
    at(
        &mut rows,
        "D004",
        event() + Duration::days(120) + Duration::hours(1),
    );
    let engine = Engine::fit(
        &rows.club(&settings.venue),
        &settings,
        event() + Duration::days(121),
    )
    .unwrap();
    let outcome = engine.event_outcome(&commitment()).unwrap();
    assert_eq!(outcome.left, ["D008", "D012", "D016"]);
    assert_eq!(
        outcome
            .segments
            .iter()
            .map(|segment| segment.displaced)
            .sum::<u64>(),
        19
    );
}

#[test]
fn an_outcome_is_not_read_before_its_days_have_passed() {
    let settings = flat_settings(1_000.0, 0.03);
    let engine = Engine::fit(
        &rows(0).club(&settings.venue),
        &settings,
        event() + Duration::days(119),
    )
    .unwrap();
    assert!(matches!(
        engine.event_outcome(&commitment()),
        Err(cic_core::Error::Conflict(_))
    ));
}

#[test]
fn pooled_clubs_learn_an_uplift_that_the_prior_has_wrong() {
    const TRUTH: f64 = 0.15;
    let mut settings = flat_settings(1_000.0, 0.03);
    let outcomes: Vec<EventOutcome> = (0..60).map(|club| outcome(club, &settings)).collect();
    let learned = |clubs: usize| {
        let mut pooled = OutcomeLearning::default();
        for outcome in &outcomes[..clubs] {
            let mut own = OutcomeLearning::default();
            own.update(outcome);
            pooled.merge(&own);
        }
        pooled
    };
    let segment = outcomes[0].segments[0].segment.clone();
    let mut error = |clubs: usize| {
        settings.event.pooled = learned(clubs).finish();
        TRUTH - settings.event.believed_uplift(&segment)
    };
    let errors = [0, 1, 5, 20, 60].map(&mut error);
    assert!((errors[0] - 0.12).abs() < 1e-12, "the prior: {errors:?}");
    assert!(errors.windows(2).all(|pair| pair[1] < pair[0]), "{errors:?}");
    assert!(
        errors[1] > 0.10,
        "one club alone mostly keeps the prior: {errors:?}"
    );
    assert!(errors[4].abs() < 0.03, "{errors:?}");
    let mut backwards = OutcomeLearning::default();
    for outcome in outcomes.iter().rev() {
        backwards.update(outcome);
    }
    let counts: BTreeMap<_, _> = backwards.finish();
    assert_eq!(counts, learned(60).finish(), "in whatever order clubs are merged");
}
