use super::reading::{Reading, charge, needed_id};
use crate::domain::CheckIn;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

pub(super) struct CheckInColumns {
    id: BoundField,
    member_id: BoundField,
    checked_in_at: BoundField,
    price: BoundField,
}

impl CheckInColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            id: BoundField::bind_needed(table, "id", columns)?,
            member_id: BoundField::bind_needed(table, "member_id", columns)?,
            checked_in_at: BoundField::bind_needed(table, "checked_in_at", columns)?,
            price: BoundField::bind(table, "price", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<CheckIn, ValueFault> {
        Ok(CheckIn {
            source: reading.profile.clone(),
            member_id: needed_id(&self.member_id, record)?,
            checked_in_at: reading.needed_moment(&self.checked_in_at, record)?,
            price: charge(&self.price, record)?.unwrap_or_default(),
            external_id: needed_id(&self.id, record)?,
        })
    }
}
