//! The full model: equal to the plain rule when its extensions are neutral, monotone, finite, and sure of itself.

use chrono::Duration;
use cic_core::domain::{Booking, BookingKind, Money};
use cic_core::engine::{DecideEventRequest, EventDecision, HeatmapRequest, Recommendation};
use cic_core::event_decision::AlternativeKind;
use cic_core::json::to_text;
use cic_core::settings::{EventPolicy, Recapture};
use cic_core::{Engine, Settings};
use proptest::prelude::*;

use super::fixture::{Rows, as_of, booking, flat_settings, local, member};

const MEMBERS: usize = 16;

fn id(index: usize) -> String {
    format!("M{index:02}")
}

prop_compose! {
    /// Within two weeks around as-of, on the half hour.
    fn any_booking()(
        half_hours in -672_i64..672,
        court in 1_u16..=7,
        players in prop::collection::btree_set(0..MEMBERS, 0..4),
        guests in 0_u16..3,
        cents in 0_i64..6_000,
        kind in prop::sample::select(BookingKind::ALL.to_vec()),
        occurrence in prop::option::of(0_u8..4),
    ) -> Booking {
        let ids: Vec<String> = players.into_iter().map(id).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut row = booking(as_of() + Duration::minutes(30 * half_hours), court, &ids);
        row.external_id = format!("{half_hours}-{court}-{cents}-{guests}");
        row.revenue = Money::from_cents(cents);
        row.guests = guests;
        row.kind = kind;
        row.occurrence = occurrence.map(|occurrence| format!("{half_hours}-{occurrence}"));
        row
    }
}

prop_compose! {
    fn any_request()(
        hours in 1_i64..160,
        courts in 1_u32..=7,
        slots in 1_u32..6,
        cents in 0_u32..150_000,
    ) -> DecideEventRequest {
        DecideEventRequest {
            duration_minutes: slots * 30,
            ..DecideEventRequest::new(
                f64::from(cents) / 100.0,
                (as_of() + Duration::hours(hours)).to_rfc3339(),
                courts,
            )
        }
    }
}

fn club(bookings: Vec<Booking>) -> Rows {
    Rows {
        members: (0..MEMBERS).map(|index| member(&id(index))).collect(),
        bookings,
        ..Rows::default()
    }
}

