use cic_core::domain::Transaction;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Value};
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for Transaction {
    const KIND: RowKind = RowKind::Transactions;
    const STAGING: Staging = Staging {
        create: sql!("payment_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "source",
                "external_id",
                "member_id",
                "paid_at",
                "total_cents",
            ],
        },
    };
    const KEY_CELLS: usize = 2;
    const MERGE: Merge = Merge {
        compare: sql!("payment_compare"),
        refuse_new: None,
        tables: &["transactions"],
        write: &[sql!("payment_update"), sql!("payment_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Transaction(payment) => Some(payment),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        (!directory.knows(&self.member_id)).then(|| Refusal::unknown_member("member_id", &self.member_id))
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        vec![
            (&self.source).into(),
            (&self.external_id).into(),
            (&self.member_id).into(),
            self.paid_at.into(),
            self.total.into(),
        ]
    }
}
