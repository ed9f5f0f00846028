use chrono::Duration;
use cic_core::domain::{
    ApprovedPrice, BookingKind, BookingStatus, DayOfWeek, Money, OpeningHours, SegmentOverride,
    SurveyResponse,
};
use cic_core::engine::{
    AddedMembers, AllocationRequest, AmenityRoiRequest, GrowthRequest, HourPrice, Interest, Pricing,
    PricingRequest, Quota,
};
use cic_core::json::to_text;
use cic_core::settings::PricingPolicy;
use cic_core::{Engine, Settings};

use super::fixture::{Rows, as_of, booking, local, member};

const WEEKS: i64 = 14;

/// For 14 weeks: Tuesdays 18:00 on 7 courts, Wednesdays on 4, Saturdays 10:00 on 7, Thursdays 12:00 on 1.
fn regulars() -> Rows {
    let mut rows = Rows {
        members: (0..8).map(|index| member(&format!("M{index}"))).collect(),
        ..Rows::default()
    };
    for week in 0..WEEKS {
        for (start, courts) in [
            (local(2026, 1, 27, 18, 0), 7),
            (local(2026, 1, 28, 18, 0), 4),
            (local(2026, 1, 31, 10, 0), 7),
            (local(2026, 1, 29, 12, 0), 1),
        ] {
            // Wall times do not move within these months.
            let start = start - Duration::weeks(week);
            for court in 1..=courts {
                rows.bookings.push(booking(start, court, &[&format!("M{court}")]));
            }
        }
    }
    rows
}

fn engine() -> Engine {
    regulars().engine(&Settings::default())
}

fn hour(pricing: &Pricing, weekday: DayOfWeek, hour: u8) -> &HourPrice {
    pricing
        .hours
        .iter()
        .find(|price| price.weekday == weekday && price.hour == hour)
        .unwrap()
}

fn approved(weekday: DayOfWeek, hour: u8, price: i64, days_ago: i64) -> ApprovedPrice {
    ApprovedPrice {
        weekday,
        hour,
        price: Money::from_cents(price * 100),
        approved_by: "owner".to_owned(),
        approved_at: as_of() - Duration::days(days_ago),
    }
}

#[test]
fn tiers_follow_the_share_of_court_hours_taken() {
    let pricing = engine().pricing(&PricingRequest::default());
    let tuesday = hour(&pricing, DayOfWeek::Tue, 18);
    assert_eq!((tuesday.utilisation, tuesday.open_court_hours), (1.0, 84.0));
    // 35 by its tier, and a week moves a price by 5 at most.
    assert_eq!((tuesday.current_price, tuesday.price), (25.0, 30.0));
    let wednesday = hour(&pricing, DayOfWeek::Wed, 18);
    assert_eq!((wednesday.utilisation, wednesday.price), (0.5714, 25.0));
    // 15 by its tier.
    assert_eq!(hour(&pricing, DayOfWeek::Thu, 12).price, 20.0);
    assert_eq!(hour(&pricing, DayOfWeek::Sun, 12).price, 20.0);
}

#[test]
fn a_weekend_hour_costs_a_fifth_more_before_the_limits() {
    let mut settings = Settings::default();
    settings.pricing.max_weekly_change = Money::from_cents(100_00);
    let pricing = regulars().engine(&settings).pricing(&PricingRequest::default());
    assert_eq!(hour(&pricing, DayOfWeek::Tue, 18).price, 35.0);
    // 35 x 1.2 is 42, and no price is above 40; 15 x 1.2 is 18.
    assert_eq!(hour(&pricing, DayOfWeek::Sat, 10).price, 40.0);
    assert_eq!(hour(&pricing, DayOfWeek::Sat, 11).price, 18.0);
}

#[test]
fn closed_hours_have_no_price() {
    let pricing = engine().pricing(&PricingRequest::default());
    assert_eq!(pricing.prices.len(), 7);
    assert!(pricing.prices.iter().all(|day| day.len() == 24));
    assert_eq!(pricing.prices[0][7], None);
    assert_eq!(pricing.prices[0][8], Some(20.0));
    assert_eq!(pricing.prices[6][17], None);
    assert_eq!(pricing.hours.len(), 87);
    assert!(to_text(&pricing).contains("[null,null,null,null,null,null,null,null,20,"));
}

