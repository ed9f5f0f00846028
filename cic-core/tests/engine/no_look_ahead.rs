use chrono::Duration;
use cic_core::domain::{
    Booking, BookingKind, BookingStatus, Enrichment, Instant, MemberStatus, Point, SurveyResponse,
};
use cic_core::engine::{
    AllocationRequest, DecideEventRequest, GrowthRequest, MemberLocationsRequest, MembersAtRiskRequest,
    MembersRequest, PricingRequest,
};
use cic_core::json::to_text;
use cic_core::{Engine, Settings};
use proptest::prelude::*;

use super::fixture::{Rows, as_of, booking, member};

const MEMBERS: usize = 12;

fn id(index: usize) -> String {
    format!("M{index:02}")
}

/// Answers that may not depend on bookings on hand.
fn looks(engine: &Engine) -> Vec<String> {
    let mut answers = vec![
        to_text(&engine.segments()),
        to_text(&engine.members(&MembersRequest::default()).unwrap()),
        to_text(&engine.members_at_risk(&MembersAtRiskRequest::default()).unwrap()),
        to_text(
            &engine
                .member_locations(&MemberLocationsRequest::default())
                .unwrap(),
        ),
        to_text(&engine.coverage()),
        to_text(&engine.assignments()),
    ];
    answers.extend(plans(engine));
    answers.extend((0..MEMBERS + 2).map(|index| {
        engine
            .member(&id(index))
            .map_or(String::new(), |profile| to_text(&profile))
    }));
    answers
}

/// Plans, which rest on past play; without the version, which bookings on hand change.
fn plans(engine: &Engine) -> [String; 3] {
    let growth = GrowthRequest {
        weeks: 2,
        set_rate: Some(0.0),
        ..GrowthRequest::default()
    };
    let plans = [
        to_text(&engine.pricing(&PricingRequest::default())),
        to_text(&engine.allocation(&AllocationRequest::default()).unwrap()),
        to_text(&engine.growth(&growth).unwrap()),
    ];
    plans.map(|plan| plan.replace(engine.version(), ""))
}

fn decisions(engine: &Engine) -> Vec<String> {
    let decide = |(day, courts): (i64, u32)| {
        let request = DecideEventRequest {
            date_time: (as_of() + Duration::days(day) + Duration::hours(6)).to_rfc3339(),
            ..DecideEventRequest::new(450.0, "", courts)
        };
        to_text(&engine.decide_event(&request).unwrap())
    };
    [(1, 4), (2, 7), (3, 1), (4, 2)].map(decide).into()
}

prop_compose! {
    fn any_booking()(
        hours in -4_000_i64..300,
        court in 1_u16..=7,
        first in 0..MEMBERS,
        second in 0..MEMBERS,
        lead in 0_i64..400,
        kind in prop::sample::select(BookingKind::ALL.to_vec()),
        status in prop::sample::select(BookingStatus::ALL.to_vec()),
        has_lead in any::<bool>(),
        occurrence in prop::option::of(0_u8..4),
        cancelled_after in 0_i64..300,
    ) -> Booking {
        let starts_at = as_of() + Duration::hours(hours);
        let players = if first == second { vec![id(first)] } else { vec![id(first), id(second)] };
        let players: Vec<&str> = players.iter().map(String::as_str).collect();
        let mut row = booking(starts_at, court, &players);
        row.booked_at = has_lead.then(|| starts_at - Duration::hours(lead));
        row.kind = kind;
        row.status = status;
        row.occurrence = occurrence.map(|occurrence| format!("session {occurrence}"));
        row.cancelled_at =
            (status == BookingStatus::Cancelled).then(|| starts_at - Duration::hours(lead) + Duration::hours(cancelled_after));
        row
    }
}

fn base(bookings: Vec<Booking>) -> Rows {
    let mut rows = Rows {
        members: (0..MEMBERS).map(|index| member(&id(index))).collect(),
        ..Rows::default()
    };
    rows.bookings = bookings;
    for index in 0..MEMBERS {
        rows.enrichments.push(Enrichment {
            member_id: id(index),
            title: Some("Manager".to_owned()),
            home: Point::new(41.95 + index as f64 * 1e-4, -87.7),
            last_enriched: Some(as_of() - Duration::days(3)),
            ..Enrichment::default()
        });
    }
    rows
}

