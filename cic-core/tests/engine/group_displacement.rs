//! What a group takes from others, beside revmng's group displacement on the same cases.

use chrono::Duration;
use cic_core::Settings;
use cic_core::domain::Money;
use cic_core::engine::DecideEventRequest;
use cic_core::settings::Recapture;
use serde::Deserialize;

use super::fixture::{Rows, booking, local};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cases {
    group_displacement: Vec<GroupCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GroupCase {
    courts: u32,
    capacity: u16,
    /// Courts taken in each slot.
    demand: Vec<u16>,
    value_per_court_slot: f64,
    revenue_per_court_slot: f64,
    variable_cost_per_court_slot: f64,
    displacement_cost: f64,
    net: f64,
    accept: bool,
}

/// Fees alone count, and any net above 0 is enough.
fn settings(case: &GroupCase) -> Settings {
    let mut settings = Settings::from_toml(&format!("[venue]\ncourts = {}", case.capacity)).unwrap();
    let event = &mut settings.event;
    event.accept_net = Money::ZERO;
    event.accept_share_of_revenue = 0.0;
    event.accept_probability = 0.0;
    event.recapture = Recapture::All(0.0);
    event.unbooked_demand = 0.0;
    settings
}

/// Guests on the first courts of each slot.
fn rows(case: &GroupCase) -> Rows {
    let mut rows = Rows::default();
    for (slot, &taken) in (0_i64..).zip(&case.demand) {
        for court in 1..=taken {
            let mut row = booking(
                local(2026, 2, 19, 9, 0) + Duration::minutes(30 * slot),
                court,
                &[],
            );
            row.ends_at = row.starts_at + Duration::minutes(30);
            row.guests = 1;
            row.revenue = Money::from_units(case.value_per_court_slot).unwrap();
            rows.bookings.push(row);
        }
    }
    rows
}

#[test]
fn group_displacement_agrees_with_revmng_on_random_cases() {
    let text = include_str!("../fixtures/revenue_management.json");
    let cases = serde_json::from_str::<Cases>(text).unwrap().group_displacement;
    assert_eq!(cases.len(), 60);
    for case in cases {
        let slots = u32::try_from(case.demand.len()).unwrap();
        let court_slots = f64::from(slots * case.courts);
        let request = DecideEventRequest {
            duration_minutes: 30 * slots,
            variable_cost: Some(court_slots * case.variable_cost_per_court_slot),
            ..DecideEventRequest::new(
                court_slots * case.revenue_per_court_slot,
                "2026-02-19T09:00:00-06:00",
                case.courts,
            )
        };
        let decision = rows(&case)
            .engine(&settings(&case))
            .decide_event(&request)
            .unwrap();
        assert!(
            (decision.firm_loss - case.displacement_cost).abs() < 0.006,
            "{decision:?}"
        );
        assert!((decision.net - case.net).abs() < 0.011, "{decision:?}");
        assert_eq!(
            decision.recommendation == cic_core::engine::Recommendation::Accept,
            case.accept
        );
    }
}
