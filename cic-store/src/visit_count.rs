use chrono::{Datelike, NaiveDate};
use cic_core::ClubBuilder;
use cic_core::domain::VisitCount;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

/// One count a member and calendar month: the same file again in the same month changes nothing.
impl Noun for VisitCount {
    const KIND: RowKind = RowKind::VisitCounts;
    const STAGING: Staging = Staging {
        create: sql!("visit_count_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &["line", "member_id", "month", "visits_last_month", "recorded_at"],
        },
    };
    const KEY_CELLS: usize = 2;
    const MERGE: Merge = Merge {
        compare: sql!("visit_count_compare"),
        refuse_new: None,
        tables: &["visit_counts"],
        write: &[sql!("visit_count_update"), sql!("visit_count_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::VisitCount(count) => Some(count),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        (!directory.knows(&self.member_id)).then(|| Refusal::unknown_member("member_id", &self.member_id))
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, clock: &mut WallClock) -> Vec<Value<'a>> {
        let day = clock.wall(self.recorded_at).0.date();
        let month = NaiveDate::from_ymd_opt(day.year(), day.month(), 1).unwrap_or(day);
        vec![
            (&self.member_id).into(),
            month.into(),
            self.visits_last_month.into(),
            self.recorded_at.into(),
        ]
    }
}

/// Loads every count.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each("visit_counts", sql!("visit_count_load"), &[], |cells| {
            let count = VisitCount {
                member_id: cells.text()?.to_owned(),
                visits_last_month: cells.number()?.unwrap_or_default(),
                recorded_at: cells.instant()?,
            };
            Ok(club.visit_count(&count)?)
        })
        .await
}
