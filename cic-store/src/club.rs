use cic_core::domain::Venue;
use cic_core::{Club, ClubBuilder};

use crate::connection::Transaction;
use crate::error::Result;
use crate::wall_clock::WallClock;
use crate::{booking, check_in, connector, enrichment, member, survey, tract, visit_count, zip_centroid};

/// Everything known, from one state of the database.
pub(crate) async fn load(transaction: &mut Transaction, venue: &Venue) -> Result<Club> {
    let mut club = ClubBuilder::new(venue);
    let mut clock = WallClock::new(venue);
    member::load(transaction, &mut clock, &mut club).await?;
    booking::load(transaction, venue, &mut clock, &mut club).await?;
    check_in::load(transaction, &mut club).await?;
    survey::load(transaction, &mut club).await?;
    enrichment::load(transaction, &mut clock, &mut club).await?;
    visit_count::load(transaction, &mut club).await?;
    connector::load(transaction, &mut club).await?;
    tract::load(transaction, &mut club).await?;
    zip_centroid::load(transaction, &mut club).await?;
    Ok(club.build()?)
}
