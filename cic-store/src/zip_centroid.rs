use cic_core::ClubBuilder;
use cic_core::domain::{Point, ZipCentroid};
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for ZipCentroid {
    const KIND: RowKind = RowKind::ZipCentroids;
    const STAGING: Staging = Staging {
        create: sql!("zip_centroid_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &["line", "zip", "lat", "lon"],
        },
    };
    const KEY_CELLS: usize = 1;
    const MERGE: Merge = Merge {
        compare: sql!("zip_centroid_compare"),
        refuse_new: None,
        tables: &["zip_centroids"],
        write: &[sql!("zip_centroid_update"), sql!("zip_centroid_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::ZipCentroid(centroid) => Some(centroid),
            _ => None,
        }
    }

    fn refusal(&self, _directory: &Directory) -> Option<Refusal> {
        None
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        vec![(&self.zip).into(), self.point.lat.into(), self.point.lon.into()]
    }
}

/// Loads the middle of every postal code.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each("zip_centroids", sql!("zip_centroid_load"), &[], |cells| {
            let zip = cells.text()?.to_owned();
            let point = cells
                .some_real()?
                .zip(cells.some_real()?)
                .and_then(|(lat, lon)| Point::new(lat, lon))
                .ok_or_else(|| cells.corrupt("the point lies off the globe"))?;
            club.zip_centroid(ZipCentroid { zip, point });
            Ok(())
        })
        .await
}
