//! Two events judged against the same state must not both be taken.

use chrono::Duration;
use cic_core::Engine;
use cic_core::engine::{Commitment, DecideEventRequest, EventDecision, Recommendation};

use super::fixture::{Rows, booking, flat_settings, local, member};

fn evening(courts: u32) -> DecideEventRequest {
    DecideEventRequest::new(500.0, "2026-02-19T19:00:00-06:00", courts)
}

fn decide(engine: &Engine, courts: u32) -> EventDecision {
    engine.decide_event(&evening(courts)).unwrap()
}

/// Courts 1 to `busy` taken by four members each.
fn rows(busy: u16) -> Rows {
    let mut rows = Rows::default();
    for court in 1..=busy {
        let ids: Vec<String> = (0..4).map(|player| format!("C{court}P{player}")).collect();
        rows.members.extend(ids.iter().map(|id| member(id)));
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        rows.bookings
            .push(booking(local(2026, 2, 19, 19, 0), court, &ids));
    }
    rows
}

#[test]
fn a_second_event_finds_the_courts_of_the_first_gone() {
    let engine = rows(0).engine(&flat_settings(1_000.0, 0.03));
    let first = decide(&engine, 4);
    assert_eq!(first.recommendation, Recommendation::Accept);
    let after = engine.with_commitments(&[Commitment::of(&first)]);
    let second = decide(&after, 4);
    assert_ne!(second.recommendation, Recommendation::Accept);
    assert!(second.details.contains("4 of 7 courts"), "{}", second.details);
    assert_ne!(second.id, first.id);
    let smaller = decide(&after, 3);
    assert_eq!(smaller.recommendation, Recommendation::Accept);
    assert!(
        smaller
            .court_ids
            .iter()
            .all(|court| !first.court_ids.contains(court))
    );
}

#[test]
fn bookings_that_were_moved_for_the_first_event_still_stand() {
    let engine = rows(3).engine(&flat_settings(1_000.0, 0.03));
    let named = DecideEventRequest {
        court_ids: Some(vec![1, 2]),
        ..evening(2)
    };
    let first = engine.decide_event(&named).unwrap();
    assert!(
        first.displaced_members.is_empty(),
        "staff moves the parties of courts 1 and 2"
    );
    let after = engine.with_commitments(&[Commitment::of(&first)]);
    assert!(
        decide(&after, 2).displaced_members.is_empty(),
        "two courts are left beside three parties"
    );
    assert_eq!(decide(&after, 3).displaced_members.len(), 4, "a third one is not");
}

#[test]
fn a_member_displaced_before_is_likelier_to_leave() {
    let mut settings = flat_settings(1_000.0, 0.03);
    settings.event.policy = cic_core::settings::EventPolicy::ExpectedValue;
    for cold_start in settings.economics.cold_start.values_mut() {
        cold_start.tenure_months = 24.0;
    }
    let mut rows = rows(7);
    let again = rows.bookings.clone();
    rows.bookings.extend(again.into_iter().map(|mut row| {
        row.starts_at += Duration::days(7);
        row.ends_at += Duration::days(7);
        row.external_id += " again";
        row
    }));
    let engine = rows.engine(&settings);
    let next_week = DecideEventRequest::new(500.0, "2026-02-26T19:00:00-06:00", 7);
    let before = engine.decide_event(&next_week).unwrap();
    let after = engine.with_commitments(&[Commitment::of(&decide(&engine, 7))]);
    let after = after.decide_event(&next_week).unwrap();
    assert!(after.churn_cost.displaced > before.churn_cost.displaced);
}
