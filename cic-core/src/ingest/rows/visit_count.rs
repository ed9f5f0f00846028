use super::reading::{Reading, needed_id};
use crate::domain::VisitCount;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::read_count;

/// More visits in a month are a slip.
const MOST_VISITS: u32 = 1_000;

pub(super) struct VisitCountColumns {
    member_id: BoundField,
    visits_last_month: BoundField,
}

impl VisitCountColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            member_id: BoundField::bind_needed(table, "member_id", columns)?,
            visits_last_month: BoundField::bind_needed(table, "visits_last_month", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &Reading) -> Result<VisitCount, ValueFault> {
        let visits = self.visits_last_month.needed(record)?;
        Ok(VisitCount {
            member_id: needed_id(&self.member_id, record)?,
            visits_last_month: visits.read(|text| read_count(text, MOST_VISITS))?,
            recorded_at: reading.recorded_at,
        })
    }
}
