//! Files into tables: rows go into a staging table, and shared SQL merges them into the tables of their noun.

mod directory;
mod first_seen;
mod merger;
mod noun;
mod open_import;
mod refusal;

use cic_core::domain::{
    Booking, Cancellation, CheckIn, Connector, Enrichment, Member, SurveyResponse, Tract, Transaction, Venue,
    VisitCount, ZipCentroid,
};
use cic_core::ingest::RowKind;

pub(crate) use directory::{Directory, Namesakes};
pub(crate) use noun::{Merge, Noun, Staging};
pub(crate) use refusal::{Refusal, in_calendar};

use crate::Import;
use crate::connection::Pool;
use crate::error::Result;
use crate::records::ImportFile;
use open_import::OpenImport;

/// Begins the import of `file`.
pub(crate) async fn begin(pool: &Pool, file: ImportFile, venue: &Venue) -> Result<Box<dyn Import>> {
    Ok(match file.kind {
        RowKind::Tracts => Box::new(OpenImport::<Tract>::begin(pool, file, venue).await?),
        RowKind::ZipCentroids => Box::new(OpenImport::<ZipCentroid>::begin(pool, file, venue).await?),
        RowKind::Members => Box::new(OpenImport::<Member>::begin(pool, file, venue).await?),
        RowKind::Bookings => Box::new(OpenImport::<Booking>::begin(pool, file, venue).await?),
        RowKind::Cancellations => Box::new(OpenImport::<Cancellation>::begin(pool, file, venue).await?),
        RowKind::CheckIns => Box::new(OpenImport::<CheckIn>::begin(pool, file, venue).await?),
        RowKind::Transactions => Box::new(OpenImport::<Transaction>::begin(pool, file, venue).await?),
        RowKind::Surveys => Box::new(OpenImport::<SurveyResponse>::begin(pool, file, venue).await?),
        RowKind::Enrichment => Box::new(OpenImport::<Enrichment>::begin(pool, file, venue).await?),
        RowKind::VisitCounts => Box::new(OpenImport::<VisitCount>::begin(pool, file, venue).await?),
        RowKind::Connectors => Box::new(OpenImport::<Connector>::begin(pool, file, venue).await?),
    })
}
