use super::reading::{Reading, needed_id};
use crate::domain::{Enrichment, Point};
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::{read_company_size, read_coordinate};

pub(super) struct EnrichmentColumns {
    member_id: BoundField,
    employer: BoundField,
    title: BoundField,
    company_size: BoundField,
    home_address: BoundField,
    home_zip_code: BoundField,
    linkedin_url: BoundField,
    home_lat: BoundField,
    home_lon: BoundField,
    last_enriched: BoundField,
}

impl EnrichmentColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        let mut bind = |name| BoundField::bind(table, name, columns);
        Ok(Self {
            employer: bind("employer")?,
            title: bind("title")?,
            company_size: bind("company_size")?,
            home_address: bind("home_address")?,
            home_zip_code: bind("home_zip_code")?,
            linkedin_url: bind("linkedin_url")?,
            home_lat: bind("home_lat")?,
            home_lon: bind("home_lon")?,
            last_enriched: bind("last_enriched")?,
            member_id: BoundField::bind_needed(table, "member_id", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Enrichment, ValueFault> {
        Ok(Enrichment {
            member_id: needed_id(&self.member_id, record)?,
            employer: self.employer.owned(record)?,
            title: self.title.owned(record)?,
            company_size: self.company_size.read(record, read_company_size)?,
            home_address: self.home_address.owned(record)?,
            home_zip_code: self.home_zip_code.owned(record)?,
            linkedin_url: self.linkedin_url.owned(record)?,
            home: self.home(record)?,
            last_enriched: reading.moment(&self.last_enriched, record)?,
        })
    }

    fn home(&self, record: &Record<'_>) -> Result<Option<Point>, ValueFault> {
        let lat = self.home_lat.read(record, |text| read_coordinate(text, 90.0))?;
        let lon = self.home_lon.read(record, |text| read_coordinate(text, 180.0))?;
        match (lat, lon) {
            (Some(lat), Some(lon)) => Ok(Point::new(lat, lon)),
            (None, None) => Ok(None),
            (None, Some(_)) => self.home_lat.needed(record).map(|_| None),
            (Some(_), None) => self.home_lon.needed(record).map(|_| None),
        }
    }
}
