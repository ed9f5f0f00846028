use chrono::Duration;
use cic_core::domain::{Booking, BookingKind, BookingStatus, Instant};
use cic_core::engine::{DecideEventRequest, EventDecision, Recommendation};
use cic_core::event_decision::AlternativeKind;
use cic_core::{Error, Settings};

use super::fixture::{Rows, booking, flat_settings, local, member};

fn request() -> DecideEventRequest {
    DecideEventRequest::new(500.0, "2026-02-19T19:00:00-06:00", 4)
}

fn evening() -> Instant {
    local(2026, 2, 19, 19, 0)
}

fn members(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("M{index:03}")).collect()
}

fn faults(request: &DecideEventRequest) -> Vec<String> {
    match Rows::default().engine(&Settings::default()).decide_event(request) {
        Err(Error::Invalid(faults)) => faults
            .into_iter()
            .map(|fault| format!("{}: {}", fault.field, fault.message))
            .collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

#[test]
fn every_fault_is_reported_at_its_pointer() {
    let wrong = DecideEventRequest {
        revenue: f64::NAN,
        date_time: "next Thursday".to_owned(),
        courts: 0,
        duration_minutes: 45,
        court_ids: Some(vec![1, 1, 99]),
        headcount: Some(0),
        ancillary_per_head: Some(-1.0),
        variable_cost: Some(f64::INFINITY),
        deposit_kept: Some(1e300),
        wash_probability: Some(1.5),
        future_value: Some(f64::NAN),
    };
    insta::assert_debug_snapshot!(faults(&wrong));
}

#[test]
fn past_and_far_times_and_too_many_courts_are_refused() {
    insta::assert_debug_snapshot!([
        faults(&DecideEventRequest {
            date_time: "2026-02-01T11:59".to_owned(),
            ..request()
        }),
        faults(&DecideEventRequest {
            date_time: "2031-02-01T19:00".to_owned(),
            ..request()
        }),
        faults(&DecideEventRequest {
            date_time: "2026-03-08T02:30".to_owned(),
            ..request()
        }),
        faults(&DecideEventRequest {
            date_time: "2026-11-01T01:30".to_owned(),
            ..request()
        }),
        faults(&DecideEventRequest {
            courts: 8,
            ..request()
        }),
        faults(&DecideEventRequest {
            revenue: 1e300,
            ..request()
        }),
        faults(&DecideEventRequest {
            revenue: -1.0,
            ..request()
        }),
    ]);
}

#[test]
fn a_time_with_an_offset_is_that_instant_and_one_without_is_club_local() {
    let engine = Rows::default().engine(&Settings::default());
    let ask = |date_time: &str| {
        engine
            .decide_event(&DecideEventRequest {
                date_time: date_time.to_owned(),
                ..request()
            })
            .unwrap()
    };
    assert_eq!(ask("2026-02-15T19:00:00Z").date_time, "2026-02-15T13:00:00-06:00");
    assert_eq!(ask("2026-02-15T13:00").id, ask("2026-02-15T19:00:00Z").id);
}

#[test]
fn a_closed_hour_is_not_accepted_and_an_open_one_is_offered() {
    let engine = Rows::default().engine(&Settings::default());
    let decision = engine
        .decide_event(&DecideEventRequest {
            date_time: "2026-02-19T22:00".to_owned(),
            ..request()
        })
        .unwrap();
    assert_eq!(decision.recommendation, Recommendation::CounterOffer);
    assert_eq!(decision.alternatives[0].date_time, "2026-02-19T19:00:00-06:00");
    assert!(decision.court_ids.is_empty());
}

/// Seven courts at the evening hour; court c is taken by c members.
fn staircase() -> Rows {
    let mut rows = Rows::default();
    for court in 1..=7_u16 {
        let ids: Vec<String> = (0..court).map(|player| format!("C{court}P{player}")).collect();
        rows.members.extend(ids.iter().map(|id| member(id)));
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        rows.bookings.push(booking(evening(), court, &ids));
    }
    rows
}

#[test]
fn the_cheapest_courts_are_taken() {
    let decision = staircase()
        .engine(&flat_settings(1000.0, 0.05))
        .decide_event(&request())
        .unwrap();
    assert_eq!(decision.court_ids, [1, 2, 3, 4]);
    assert_eq!(decision.displaced_members.len(), 10);
}

#[test]
fn named_courts_are_taken_as_named() {
    let named = DecideEventRequest {
        court_ids: Some(vec![7, 5]),
        courts: 2,
        ..request()
    };
    let decision = staircase()
        .engine(&flat_settings(1000.0, 0.05))
        .decide_event(&named)
        .unwrap();
    assert_eq!(decision.court_ids, [5, 7]);
    assert_eq!(decision.displaced_members.len(), 12);
}

#[test]
fn cancelled_bookings_never_count() {
    let mut rows = staircase();
    for booking in &mut rows.bookings {
        booking.status = BookingStatus::Cancelled;
    }
    let decision = rows
        .engine(&flat_settings(1000.0, 0.05))
        .decide_event(&request())
        .unwrap();
    assert!(decision.displaced_members.is_empty());
}

#[test]
fn partial_overlap_displaces() {
    let mut rows = staircase();
    for booking in &mut rows.bookings {
        booking.starts_at -= Duration::minutes(30);
        booking.ends_at -= Duration::minutes(30);
    }
    let settings = flat_settings(1000.0, 0.05);
    assert_eq!(
        rows.engine(&settings)
            .decide_event(&request())
            .unwrap()
            .displaced_members
            .len(),
        10
    );
    for booking in &mut rows.bookings {
        booking.starts_at -= Duration::minutes(30);
        booking.ends_at -= Duration::minutes(30);
    }
    assert!(
        rows.engine(&settings)
            .decide_event(&request())
            .unwrap()
            .displaced_members
            .is_empty()
    );
}

#[test]
fn like_courts_stand_in_for_each_other_unless_the_club_says_no() {
    let mut rows = staircase();
    rows.bookings
        .retain(|booking| booking.court_id.is_some_and(|court| court <= 3));
    let mut settings = flat_settings(1000.0, 0.05);
    let on_courts = DecideEventRequest {
        court_ids: Some(vec![1, 2, 3]),
        courts: 3,
        ..request()
    };
    assert_eq!(
        rows.engine(&settings)
            .decide_event(&request())
            .unwrap()
            .displaced_members
            .len(),
        0
    );
    settings.event.courts_interchangeable = false;
    assert_eq!(
        rows.engine(&settings)
            .decide_event(&on_courts)
            .unwrap()
            .displaced_members
            .len(),
        6
    );
}

fn session(registrants: &[String], courts: &[u16]) -> (Rows, Vec<Booking>) {
    let mut rows = Rows {
        members: registrants.iter().map(|id| member(id)).collect(),
        ..Rows::default()
    };
    let mut bookings = Vec::new();
    for (index, id) in registrants.iter().enumerate() {
        let mut row = booking(evening(), courts[index % courts.len()], &[id]);
        row.kind = BookingKind::Session;
        row.occurrence = Some("Open play".to_owned());
        row.booked_at = Some(local(2026, 1, 1, 8, 0) + Duration::minutes(i64::try_from(index).unwrap()));
        bookings.push(row);
    }
    rows.bookings.clone_from(&bookings);
    (rows, bookings)
}

fn displaced_ids(decision: &EventDecision) -> Vec<&str> {
    let mut ids: Vec<&str> = decision
        .displaced_members
        .iter()
        .map(|member| member.id.as_str())
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn a_session_sheds_its_last_joiners() {
    let registrants = members(10);
    let (rows, _) = session(&registrants, &[1, 2]);
    let mut settings = flat_settings(1000.0, 0.05);
    settings.event.courts_interchangeable = false;
    let one = DecideEventRequest {
        court_ids: Some(vec![1]),
        courts: 1,
        ..request()
    };
    let decision = rows.engine(&settings).decide_event(&one).unwrap();
    assert_eq!(displaced_ids(&decision), ["M006", "M007", "M008", "M009"]);
}

#[test]
fn a_session_below_its_minimum_falls() {
    let registrants = members(10);
    let (rows, _) = session(&registrants, &[1, 2]);
    let mut settings = flat_settings(1000.0, 0.05);
    settings.event.courts_interchangeable = false;
    settings.venue.session_players_per_court = 3;
    let one = DecideEventRequest {
        court_ids: Some(vec![1]),
        courts: 1,
        ..request()
    };
    assert_eq!(
        rows.engine(&settings)
            .decide_event(&one)
            .unwrap()
            .displaced_members
            .len(),
        10
    );
}

#[test]
fn a_court_given_to_another_event_cannot_be_had() {
    let mut rows = staircase();
    for booking in &mut rows.bookings {
        booking.kind = BookingKind::Event;
    }
    rows.bookings
        .retain(|booking| booking.court_id.is_some_and(|court| court <= 4));
    let decision = rows
        .engine(&flat_settings(1000.0, 0.05))
        .decide_event(&request())
        .unwrap();
    assert_eq!(decision.recommendation, Recommendation::CounterOffer);
    assert!(decision.details.contains("4 of 7 courts"), "{}", decision.details);
    assert!(
        decision
            .alternatives
            .iter()
            .any(|offer| offer.kind == AlternativeKind::OtherTime)
    );
}

#[test]
fn alternatives_differ_in_kind_and_each_passes_the_test() {
    let decision = staircase()
        .engine(&flat_settings(3000.0, 0.05))
        .decide_event(&request())
        .unwrap();
    assert_eq!(decision.recommendation, Recommendation::CounterOffer);
    let kinds: Vec<AlternativeKind> = decision.alternatives.iter().map(|offer| offer.kind).collect();
    assert_eq!(kinds, [AlternativeKind::OtherTime, AlternativeKind::OtherWeek]);
    assert!(decision.alternatives.iter().all(|offer| offer.net > 200.0));
    insta::assert_snapshot!(decision.details, @"Taking 4 courts on Thu 19 Feb 19:00 for 500 USD displaces 10 members at an expected churn cost of 1500 USD, which leaves -1000 USD; offer instead Thu 19 Feb 17:00: 4 courts for 500 USD, displacing nobody and netting 500 USD.");
}

#[test]
fn fewer_courts_are_offered_only_while_they_seat_the_headcount() {
    let settings = flat_settings(3000.0, 0.05);
    let mut rows = staircase();
    rows.bookings
        .retain(|booking| booking.court_id.is_some_and(|court| court <= 4));
    let ask = |headcount: u32| {
        let request = DecideEventRequest {
            headcount: Some(headcount),
            ..request()
        };
        let decision = rows.engine(&settings).decide_event(&request).unwrap();
        decision
            .alternatives
            .iter()
            .find(|offer| offer.kind == AlternativeKind::FewerCourts)
            .map(|offer| offer.courts)
    };
    assert_eq!(ask(18), Some(3));
    assert_eq!(ask(19), None);
}

#[test]
fn guests_and_former_members_lose_a_court_but_cost_no_churn() {
    let mut rows = staircase();
    for member in &mut rows.members {
        member.status = cic_core::domain::MemberStatus::Cancelled;
    }
    rows.bookings[0].guests = 2;
    let decision = rows
        .engine(&flat_settings(1000.0, 0.05))
        .decide_event(&request())
        .unwrap();
    assert_eq!(decision.estimated_churn_cost, 0);
    assert_eq!(decision.displaced_guests, 12);
}
