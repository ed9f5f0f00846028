//! A club in memory, its segments, and one event decision.
//!
//! `cargo run --package cic-examples --example quickstart`

use std::error::Error;
use std::sync::Arc;

use cic_core::club::{BookingRow, ClubBuilder};
use cic_core::domain::{BookingKind, BookingStatus, Member, MemberStatus, Money, parse_instant_or_local};
use cic_core::engine::{DecideEventRequest, Engine};
use cic_core::{Settings, json};

fn main() -> Result<(), Box<dyn Error>> {
    let settings = Settings::from_toml("[venue]\ncourts = 2\ntime_zone = \"America/Chicago\"")?;
    let local = |text: &str| parse_instant_or_local(text, settings.venue.time_zone);

    let mut builder = ClubBuilder::new(&settings.venue);
    for (id, name) in [("M1", "Ada"), ("M2", "Bea"), ("M3", "Cleo")] {
        builder.member(&Member {
            id: id.to_owned(),
            name: name.to_owned(),
            email: None,
            joined_at: local("2025-03-01 00:00")?,
            status: MemberStatus::Active,
            cancelled_at: None,
            plan: Some("Standard".to_owned()),
            monthly_fee: None,
            renews_on: None,
            home_zip_code: None,
            home_address: None,
            household: None,
        })?;
    }
    // Ada and Bea have played on winter evenings, and hold a court on Thursday the 19th, as Cleo does.
    let evenings = (5..30).map(|day| (format!("2026-01-{day:02}"), 1, "M1", Some("M2")));
    let on_hand = [
        ("2026-02-19".to_owned(), 1, "M1", Some("M2")),
        ("2026-02-19".to_owned(), 2, "M3", None),
    ];
    for (day, court, organiser, partner) in evenings.chain(on_hand) {
        let starts_at = local(&format!("{day} 19:00"))?;
        let booking = BookingRow {
            member_id: Some(organiser),
            starts_at,
            ends_at: starts_at + chrono::Duration::hours(1),
            court_id: Some(court),
            revenue: Money::from_cents(2_500),
            booked_at: Some(local("2026-01-01 12:00")?),
            cancelled_at: None,
            status: BookingStatus::Booked,
            kind: BookingKind::Reservation,
            occurrence: None,
            guests: 0,
        };
        builder.booking(booking, partner)?;
    }

    let engine = Engine::fit(&Arc::new(builder.build()?), &settings, local("2026-02-01 00:00")?)?;
    for segment in engine.segments() {
        println!(
            "{:<22} {} members, {} each",
            segment.display_name, segment.member_count, segment.average_ltv
        );
    }
    let decision = engine.decide_event(&DecideEventRequest::new(500.0, "2026-02-19T19:00", 2))?;
    println!("{}: {}", decision.recommendation.as_str(), decision.details);
    println!("{}", json::to_text(&decision.displaced_members));
    Ok(())
}