#[test]
fn an_approved_price_is_the_current_one_and_the_latest_wins() {
    let engine = engine().with_approved_prices(&[
        approved(DayOfWeek::Tue, 18, 30, 1),
        approved(DayOfWeek::Tue, 18, 20, 8),
        approved(DayOfWeek::Wed, 18, 50, 1),
    ]);
    let pricing = engine.pricing(&PricingRequest::default());
    let tuesday = hour(&pricing, DayOfWeek::Tue, 18);
    assert_eq!(
        (tuesday.current_price, tuesday.price, tuesday.is_approved),
        (30.0, 35.0, true)
    );
    assert_eq!(hour(&pricing, DayOfWeek::Wed, 18).price, 45.0);
    assert!(!hour(&pricing, DayOfWeek::Tue, 17).is_approved);
}

#[test]
fn hours_seen_too_little_are_drawn_to_the_base_price_and_say_so() {
    let mut rows = regulars();
    rows.bookings
        .retain(|row| row.starts_at > local(2026, 1, 20, 0, 0));
    let pricing = rows
        .engine(&Settings::default())
        .pricing(&PricingRequest::default());
    let tuesday = hour(&pricing, DayOfWeek::Tue, 18);
    // Two of four weeks: half way from 25 to 35.
    assert!(tuesday.is_thin);
    assert_eq!(tuesday.price, 30.0);
    assert_eq!(hour(&pricing, DayOfWeek::Thu, 12).price, 20.0);
    assert!(tuesday.reason.contains("2 weeks"), "{}", tuesday.reason);
    assert!(
        pricing
            .assumptions
            .iter()
            .any(|said| said.contains("seen too little"))
    );
}

#[test]
fn a_club_without_history_keeps_its_base_price() {
    let rows = Rows {
        members: vec![member("M1")],
        ..Rows::default()
    };
    for policy in [PricingPolicy::Tiers, PricingPolicy::ExpectedRevenue] {
        let request = PricingRequest { policy: Some(policy) };
        let pricing = rows.engine(&Settings::default()).pricing(&request);
        assert_eq!(pricing.days_observed, 0);
        assert!(
            pricing
                .hours
                .iter()
                .all(|hour| hour.is_thin && hour.price == 25.0)
        );
    }
}

#[test]
fn a_session_takes_its_court_once_whoever_registers() {
    let mut rows = Rows {
        members: (0..8).map(|index| member(&format!("M{index}"))).collect(),
        ..Rows::default()
    };
    for index in 0..8 {
        let mut row = booking(local(2026, 1, 27, 18, 0), 1, &[&format!("M{index}")]);
        row.external_id = format!("session {index}");
        row.kind = BookingKind::Session;
        row.occurrence = Some("open play".to_owned());
        rows.bookings.push(row);
    }
    let pricing = rows
        .engine(&Settings::default())
        .pricing(&PricingRequest::default());
    let tuesday = hour(&pricing, DayOfWeek::Tue, 18);
    assert_eq!((tuesday.taken_court_hours, tuesday.parties), (1.0, 1));
}

#[test]
fn a_no_show_takes_its_court_and_a_cancelled_booking_does_not() {
    let mut rows = Rows {
        members: vec![member("M1")],
        ..Rows::default()
    };
    let mut no_show = booking(local(2026, 1, 27, 18, 30), 1, &["M1"]);
    no_show.status = BookingStatus::NoShow;
    let mut cancelled = booking(local(2026, 1, 27, 18, 0), 2, &["M1"]);
    cancelled.status = BookingStatus::Cancelled;
    rows.bookings = vec![no_show, cancelled];
    let pricing = rows
        .engine(&Settings::default())
        .pricing(&PricingRequest::default());
    assert_eq!(hour(&pricing, DayOfWeek::Tue, 18).taken_court_hours, 0.5);
    assert_eq!(hour(&pricing, DayOfWeek::Tue, 19).taken_court_hours, 0.5);
}

