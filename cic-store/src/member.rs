use cic_core::ClubBuilder;
use cic_core::domain::{Member, MemberStatus};
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for Member {
    const KIND: RowKind = RowKind::Members;
    const STAGING: Staging = Staging {
        create: sql!("member_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "id",
                "name",
                "email",
                "join_date",
                "fold",
                "status",
                "cancelled_at",
                "plan",
                "monthly_fee_cents",
                "renews_on",
                "home_zip_code",
                "home_address",
                "household",
            ],
        },
    };
    const KEY_CELLS: usize = 1;
    const MERGE: Merge = Merge {
        compare: sql!("member_compare"),
        refuse_new: None,
        tables: &["members"],
        write: &[
            sql!("member_release_email"),
            sql!("member_update"),
            sql!("member_insert"),
        ],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Member(member) => Some(member),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        if let Some(refusal) = Refusal::outside_calendar("join_date", self.joined_at) {
            return Some(refusal);
        }
        let email = self.email.as_deref()?;
        let owner = directory.owner_of(email)?;
        (owner != self.id).then(|| {
            let reason = format!("the member {owner:?} has this address; an address belongs to one member");
            Refusal::new("email", email, reason)
        })
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, clock: &mut WallClock) -> Vec<Value<'a>> {
        let (join_date, fold) = clock.wall(self.joined_at);
        vec![
            (&self.id).into(),
            (&self.name).into(),
            self.email.as_ref().into(),
            if self.joined_at == Member::UNKNOWN_JOINING {
                Value::Null
            } else {
                Value::wall(join_date)
            },
            fold.into(),
            self.status.as_str().into(),
            self.cancelled_at.into(),
            self.plan.as_ref().into(),
            self.monthly_fee.into(),
            self.renews_on.into(),
            self.home_zip_code.as_ref().into(),
            self.home_address.as_ref().into(),
            self.household.as_ref().into(),
        ]
    }

    fn note(&self, directory: &mut Directory) {
        directory.take_email(&self.id, self.email.as_deref());
    }
}

/// Loads every member. A database adopted as it was may lack any column but the id.
pub(crate) async fn load(
    transaction: &mut Transaction,
    clock: &mut WallClock,
    club: &mut ClubBuilder,
) -> Result<()> {
    transaction
        .each("members", sql!("member_load"), &[], |cells| {
            let member = Member {
                id: cells.text()?.to_owned(),
                name: cells.text()?.to_owned(),
                email: cells.some_string()?,
                joined_at: {
                    let wall = cells.some_wall()?;
                    let again = cells.integer()? == 1;
                    wall.map_or(Member::UNKNOWN_JOINING, |wall| clock.moment(wall, again))
                },
                status: cells.word(read_status)?,
                cancelled_at: cells.some_instant()?,
                plan: cells.some_string()?,
                monthly_fee: cells.some_money()?,
                renews_on: cells.some_date()?,
                home_zip_code: cells.some_string()?,
                home_address: cells.some_string()?,
                household: cells.some_string()?,
            };
            Ok(club.member(&member)?)
        })
        .await
}

/// A status in any case; none is active, as clubs mean it.
fn read_status(word: &str) -> Option<MemberStatus> {
    match word.trim().to_lowercase().as_str() {
        "" => Some(MemberStatus::Active),
        word => MemberStatus::parse(word),
    }
}