fn known_at(booking: &Booking) -> Option<Instant> {
    booking
        .booked_at
        .or((booking.starts_at < as_of()).then_some(booking.starts_at))
}

/// Everything of every kind that was not known at as-of yet.
fn with_later_knowledge(rows: &Rows, later: &[Booking]) -> Rows {
    let mut rows = rows.clone();
    let after = as_of() + Duration::seconds(1);
    for booking in later {
        let mut booking = booking.clone();
        booking.booked_at = Some(after.max(booking.booked_at.unwrap_or(after)));
        rows.bookings.push(booking);
    }
    for booking in rows
        .bookings
        .iter_mut()
        .filter(|booking| booking.status == BookingStatus::Booked)
    {
        if booking.starts_at > after && known_at(booking).is_some_and(|known| known <= as_of()) {
            booking.status = BookingStatus::Cancelled;
            booking.cancelled_at = Some(after);
        }
    }
    let mut joins_later = member(&id(MEMBERS));
    joins_later.joined_at = after;
    rows.members.push(joins_later);
    rows.members[0].status = MemberStatus::Cancelled;
    rows.members[0].cancelled_at = Some(after);
    rows.enrichments.push(Enrichment {
        member_id: id(1),
        title: Some("Chief Executive".to_owned()),
        home: Point::new(41.0, -87.0),
        last_enriched: Some(after),
        ..Enrichment::default()
    });
    rows.surveys.push(SurveyResponse {
        member_id: id(2),
        survey_name: "later".to_owned(),
        question: "motivation".to_owned(),
        response: "competitive".to_owned(),
        answered_at: Some(after),
    });
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_known_later_changes_any_answer(
        bookings in prop::collection::vec(any_booking(), 0..120),
        later in prop::collection::vec(any_booking(), 1..40),
    ) {
        let settings = Settings::default();
        let rows = base(bookings);
        let (before, after) = (rows.engine(&settings), with_later_knowledge(&rows, &later).engine(&settings));
        prop_assert_eq!(looks(&before), looks(&after));
        prop_assert_eq!(decisions(&before), decisions(&after));
        prop_assert_eq!(before.version(), after.version());
    }

    #[test]
    fn bookings_on_hand_change_decisions_and_nothing_else(
        bookings in prop::collection::vec(any_booking(), 0..120),
        on_hand in prop::collection::vec(any_booking(), 1..40),
    ) {
        let settings = Settings::default();
        let rows = base(bookings);
        let mut more = rows.clone();
        for mut booking in on_hand.into_iter().filter(|booking| booking.starts_at >= as_of()) {
            booking.booked_at = booking.booked_at.map(|booked| booked.min(as_of()));
            more.bookings.push(booking);
        }
        prop_assert_eq!(looks(&rows.engine(&settings)), looks(&more.engine(&settings)));
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace(
        bookings in prop::collection::vec(any_booking(), 0..80),
        seed in any::<u64>(),
    ) {
        let settings = Settings::default();
        let rows = base(bookings);
        let mut shuffled = rows.clone();
        let count = shuffled.bookings.len().max(1) as u64;
        for index in 0..shuffled.bookings.len() {
            let other = seed.wrapping_mul(index as u64 + 7) % count;
            shuffled.bookings.swap(index, usize::try_from(other).unwrap());
        }
        shuffled.members.reverse();
        shuffled.enrichments.reverse();
        let (one, other) = (rows.engine(&settings), shuffled.engine(&settings));
        prop_assert_eq!(one.version(), other.version());
        prop_assert_eq!(decisions(&one), decisions(&other));
    }
}

#[test]
fn a_booking_on_hand_does_change_a_decision() {
    let settings = Settings::default();
    let mut rows = base(Vec::new());
    let before = decisions(&rows.engine(&settings));
    for court in 1..=7 {
        rows.bookings.push(booking(
            as_of() + Duration::days(1) + Duration::hours(6),
            court,
            &["M01", "M02"],
        ));
    }
    assert_ne!(before, decisions(&rows.engine(&settings)));
}
