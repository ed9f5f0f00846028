use cic_core::domain::Cancellation;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Value};
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for Cancellation {
    const KIND: RowKind = RowKind::Cancellations;
    const STAGING: Staging = Staging {
        create: sql!("cancellation_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &["line", "source", "external_id", "cancelled_at"],
        },
    };
    const KEY_CELLS: usize = 2;
    const MERGE: Merge = Merge {
        compare: sql!("cancellation_compare"),
        refuse_new: Some(("external_id", "no booking has this id; import the bookings first")),
        tables: &[],
        write: &[sql!("cancellation_update")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Cancellation(cancellation) => Some(cancellation),
            _ => None,
        }
    }

    fn refusal(&self, _directory: &Directory) -> Option<Refusal> {
        None
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        vec![
            (&self.source).into(),
            (&self.external_id).into(),
            self.cancelled_at.into(),
        ]
    }
}
