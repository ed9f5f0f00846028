//! A small club, made by hand: twelve members who play in three manners.

use chrono::{DateTime, Duration, TimeZone, Utc};
use cic_core::domain::{
    Booking, BookingKind, BookingStatus, Instant, Member, MemberStatus, Money, Point, SurveyResponse, Venue,
    ZipCentroid,
};
use cic_core::{Club, ClubBuilder, Settings};

/// Monday, 16 February 2026, noon in Chicago.
pub(crate) fn as_of() -> Instant {
    local(2026, 2, 16, 12)
}

/// The Thursday evening after [`as_of`], at which all seven courts are taken.
pub(crate) const BUSY_EVENING: &str = "2026-02-19T19:00:00-06:00";

fn local(year: i32, month: u32, day: u32, hour: u32) -> Instant {
    let zone = Settings::default().venue.time_zone;
    zone.with_ymd_and_hms(year, month, day, hour, 0, 0)
        .unwrap()
        .to_utc()
}

pub(crate) fn member_id(number: usize) -> String {
    format!("M{number:02}")
}

fn member(number: usize) -> Member {
    Member {
        id: member_id(number),
        name: format!("Member Number{number}"),
        email: Some(format!("member{number}@example.com")),
        joined_at: local(2024, 1, 10, 9),
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: (number < 9).then(|| "Standard".to_owned()),
        monthly_fee: None,
        renews_on: None,
        home_zip_code: Some("60618".to_owned()),
        home_address: None,
        household: None,
    }
}

fn booking(number: usize, starts_at: DateTime<Utc>, court: u16) -> Booking {
    Booking {
        source: "canonical".to_owned(),
        external_id: format!("{number}-{}", starts_at.timestamp()),
        member_id: Some(member_id(number)),
        starts_at,
        ends_at: starts_at + Duration::minutes(90),
        court_id: Some(court),
        revenue: Money::from_cents(2_000),
        booked_at: Some((starts_at - Duration::days(7)).min(as_of() - Duration::hours(1))),
        cancelled_at: None,
        status: BookingStatus::Booked,
        kind: BookingKind::Reservation,
        occurrence: None,
        players: Vec::new(),
        guests: 1,
    }
}

pub(crate) fn small_club(venue: &Venue) -> Club {
    let mut builder = ClubBuilder::new(venue);
    for number in 1..=12 {
        builder.member(&member(number)).unwrap();
    }
    for week in 0..40 {
        let monday = local(2026, 2, 9, 18) - Duration::weeks(week);
        for number in 1..=12 {
            let days_of_play = match number {
                1..=4 => 4,
                5..=8 => 2,
                9 => i64::from(week % 5 == 4),
                _ => i64::from(week % 3 == 0),
            };
            for day in 0..days_of_play {
                let court = u16::try_from(number % 7 + 1).unwrap();
                let starts_at = monday + Duration::days(day);
                builder.owned_booking(&booking(number, starts_at, court)).unwrap();
            }
        }
    }
    for number in 1..=7 {
        let evening = local(2026, 2, 19, 19);
        let court = u16::try_from(number).unwrap();
        builder.owned_booking(&booking(number, evening, court)).unwrap();
    }
    builder
        .survey(SurveyResponse {
            member_id: member_id(5),
            survey_name: "onboarding".to_owned(),
            question: "motivation".to_owned(),
            response: "competitive".to_owned(),
            answered_at: None,
        })
        .unwrap();
    builder.zip_centroid(ZipCentroid {
        zip: "60618".to_owned(),
        point: Point::new(41.946, -87.704).unwrap(),
    });
    builder.build().unwrap()
}
