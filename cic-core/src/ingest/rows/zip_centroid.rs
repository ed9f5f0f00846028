use super::reading::needed_id;
use crate::domain::{Point, ZipCentroid};
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::read_coordinate;

pub(super) struct ZipCentroidColumns {
    zip: BoundField,
    lat: BoundField,
    lon: BoundField,
}

impl ZipCentroidColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            zip: BoundField::bind_needed(table, "zip", columns)?,
            lat: BoundField::bind_needed(table, "lat", columns)?,
            lon: BoundField::bind_needed(table, "lon", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>) -> Result<ZipCentroid, ValueFault> {
        Ok(ZipCentroid {
            zip: needed_id(&self.zip, record)?,
            point: Point {
                lat: self
                    .lat
                    .needed(record)?
                    .read(|text| read_coordinate(text, 90.0))?,
                lon: self
                    .lon
                    .needed(record)?
                    .read(|text| read_coordinate(text, 180.0))?,
            },
        })
    }
}