#[test]
fn the_expected_revenue_policy_never_expects_less_than_the_current_price_nets() {
    let request = PricingRequest {
        policy: Some(PricingPolicy::ExpectedRevenue),
    };
    let pricing = engine().pricing(&request);
    let tuesday = hour(&pricing, DayOfWeek::Tue, 18);
    assert!(!tuesday.is_thin && tuesday.price >= tuesday.current_price);
    assert!(tuesday.expected_demand > 7.0, "a full hour hides demand");
    assert_eq!(tuesday.price, tuesday.best_price);
}

#[test]
fn a_full_hour_serves_fewer_of_those_who_want_it() {
    let said = |member: &str, segment: &str| SegmentOverride {
        member_id: member.to_owned(),
        segment_id: segment.to_owned(),
        decided_by: "owner".to_owned(),
        decided_at: as_of(),
        reason: "knows them".to_owned(),
    };
    let engine = engine().with_overrides(&[said("M1", "corporate_power_user"), said("M2", "casual_drop_in")]);
    let answer = engine.allocation(&AllocationRequest::default()).unwrap();
    let tuesday = answer
        .hours
        .iter()
        .find(|hour| hour.weekday == DayOfWeek::Tue && hour.hour == 18)
        .unwrap();
    let rate = tuesday.fill_rate.unwrap();
    assert!(rate < 0.8 && tuesday.is_below_set_rate);
    assert_eq!(tuesday.protection[0].segments, ["corporate_power_user"]);
    assert!(tuesday.protection[0].courts > 0.0);
    assert!(tuesday.walk_up_rate.unwrap() < rate);
    assert!(
        answer
            .warnings
            .iter()
            .any(|said| said.contains("below the set rate"))
    );
    let empty = answer.hours.iter().find(|hour| hour.wanted == 0.0).unwrap();
    assert_eq!((empty.fill_rate, empty.is_below_set_rate), (None, false));
}

#[test]
fn more_demand_is_served_at_a_lower_rate_and_more_courts_at_a_higher() {
    let engine = engine();
    let rate = |courts: u32, demand_factor: f64| {
        let request = AllocationRequest {
            courts: Some(courts),
            demand_factor: Some(demand_factor),
            ..AllocationRequest::default()
        };
        engine.allocation(&request).unwrap().success_rate.unwrap()
    };
    assert!(rate(7, 1.0) > rate(7, 1.2) && rate(7, 1.2) > rate(7, 2.0));
    assert!(rate(9, 1.2) > rate(8, 1.2));
}

#[test]
fn growth_is_the_same_for_the_same_seed_and_serves_fewer_of_more() {
    let engine = engine();
    let segment = engine
        .segments()
        .into_iter()
        .find(|segment| segment.member_count > 0)
        .unwrap();
    let request = GrowthRequest {
        weeks: 300,
        added_members: vec![AddedMembers {
            segment: segment.id,
            members: 4,
        }],
        ..GrowthRequest::default()
    };
    let answer = engine.growth(&request).unwrap();
    assert_eq!(to_text(&answer), to_text(&engine.growth(&request).unwrap()));
    assert!(answer.grown.success_rate.unwrap() < answer.today.success_rate.unwrap());
    assert_eq!(answer.grown.members, answer.today.members + 4);
    let other_seed = GrowthRequest { seed: 2, ..request };
    assert_ne!(answer.today, engine.growth(&other_seed).unwrap().today);
}

#[test]
fn a_lower_set_rate_bears_more_members() {
    let engine = engine();
    let most = |set_rate: f64| {
        let request = GrowthRequest {
            weeks: 50,
            set_rate: Some(set_rate),
            ..GrowthRequest::default()
        };
        engine.growth(&request).unwrap().most_members
    };
    assert!(most(0.5) > most(0.9));
    assert_eq!(most(0.0), None);
}

#[test]
fn plans_without_history_or_members_are_answered() {
    let engine = Rows::default().engine(&Settings::default());
    let allocation = engine.allocation(&AllocationRequest::default()).unwrap();
    assert_eq!((allocation.success_rate, allocation.warnings.len()), (None, 0));
    let request = GrowthRequest {
        weeks: 3,
        added_members: vec![AddedMembers {
            segment: "casual_drop_in".to_owned(),
            members: 10,
        }],
        ..GrowthRequest::default()
    };
    let growth = engine.growth(&request).unwrap();
    assert_eq!((growth.grown.success_rate, growth.most_members), (None, None));
}

