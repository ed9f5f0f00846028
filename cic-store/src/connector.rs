use cic_core::ClubBuilder;
use cic_core::domain::Connector;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Namesakes, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for Connector {
    const KIND: RowKind = RowKind::Connectors;
    const STAGING: Staging = Staging {
        create: sql!("connector_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &["line", "member_id", "name", "company"],
        },
    };
    const KEY_CELLS: usize = 1;
    const MERGE: Merge = Merge {
        compare: sql!("connector_compare"),
        refuse_new: None,
        tables: &["corporate_connectors"],
        write: &[sql!("connector_update"), sql!("connector_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Connector(connector) => Some(connector),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        let reason = match directory.named(&self.name) {
            Some(Namesakes::One(_)) => return None,
            Some(Namesakes::Several) => "several members have this name; which one is meant?",
            None => "no member has this name; import the members first, or correct the name",
        };
        Some(Refusal::new("name", &self.name, reason))
    }

    fn cells<'a>(&'a self, directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        let member_id = match directory.named(&self.name) {
            Some(Namesakes::One(id)) => Value::from(id.as_ref()),
            Some(Namesakes::Several) | None => Value::Null,
        };
        vec![member_id, (&self.name).into(), (&self.company).into()]
    }
}

/// Loads every link to a company.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each("corporate_connectors", sql!("connector_load"), &[], |cells| {
            let member_id = cells.text()?;
            let connector = Connector {
                name: cells.text()?.to_owned(),
                company: cells.text()?.to_owned(),
            };
            Ok(club.connector(member_id, &connector)?)
        })
        .await
}
