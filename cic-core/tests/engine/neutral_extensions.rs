//! Each extension of the full model at its neutral value leaves no trace, whatever it would act through.

use chrono::Duration;
use cic_core::Settings;
use cic_core::domain::Money;
use cic_core::engine::{Commitment, DecideEventRequest, EventDecision};
use cic_core::settings::{EventPolicy, EventSettings, Recapture};

use super::fixture::{Rows, as_of, booking, flat_settings, local, member};

/// Five courts of seven taken tomorrow evening by members, and as many on that evening of a year.
fn rows() -> Rows {
    let mut rows = Rows::default();
    for court in 1..=5_u16 {
        let ids: Vec<String> = (0..3).map(|player| format!("C{court}P{player}")).collect();
        rows.members.extend(ids.iter().map(|id| member(id)));
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        for week in -52..=0 {
            let mut row = booking(local(2026, 2, 2, 19, 0) + Duration::weeks(week), court, &ids);
            row.booked_at = Some(row.starts_at - Duration::days(i64::from(court)));
            rows.bookings.push(row);
        }
    }
    rows.bookings.retain(|row| row.booked_at < Some(as_of()));
    rows
}

fn request() -> DecideEventRequest {
    DecideEventRequest::new(700.0, "2026-02-02T19:00:00-06:00", 6)
}

/// All extensions at work.
fn at_work() -> Settings {
    let mut settings = flat_settings(50.0, 0.03);
    settings.event = EventSettings {
        policy: EventPolicy::ExpectedValue,
        credit: Money::from_cents(500),
        ancillary_per_visit: Money::from_cents(300),
        replacement: 0.2,
        wash_probability: 0.1,
        uplift: settings.event.uplift,
        ..EventSettings::default()
    };
    for cold_start in settings.economics.cold_start.values_mut() {
        cold_start.tenure_months = 24.0;
    }
    settings
}

fn decide(settings: &Settings, request: &DecideEventRequest) -> EventDecision {
    rows().engine(settings).decide_event(request).unwrap()
}

/// What an answer says of money and of people.
fn figures(decision: &EventDecision) -> (f64, f64, f64, f64, f64) {
    let cost = &decision.churn_cost;
    (
        decision.net,
        decision.firm_loss,
        decision.unbooked_loss,
        cost.displaced,
        cost.spilled,
    )
}

/// Sets a knob to its neutral value, then turns what acts through it: nothing may change.
#[track_caller]
fn is_no_op(neutral: impl Fn(&mut EventSettings), turned: impl Fn(&mut EventSettings)) {
    let mut settings = at_work();
    neutral(&mut settings.event);
    let still = figures(&decide(&settings, &request()));
    turned(&mut settings.event);
    let moved = figures(&decide(&settings, &request()));
    assert_eq!(moved, still);
}

#[test]
fn every_extension_is_at_work_when_it_is_not_neutral() {
    let all = figures(&decide(&at_work(), &request()));
    assert!(
        all.1 > 0.0 && all.2 > 0.0 && all.3 > 0.0 && all.4 > 0.0,
        "{all:?}"
    );
}

#[test]
fn without_wash_a_deposit_counts_for_nothing() {
    let mut settings = at_work();
    settings.event.wash_probability = 0.0;
    let kept = DecideEventRequest {
        deposit_kept: Some(300.0),
        ..request()
    };
    assert_eq!(
        figures(&decide(&settings, &kept)),
        figures(&decide(&settings, &request()))
    );
}

#[test]
fn no_guests_no_cost_and_no_future_add_nothing() {
    let settings = at_work();
    let spelled_out = DecideEventRequest {
        ancillary_per_head: Some(0.0),
        headcount: Some(12),
        variable_cost: Some(0.0),
        future_value: Some(0.0),
        wash_probability: Some(0.1),
        ..request()
    };
    assert_eq!(
        figures(&decide(&settings, &spelled_out)),
        figures(&decide(&settings, &request()))
    );
}

#[test]
fn without_recapture_it_does_not_matter_how_a_recaptured_visit_consoles() {
    is_no_op(
        |event| event.recapture = Recapture::All(0.0),
        |event| {
            event.recapture_log_odds = 2.0;
            event.recapture_days = 30;
        },
    );
}

