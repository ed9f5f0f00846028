use crate::domain::Connector;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

pub(super) struct ConnectorColumns {
    name: BoundField,
    company: BoundField,
}

impl ConnectorColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            name: BoundField::bind_needed(table, "name", columns)?,
            company: BoundField::bind_needed(table, "company", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>) -> Result<Connector, ValueFault> {
        Ok(Connector {
            name: self.name.needed(record)?.text.into_owned(),
            company: self.company.needed(record)?.text.into_owned(),
        })
    }
}