/// The plain rule, and the full model with every extension at its neutral value.
fn plain_and_neutral(settings: Settings) -> (Settings, Settings) {
    let (mut plain, mut neutral) = (settings.clone(), settings);
    plain.event.policy = EventPolicy::Simple;
    neutral.event = neutral.event.with_neutral_extensions();
    neutral.event.policy = EventPolicy::ExpectedValue;
    (plain, neutral)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// Fifty clubs, twenty requests each.
    #[test]
    fn with_neutral_extensions_the_full_model_is_the_plain_rule_to_the_cent(
        bookings in prop::collection::vec(any_booking(), 0..100),
        requests in prop::collection::vec(any_request(), 20),
        ltv in 100.0..9_000.0_f64,
        uplift in 0.0..0.3_f64,
        interchangeable in any::<bool>(),
    ) {
        let mut settings = flat_settings((ltv * 100.0).round() / 100.0, (uplift * 1e4).round() / 1e4);
        settings.event.courts_interchangeable = interchangeable;
        let (plain, neutral) = plain_and_neutral(settings);
        let club = club(bookings);
        let (plain, neutral) = (club.engine(&plain), club.engine(&neutral));
        for request in &requests {
            let (simple, full) = (plain.decide_event(request).unwrap(), neutral.decide_event(request).unwrap());
            prop_assert_eq!(simple.recommendation, full.recommendation);
            prop_assert_eq!(simple.net, full.net);
            prop_assert_eq!(simple.estimated_churn_cost, full.estimated_churn_cost);
            prop_assert_eq!(&simple.court_ids, &full.court_ids);
            prop_assert_eq!(&simple.displaced_members, &full.displaced_members);
            prop_assert_eq!(full.firm_loss + full.unbooked_loss + full.churn_cost.spilled, 0.0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_decision_is_monotone_in_revenue_value_uplift_and_bookings_on_hand(
        bookings in prop::collection::vec(any_booking(), 0..160),
        request in any_request(),
        more in 1.0..500.0_f64,
    ) {
        let settings = worth(1_500.0, 0.03);
        let rows = club(bookings);
        let decide = |rows: &Rows, settings: &Settings, request: &DecideEventRequest| {
            rows.engine(settings).decide_event(request).unwrap()
        };
        let now = decide(&rows, &settings, &request);
        prop_assume!(!now.court_ids.is_empty());
        let dearer = DecideEventRequest { revenue: request.revenue + more, ..request.clone() };
        let dearer = decide(&rows, &settings, &dearer);
        prop_assert!(dearer.net > now.net);
        prop_assert!(dearer.probability_net_positive >= now.probability_net_positive);
        prop_assert!(now.recommendation != Recommendation::Accept || more < 0.25 * request.revenue
            || dearer.recommendation == Recommendation::Accept);
        prop_assert!(decide(&rows, &worth(1_500.0 + more, 0.03), &request).net <= now.net);
        prop_assert!(decide(&rows, &worth(1_500.0, 0.03 + more / 5_000.0), &request).net <= now.net);
        let start = chrono::DateTime::parse_from_rfc3339(&now.date_time).unwrap().to_utc();
        let mut busier = rows;
        busier.bookings.push(booking(start, now.court_ids[0], &["M00", "M01"]));
        prop_assert!(decide(&busier, &settings, &request).net <= now.net);
    }
}

/// Every court taken by four members each at Thursday 19:00, and the same every Thursday of a year before.
fn busy_thursdays() -> Rows {
    let mut rows = Rows::default();
    for court in 1..=7_u16 {
        let ids: Vec<String> = (0..4).map(|player| format!("C{court}P{player}")).collect();
        rows.members.extend(ids.iter().map(|id| member(id)));
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        for week in -52..=0 {
            if court <= 6 || week == 0 {
                let mut row = booking(local(2026, 2, 19, 19, 0) + Duration::weeks(week), court, &ids);
                row.booked_at =
                    Some(row.starts_at - Duration::days(if week == 0 { 30 } else { 1 + i64::from(court) }));
                rows.bookings.push(row);
            }
        }
    }
    rows
}

/// Every member is worth 1,200 and stays two years on the mean.
fn full_settings() -> Settings {
    worth(1_200.0, 0.03)
}

/// The full model's settings under which every member is worth `ltv` units with `uplift`, and stays two years.
fn worth(ltv: f64, uplift: f64) -> Settings {
    let mut settings = flat_settings(ltv / 24.0, uplift);
    settings.event.policy = EventPolicy::ExpectedValue;
    for cold_start in settings.economics.cold_start.values_mut() {
        cold_start.tenure_months = 24.0;
    }
    settings
}

fn evening(revenue: f64, courts: u32) -> DecideEventRequest {
    DecideEventRequest::new(revenue, "2026-02-19T19:00:00-06:00", courts)
}

fn decide(engine: &Engine, request: &DecideEventRequest) -> EventDecision {
    engine.decide_event(request).unwrap()
}

#[test]
fn the_same_question_gets_the_same_bytes_on_any_number_of_threads() {
    let engine = busy_thursdays().engine(&full_settings());
    let again = busy_thursdays().engine(&full_settings());
    let text = to_text(&decide(&engine, &evening(900.0, 4)));
    assert_eq!(text, to_text(&decide(&engine, &evening(900.0, 4))));
    let one_thread = rayon_pool(1).install(|| to_text(&decide(&again, &evening(900.0, 4))));
    assert_eq!(text, one_thread);
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
}

#[test]
fn a_full_evening_costs_members_fees_and_is_judged_with_its_uncertainty() {
    let decision = decide(&busy_thursdays().engine(&full_settings()), &evening(500.0, 4));
    assert_eq!(decision.policy, "expected_value");
    assert_eq!(decision.displaced_members.len(), 16);
    assert!(
        decision.churn_cost.displaced > 0.0 && decision.firm_loss > 0.0,
        "{decision:?}"
    );
    let all = decision.churn_cost.total + decision.firm_loss + decision.unbooked_loss;
    assert!((decision.net - (500.0 - all)).abs() < 0.011, "{decision:?}");
    let (expected, realised) = (
        decision.net_interval.unwrap(),
        decision.realised_net_interval.unwrap(),
    );
    assert!(
        expected.low < decision.net && decision.net < expected.high,
        "{decision:?}"
    );
    assert!(
        realised.low < expected.low,
        "luck comes on top of what is unknown: {decision:?}"
    );
    assert!((0.0..=1.0).contains(&decision.probability_net_positive.unwrap()));
    assert!(
        decision
            .tornado
            .windows(2)
            .all(|pair| pair[0].swing >= pair[1].swing)
    );
    assert!(decision.provenance.iter().any(|row| row.source == "prior"));
    assert!(
        decision.email.contains("Thursday 19 February, 19:00"),
        "{}",
        decision.email
    );
    assert!(!decision.email.contains("Name of"), "the letter names no member");
}

#[test]
fn demand_still_to_come_costs_where_a_quiet_hour_costs_nothing() {
    let mut rows = busy_thursdays();
    rows.bookings.retain(|row| row.starts_at < as_of());
    let engine = rows.engine(&full_settings());
    let evening = decide(&engine, &evening(500.0, 7));
    assert!(evening.displaced_members.is_empty());
    assert!(
        evening.unbooked_loss > 10.0,
        "six courts a Thursday are still to come: {evening:?}"
    );
    let morning = decide(&engine, &DecideEventRequest::new(500.0, "2026-02-19T09:00", 4));
    assert!(morning.unbooked_loss < 1.0, "{morning:?}");
    assert_eq!(morning.recommendation, Recommendation::Accept);
}

#[test]
fn the_price_at_which_it_is_accepted_is_the_least_one() {
    let engine = busy_thursdays().engine(&full_settings());
    let decision = decide(&engine, &evening(700.0, 2));
    let price = decision
        .price_at_which_accepted
        .unwrap_or_else(|| panic!("{decision:?}"));
    assert!((price / 5.0).fract() == 0.0 && price <= 1.5 * 700.0, "{price}");
    assert_eq!(
        decide(&engine, &evening(price, 2)).recommendation,
        Recommendation::Accept
    );
    assert_ne!(
        decide(&engine, &evening(price - 5.0, 2)).recommendation,
        Recommendation::Accept
    );
}

#[test]
fn a_higher_price_is_offered_but_does_not_make_a_counter_offer() {
    let mut settings = full_settings();
    settings.venue.hours.0 = [None, None, None, Some((19 * 60, 21 * 60)), None, None, None];
    let mut rows = busy_thursdays();
    for week in [-1, 1, 2, 3] {
        for court in 1..=7 {
            let ids: Vec<String> = (0..4).map(|player| format!("C{court}P{player}")).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let mut row = booking(local(2026, 2, 19, 19, 0) + Duration::weeks(week), court, &ids);
            row.booked_at = Some(as_of() - Duration::days(3));
            rows.bookings.push(row);
        }
    }
    let asked = decide(&rows.engine(&settings), &evening(400.0, 7));
    assert_eq!(asked.recommendation, Recommendation::Decline, "{}", asked.details);
    assert!(
        asked
            .alternatives
            .iter()
            .all(|offer| offer.kind == AlternativeKind::HigherPrice)
    );
}

#[test]
fn offers_differ_in_kind_and_pass_the_test_of_acceptance() {
    let decision = decide(&busy_thursdays().engine(&full_settings()), &evening(900.0, 5));
    let mut kinds: Vec<AlternativeKind> = decision.alternatives.iter().map(|offer| offer.kind).collect();
    assert!((1..=3).contains(&kinds.len()), "{kinds:?}");
    kinds.dedup();
    assert_eq!(kinds.len(), decision.alternatives.len());
    for offer in &decision.alternatives {
        assert!(offer.net > 200.0_f64.max(0.25 * offer.revenue), "{offer:?}");
        assert!(offer.probability_net_positive.unwrap() >= 0.8, "{offer:?}");
    }
}

#[test]
fn certain_wash_replacement_and_recapture_stay_finite() {
    let mut settings = full_settings();
    settings.event.replacement = 1.0;
    settings.event.recapture = Recapture::All(1.0);
    let request = DecideEventRequest {
        wash_probability: Some(1.0),
        deposit_kept: Some(150.0),
        future_value: Some(-20.0),
        variable_cost: Some(1e6),
        ..evening(500.0, 4)
    };
    let decision = decide(&busy_thursdays().engine(&settings), &request);
    assert_eq!(decision.income.expected, 130.0);
    assert_eq!(decision.churn_cost.total, 0.0);
    assert_eq!(
        decision.price_at_which_accepted, None,
        "no price helps an event that never takes place"
    );
    assert!(!to_text(&decision).contains("null,\"high\""));
}

#[test]
fn ancillary_margin_and_future_value_add_up() {
    let request = DecideEventRequest {
        headcount: Some(20),
        ancillary_per_head: Some(10.0),
        variable_cost: Some(40.0),
        deposit_kept: Some(100.0),
        wash_probability: Some(0.1),
        future_value: Some(50.0),
        ..DecideEventRequest::new(500.0, "2026-02-19T09:00", 4)
    };
    let decision = decide(&Rows::default().engine(&Settings::default()), &request);
    assert_eq!(decision.income.ancillary_margin, 140.0);
    assert!(
        (decision.net - (0.9 * 600.0 + 0.1 * 100.0 + 50.0)).abs() < 1e-9,
        "{decision:?}"
    );
}

#[test]
fn replacement_scales_the_churn_cost_and_a_credit_is_paid() {
    let rows = busy_thursdays();
    let plain = decide(&rows.engine(&full_settings()), &evening(500.0, 4));
    let mut settings = full_settings();
    settings.event.replacement = 0.5;
    let replaced = decide(&rows.engine(&settings), &evening(500.0, 4));
    assert!((replaced.churn_cost.displaced - plain.churn_cost.displaced / 2.0).abs() < 0.02);
    let mut settings = full_settings();
    settings.event.credit = Money::from_cents(1_000);
    let credited = decide(&rows.engine(&settings), &evening(500.0, 4));
    assert!((credited.firm_loss - plain.firm_loss - 160.0).abs() < 1e-6);
    assert!(credited.churn_cost.displaced < plain.churn_cost.displaced);
}

#[test]
fn protected_sessions_and_the_weekly_cap_stand_above_any_price() {
    let mut rows = busy_thursdays();
    for row in &mut rows.bookings {
        row.kind = BookingKind::Session;
    }
    let mut settings = full_settings();
    settings.event.protected_kinds = vec![BookingKind::Session];
    let decision = decide(&rows.engine(&settings), &evening(1e6, 1));
    assert_ne!(decision.recommendation, Recommendation::Accept);
    assert!(decision.details.contains("protected"), "{}", decision.details);
    let mut settings = full_settings();
    settings.event.weekly_event_court_hours = Some(6.0);
    let engine = Rows::default().engine(&settings);
    assert_eq!(
        decide(&engine, &evening(900.0, 3)).recommendation,
        Recommendation::Accept
    );
    let more = decide(&engine, &evening(900.0, 4));
    assert_eq!(more.recommendation, Recommendation::CounterOffer);
    assert!(more.details.contains("court-hours in a week"), "{}", more.details);
}

#[test]
fn the_demand_model_is_checked_on_weeks_it_has_not_seen() {
    let check = busy_thursdays().engine(&full_settings()).demand_check().unwrap();
    assert!(check.slots > 500);
    assert!(check.model.pinball_loss < 0.05, "{check:?}");
    assert!(check.model.coverage > 0.9, "{check:?}");
}

#[test]
fn the_heatmap_says_what_decisions_say() {
    let engine = busy_thursdays().engine(&full_settings());
    let request = HeatmapRequest {
        from: chrono::NaiveDate::from_ymd_opt(2026, 2, 19),
        ..HeatmapRequest::default()
    };
    let map = engine.heatmap(&request).unwrap();
    assert_eq!(map.courts, [1, 2, 3, 4, 5, 6, 7]);
    for start in map
        .starts
        .iter()
        .filter(|start| start.date_time.starts_with("2026-02-19"))
    {
        for (place, &courts) in map.courts.iter().enumerate() {
            let asked = DecideEventRequest::new(1_000.0, start.date_time.clone(), courts);
            let decision = decide(&engine, &asked);
            let cost = start.cost[place].unwrap();
            assert!(
                (cost - (1_000.0 - decision.net)).abs() < 1e-6,
                "{start:?} {}",
                decision.net
            );
            let above = start.accepted_above[place].unwrap();
            assert!(above >= 200.0 + cost - 0.01, "{start:?}");
        }
    }
}
