use super::reading::{Reading, money, needed_id};
use crate::domain::Transaction;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

pub(super) struct TransactionColumns {
    id: BoundField,
    member_id: BoundField,
    paid_at: BoundField,
    total: BoundField,
}

impl TransactionColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            id: BoundField::bind_needed(table, "id", columns)?,
            member_id: BoundField::bind_needed(table, "member_id", columns)?,
            paid_at: BoundField::bind_needed(table, "paid_at", columns)?,
            total: BoundField::bind_needed(table, "total", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Transaction, ValueFault> {
        self.total.needed(record)?;
        Ok(Transaction {
            source: reading.profile.clone(),
            external_id: needed_id(&self.id, record)?,
            member_id: needed_id(&self.member_id, record)?,
            paid_at: reading.needed_moment(&self.paid_at, record)?,
            total: money(&self.total, record)?.unwrap_or_default(),
        })
    }
}
