//! A small club made by hand.

use std::sync::Arc;

use chrono::{Duration, TimeZone};
use chrono_tz::America::Chicago;
use cic_core::club::ClubBuilder;
use cic_core::domain::{
    Booking, BookingKind, BookingStatus, Enrichment, Instant, Member, MemberStatus, Money, SurveyResponse,
    Venue,
};
use cic_core::{Club, Engine, Settings};

/// Rows of every kind, to be made into a club.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    pub members: Vec<Member>,
    pub bookings: Vec<Booking>,
    pub surveys: Vec<SurveyResponse>,
    pub enrichments: Vec<Enrichment>,
}

impl Rows {
    pub(crate) fn club(&self, venue: &Venue) -> Arc<Club> {
        let mut builder = ClubBuilder::new(venue);
        for member in &self.members {
            builder.member(member).unwrap();
        }
        for booking in &self.bookings {
            builder.owned_booking(booking).unwrap();
        }
        for survey in &self.surveys {
            builder.survey(survey.clone()).unwrap();
        }
        for enrichment in &self.enrichments {
            builder.enrichment(enrichment.clone()).unwrap();
        }
        Arc::new(builder.build().unwrap())
    }

    pub(crate) fn engine(&self, settings: &Settings) -> Engine {
        Engine::fit(&self.club(&settings.venue), settings, as_of()).unwrap()
    }
}

/// Sunday 1 February 2026, noon in Chicago.
pub(crate) fn as_of() -> Instant {
    local(2026, 2, 1, 12, 0)
}

pub(crate) fn local(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Instant {
    Chicago
        .with_ymd_and_hms(year, month, day, hour, minute, 0)
        .unwrap()
        .to_utc()
}

pub(crate) fn member(id: &str) -> Member {
    Member {
        id: id.to_owned(),
        name: format!("Name of {id}"),
        email: None,
        joined_at: local(2024, 1, 1, 0, 0),
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: Some("Standard".to_owned()),
        monthly_fee: None,
        renews_on: None,
        home_zip_code: None,
        home_address: None,
        household: None,
    }
}

/// An hour on a court by these members, the first of them the organiser; made a day before.
pub(crate) fn booking(starts_at: Instant, court: u16, players: &[&str]) -> Booking {
    Booking {
        source: "canonical".to_owned(),
        external_id: format!("{}-{court}", starts_at.timestamp()),
        member_id: players.first().map(|&id| id.to_owned()),
        starts_at,
        ends_at: starts_at + Duration::hours(1),
        court_id: Some(court),
        revenue: Money::from_cents(2_000),
        booked_at: Some(starts_at - Duration::days(30)),
        cancelled_at: None,
        status: BookingStatus::Booked,
        kind: BookingKind::Reservation,
        occurrence: None,
        players: players.iter().skip(1).map(|&id| id.to_owned()).collect(),
        guests: 0,
    }
}

/// Settings of the plain rule under which every member is worth `ltv` units with `uplift`.
pub(crate) fn flat_settings(ltv: f64, uplift: f64) -> Settings {
    let mut settings = Settings::default();
    settings.event.policy = cic_core::settings::EventPolicy::Simple;
    for cold_start in settings.economics.cold_start.values_mut() {
        cold_start.monthly = Money::from_units(ltv).unwrap();
        cold_start.margin = 1.0;
        cold_start.tenure_months = 1.0;
        cold_start.acquisition_cost = Money::ZERO;
    }
    for known in settings.event.uplift.values_mut() {
        *known = uplift;
    }
    settings
}
