use super::booking::registrant_id;
use super::reading::{Reading, needed_id};
use crate::domain::Cancellation;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::{FileRefused, Row};

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

    /// The booking, and the registrant's own row of it where the source repeats a booking for each.
    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Vec<Row>, ValueFault> {
        let whole = Cancellation {
            source: reading.profile.clone(),
            external_id: needed_id(&self.id, record)?,
            cancelled_at: reading.moment(&self.cancelled_at, record)?,
        };
        let registrant = self.registrant.text(record)?.map(|registrant| Cancellation {
            external_id: registrant_id(&whole.external_id, &registrant),
            ..whole.clone()
        });
        Ok(std::iter::once(whole)
            .chain(registrant)
            .map(Row::Cancellation)
            .collect())
    }
}
