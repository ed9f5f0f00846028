use cic_core::ClubBuilder;
use cic_core::domain::CheckIn;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for CheckIn {
    const KIND: RowKind = RowKind::CheckIns;
    const STAGING: Staging = Staging {
        create: sql!("check_in_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "source",
                "external_id",
                "member_id",
                "checked_in_at",
                "price_cents",
            ],
        },
    };
    const KEY_CELLS: usize = 2;
    const MERGE: Merge = Merge {
        compare: sql!("check_in_compare"),
        refuse_new: None,
        tables: &["check_ins"],
        write: &[sql!("check_in_update"), sql!("check_in_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::CheckIn(check_in) => Some(check_in),
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
            self.checked_in_at.into(),
            self.price.into(),
        ]
    }
}

/// Loads every check-in.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each_in_pages("check_ins", sql!("check_in_load"), |cells| {
            let check_in = CheckIn {
                source: cells.text()?.to_owned(),
                external_id: cells.text()?.to_owned(),
                member_id: cells.text()?.to_owned(),
                checked_in_at: cells.instant()?,
                price: cells.some_money()?.unwrap_or_default(),
            };
            Ok(club.check_in(&check_in)?)
        })
        .await
}
