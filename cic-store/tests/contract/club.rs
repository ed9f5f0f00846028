use std::sync::Arc;

use cic_core::domain::{Booking, Cancellation, Connector};
use cic_core::ingest::Row;
use cic_core::{Club, ClubBuilder, Engine, Settings};

use crate::ground::{Ground, at, venue};
use crate::imports::tell_story;
use crate::rows::story;

fn version(club: Club) -> String {
    let settings = Settings::default();
    Engine::fit(&Arc::new(club), &settings, at("2026-02-01T12:00:00Z"))
        .unwrap()
        .version()
        .to_owned()
}

/// The version of the engine that the story makes.
pub(crate) async fn version_after_the_story(ground: &Ground) -> String {
    ground.store.migrate().await.unwrap();
    tell_story(ground).await;
    version(ground.store.load_club(&venue()).await.unwrap())
}

pub(crate) async fn a_club_comes_back_as_it_went_in(ground: Ground) {
    assert_eq!(
        version_after_the_story(&ground).await,
        version(club_of_the_story())
    );
}

pub(crate) async fn an_empty_store_is_an_empty_club(ground: Ground) {
    let ground = ground.migrated().await;
    let club = ground.store.load_club(&venue()).await.unwrap();
    assert_eq!(club.people().len(), 0);
    assert_eq!(club.bookings().len(), 0);
}

/// The club of the rows that the story's report does not quarantine, without a database.
fn club_of_the_story() -> Club {
    let mut builder = ClubBuilder::new(&venue());
    let mut bookings: Vec<Booking> = Vec::new();
    for (_, lines) in story() {
        for line in lines {
            if line.iter().any(is_quarantined) {
                continue;
            }
            for row in line {
                match row {
                    Row::Booking(booking) if bookings.contains(&booking) => {}
                    Row::Booking(booking) => bookings.push(booking),
                    Row::Cancellation(news) => cancel(&mut bookings, &news),
                    other => add(&mut builder, other),
                }
            }
        }
    }
    for booking in &bookings {
        builder.owned_booking(booking).unwrap();
    }
    builder.build().unwrap()
}

fn cancel(bookings: &mut [Booking], news: &Cancellation) {
    let court = format!("{}/", news.external_id);
    for booking in bookings {
        if booking.external_id == news.external_id || booking.external_id.starts_with(&court) {
            booking.status = cic_core::domain::BookingStatus::Cancelled;
            booking.cancelled_at = news.cancelled_at;
        }
    }
}

fn add(builder: &mut ClubBuilder, row: Row) {
    match row {
        // The second row of M2 repeats the first.
        Row::Member(member) => drop(builder.member(&member)),
        Row::CheckIn(check_in) => builder.check_in(&check_in).unwrap(),
        Row::Survey(response) => builder.survey(response).unwrap(),
        Row::Enrichment(enrichment) => builder.enrichment(enrichment).unwrap(),
        Row::VisitCount(count) => builder.visit_count(&count).unwrap(),
        Row::Connector(Connector { name, company }) => {
            builder.connector("M2", &Connector { name, company }).unwrap();
        }
        Row::Tract(tract) => builder.tract(tract),
        Row::ZipCentroid(centroid) => builder.zip_centroid(centroid),
        Row::Transaction(_) => {}
        Row::Booking(_) | Row::Cancellation(_) => unreachable!("gathered before"),
    }
}

fn is_quarantined(row: &Row) -> bool {
    let unknown = |id: &str| ["M7", "M8", "M9", "M123"].contains(&id);
    match row {
        Row::Member(member) => member.id == "M5" || member.name == "Somebody Else",
        Row::Booking(booking) => {
            booking.member_id.as_deref().is_some_and(unknown)
                || booking.players.iter().any(|id| unknown(id))
                || booking.ends_at <= booking.starts_at
                || booking.revenue.cents() == 1
        }
        Row::Cancellation(news) => news.external_id == "B",
        Row::CheckIn(check_in) => unknown(&check_in.member_id),
        Row::Survey(response) => unknown(&response.member_id),
        Row::Enrichment(found) => unknown(&found.member_id) || found.company_size == Some(u32::MAX),
        Row::VisitCount(count) => unknown(&count.member_id),
        Row::Connector(connector) => connector.name != "MEMBER M2",
        Row::Tract(_) | Row::ZipCentroid(_) | Row::Transaction(_) => false,
    }
}