#[test]
fn without_credit_it_does_not_matter_how_a_credit_consoles() {
    is_no_op(
        |event| event.credit = Money::ZERO,
        |event| event.credit_log_odds = 2.0,
    );
}

#[test]
fn with_full_replacement_leavers_cost_nothing_and_with_none_all_they_are_worth() {
    let churn = |replacement: f64| {
        let mut settings = at_work();
        settings.event.replacement = replacement;
        decide(&settings, &request()).churn_cost.displaced
    };
    assert_eq!(churn(1.0), 0.0);
    assert!((churn(0.5) - churn(0.0) / 2.0).abs() < 0.011);
}

#[test]
fn without_unbooked_demand_nothing_spills_and_spilled_churn_is_nil() {
    is_no_op(
        |event| event.unbooked_demand = 0.0,
        |event| event.spilled_churn_share = 1.0,
    );
    let mut settings = at_work();
    settings.event.unbooked_demand = 0.0;
    let decision = decide(&settings, &request());
    assert_eq!((decision.unbooked_loss, decision.churn_cost.spilled), (0.0, 0.0));
}

#[test]
fn without_a_share_of_spilled_churn_organisers_who_find_no_court_stay() {
    let mut settings = at_work();
    settings.event.spilled_churn_share = 0.0;
    assert_eq!(decide(&settings, &request()).churn_cost.spilled, 0.0);
}

#[test]
fn without_fees_and_spend_beside_them_visits_cost_nothing_but_the_credit() {
    let mut settings = at_work();
    settings.event.fee_share = 0.0;
    settings.event.ancillary_per_visit = Money::ZERO;
    let decision = decide(&settings, &request());
    assert_eq!(decision.firm_loss, 5.0 * decision.displaced_members.len() as f64);
    assert_eq!(decision.unbooked_loss, 0.0);
}

#[test]
fn without_uplift_nobody_leaves_whatever_else_holds() {
    let mut settings = at_work();
    for uplift in settings.event.uplift.values_mut() {
        *uplift = 0.0;
    }
    settings.event.short_notice_log_odds = 0.0;
    let still = decide(&settings, &request());
    assert_eq!(still.churn_cost.total, 0.0);
    settings.event.uplift_uncertainty = 1.0;
    assert_eq!(figures(&decide(&settings, &request())), figures(&still));
}

#[test]
fn at_log_odds_of_zero_notice_and_repetition_do_not_matter() {
    let mut settings = at_work();
    settings.event.short_notice_log_odds = 0.0;
    settings.event.repeat_log_odds = 0.0;
    let engine = rows().engine(&settings);
    let decision = engine.decide_event(&request()).unwrap();
    // The same members were displaced a week before, on courts that have since been free.
    let before = Commitment {
        decision_id: "before".to_owned(),
        starts_at: "2026-01-26T08:00:00-06:00".to_owned(),
        ends_at: "2026-01-26T10:00:00-06:00".to_owned(),
        court_ids: vec![7],
        displaced_members: decision
            .displaced_members
            .iter()
            .map(|member| member.id.clone())
            .collect(),
        committed_at: None,
        displaces: true,
    };
    let again = engine.with_commitments(std::slice::from_ref(&before));
    assert_eq!(again.decide_event(&request()).unwrap().net, decision.net);
    settings.event.repeat_log_odds = 0.1;
    let minding = rows().engine(&settings).with_commitments(&[before]);
    assert!(minding.decide_event(&request()).unwrap().net < decision.net);
}

#[test]
fn hard_limits_that_are_not_set_and_thresholds_of_zero_stop_nothing() {
    let mut settings = at_work();
    settings.event.accept_net = Money::ZERO;
    settings.event.accept_share_of_revenue = 0.0;
    settings.event.accept_probability = 0.0;
    settings.event.weekly_event_court_hours = None;
    settings.event.protected_kinds = Vec::new();
    for revenue in [50.0, 100.0, 200.0, 400.0, 800.0] {
        let asked = DecideEventRequest { revenue, ..request() };
        let decision = decide(&settings, &asked);
        let is_accepted = decision.recommendation == cic_core::engine::Recommendation::Accept;
        assert_eq!(is_accepted, decision.net > 0.0, "{}", decision.details);
    }
}
