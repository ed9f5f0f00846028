use super::booking::registrant_id;
use super::reading::{Reading, needed_id};
use crate::domain::Cancellation;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

pub(super) struct CancellationColumns {
    id: BoundField,
    registrant: BoundField,
    cancelled_at: BoundField,
}

impl CancellationColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            id: BoundField::bind_needed(table, "id", columns)?,
            registrant: BoundField::bind(table, "registrant", columns)?,
            cancelled_at: BoundField::bind(table, "cancelled_at", columns)?,
        })
    }

    pub(super) fn read(
        &self,
        record: &Record<'_>,
        reading: &mut Reading,
    ) -> Result<Cancellation, ValueFault> {
        let mut external_id = needed_id(&self.id, record)?;
        if let Some(registrant) = self.registrant.text(record)? {
            external_id = registrant_id(&external_id, &registrant);
        }
        Ok(Cancellation {
            source: reading.profile.clone(),
            external_id,
            cancelled_at: reading.moment(&self.cancelled_at, record)?,
        })
    }
}
