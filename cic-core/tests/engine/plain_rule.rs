use cic_core::engine::{DecideEventRequest, Recommendation};

use super::fixture::{Rows, booking, flat_settings, local, member};

fn request(revenue: f64, courts: u32) -> DecideEventRequest {
    DecideEventRequest {
        duration_minutes: 60,
        ..DecideEventRequest::new(revenue, "2026-02-19T19:00", courts)
    }
}

/// Every court but `free` of them taken at Thursday 19:00 by four members each.
fn full_evening(free: u16) -> Rows {
    let mut rows = Rows::default();
    for court in 1..=7 - free {
        let ids: Vec<String> = (1..=4).map(|player| format!("M{court}{player}")).collect();
        rows.members.extend(ids.iter().map(|id| member(id)));
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        rows.bookings
            .push(booking(local(2026, 2, 19, 19, 0), court, &ids));
    }
    rows
}

#[test]
fn twelve_members_at_2682_with_three_percent_cost_966() {
    let engine = full_evening(0).engine(&flat_settings(2682.0, 0.03));
    let decision = engine.decide_event(&request(500.0, 3)).unwrap();
    assert_eq!(decision.displaced_members.len(), 12);
    assert_eq!(decision.estimated_churn_cost, 966);
    assert_eq!(decision.net, 500.0 - 965.52);
}

#[test]
fn a_net_of_exactly_200_is_not_accepted() {
    let engine = full_evening(0).engine(&flat_settings(1000.0, 0.05));
    let exactly = engine.decide_event(&request(400.0, 1)).unwrap();
    assert_eq!(exactly.net, 200.0);
    assert_eq!(exactly.recommendation, Recommendation::CounterOffer);
    let above = engine.decide_event(&request(400.01, 1)).unwrap();
    assert_eq!(above.recommendation, Recommendation::Accept);
}

#[test]
fn a_net_of_exactly_minus_200_is_still_marginal() {
    // Revenue of 200 or less nets at most 200 anywhere, so no alternative can pass.
    let engine = full_evening(0).engine(&flat_settings(1000.0, 0.1));
    let exactly = engine.decide_event(&request(200.0, 1)).unwrap();
    assert_eq!(exactly.net, -200.0);
    assert!(exactly.alternatives.is_empty());
    assert_eq!(exactly.recommendation, Recommendation::CounterOffer);
    let below = engine.decide_event(&request(199.99, 1)).unwrap();
    assert_eq!(below.recommendation, Recommendation::Decline);
}

#[test]
fn churn_cost_is_zero_without_displacement() {
    let engine = full_evening(4).engine(&flat_settings(2682.0, 0.03));
    let decision = engine.decide_event(&request(500.0, 4)).unwrap();
    assert_eq!(decision.estimated_churn_cost, 0);
    assert_eq!(decision.recommendation, Recommendation::Accept);
    assert_eq!(decision.court_ids, [4, 5, 6, 7]);
    assert!(
        decision.alternatives.is_empty(),
        "nothing nets more than the request itself"
    );
}

#[test]
fn a_member_displaced_twice_counts_once() {
    let mut rows = full_evening(0);
    rows.bookings.push(booking(
        local(2026, 2, 19, 20, 0),
        1,
        &["M11", "M12", "M13", "M14"],
    ));
    let engine = rows.engine(&flat_settings(2682.0, 0.03));
    let two_hours = DecideEventRequest {
        duration_minutes: 120,
        ..request(500.0, 7)
    };
    assert_eq!(
        engine.decide_event(&two_hours).unwrap().displaced_members.len(),
        28
    );
}

#[test]
fn the_default_values_weigh_each_member_by_their_own_segment() {
    let mut settings = cic_core::Settings::default();
    settings.event.policy = cic_core::settings::EventPolicy::Simple;
    let decision = full_evening(0)
        .engine(&settings)
        .decide_event(&request(500.0, 7))
        .unwrap();
    let loss: f64 = decision
        .displaced_members
        .iter()
        .map(|member| member.ltv * member.uplift)
        .sum();
    assert!(
        decision
            .displaced_members
            .iter()
            .all(|member| member.segment == "casual_drop_in")
    );
    assert!((loss - 28.0 * 150.0 * 0.01).abs() < 1e-9);
    assert_eq!(decision.estimated_churn_cost, 42);
}