#[test]
fn a_venue_that_never_opens_is_answered_without_figures() {
    let mut settings = Settings::default();
    settings.venue.hours = OpeningHours([None; 7]);
    let engine = regulars().engine(&settings);
    let pricing = engine.pricing(&PricingRequest::default());
    assert!(pricing.hours.is_empty() && pricing.prices.iter().flatten().all(Option::is_none));
    let allocation = engine.allocation(&AllocationRequest::default()).unwrap();
    assert_eq!((allocation.success_rate, allocation.hours.len()), (None, 0));
    let request = GrowthRequest {
        weeks: 3,
        ..GrowthRequest::default()
    };
    let growth = engine.growth(&request).unwrap();
    assert_eq!((growth.today.success_rate, growth.today.utilisation), (None, 0.0));
}

#[test]
fn survey_answers_become_expected_uptake() {
    let mut rows = regulars();
    for (index, response) in ["Very interested", "Somewhat interested", "Not interested", "blue"]
        .iter()
        .enumerate()
    {
        rows.surveys.push(SurveyResponse {
            member_id: format!("M{}", index + 1),
            survey_name: "amenities".to_owned(),
            question: "interest_yoga".to_owned(),
            response: (*response).to_owned(),
            answered_at: Some(as_of() - Duration::days(3)),
        });
    }
    let text = r#"{"amenities": [
        {"name": "Yoga", "setupCost": 25000, "monthlyRevenue": 3000, "monthlyCost": 800, "surveyQuestion": "interest_yoga"},
        {"name": "Hot desks", "setupCost": 15000, "monthlyRevenue": 2000, "monthlyCost": 0}]}"#;
    let request: AmenityRoiRequest = serde_json::from_str(text).unwrap();
    let answer = rows.engine(&Settings::default()).amenity_roi(&request).unwrap();
    let yoga = answer
        .amenities
        .iter()
        .find(|amenity| amenity.name == "Yoga")
        .unwrap();
    let interest = Interest {
        very: 1,
        somewhat: 1,
        not: 1,
    };
    assert_eq!(yoga.interest, Some(interest));
    assert_eq!((yoga.payback_months, yoga.annual_roi), (Some(11.36), Some(1.056)));
    assert_eq!(yoga.expected_uptake, Some(0.2667));
    let desks = answer
        .amenities
        .iter()
        .find(|amenity| amenity.name == "Hot desks")
        .unwrap();
    assert_eq!((desks.annual_roi, desks.interest), (Some(1.6), None));
    assert!(
        answer
            .assumptions
            .iter()
            .any(|said| said.contains("Hot desks: nobody was asked"))
    );
    assert!(answer.assumptions.iter().any(|said| said.contains("1 answers")));
}

#[test]
fn requests_that_cannot_be_are_refused_field_by_field() {
    let engine = engine();
    let fields = |error: cic_core::Error| -> Vec<String> {
        error.faults().iter().map(|fault| fault.field.clone()).collect()
    };
    let allocation = AllocationRequest {
        courts: Some(0),
        demand_factor: Some(f64::NAN),
        quotas: vec![Quota {
            segment: "champions".to_owned(),
            courts: 1,
        }],
        set_rate: Some(1.5),
    };
    let faults = fields(engine.allocation(&allocation).unwrap_err());
    assert_eq!(
        faults,
        ["/courts", "/quotas/0/segment", "/setRate", "/demandFactor"]
    );
    let growth = GrowthRequest {
        weeks: 0,
        quotas: vec![Quota {
            segment: "casual_drop_in".to_owned(),
            courts: 8,
        }],
        ..GrowthRequest::default()
    };
    assert_eq!(fields(engine.growth(&growth).unwrap_err()), ["/quotas", "/weeks"]);
    let crowd = GrowthRequest {
        weeks: 100_000,
        added_members: vec![AddedMembers {
            segment: engine.segments()[3].id.clone(),
            members: 1_000_000,
        }],
        ..GrowthRequest::default()
    };
    assert_eq!(fields(engine.growth(&crowd).unwrap_err()), ["/weeks"]);
    let none: AmenityRoiRequest = serde_json::from_str(r#"{"amenities": []}"#).unwrap();
    assert_eq!(fields(engine.amenity_roi(&none).unwrap_err()), ["/amenities"]);
}
