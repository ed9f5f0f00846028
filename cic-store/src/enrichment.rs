use cic_core::ClubBuilder;
use cic_core::domain::{Enrichment, Point};
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

/// The most that `enriched_data.company_size` holds where clubs keep it as INTEGER.
const LARGEST_COMPANY: u32 = i32::MAX.unsigned_abs();

impl Noun for Enrichment {
    const KIND: RowKind = RowKind::Enrichment;
    const STAGING: Staging = Staging {
        create: sql!("enrichment_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "member_id",
                "employer",
                "title",
                "company_size",
                "home_address",
                "home_zip_code",
                "linkedin_url",
                "home_lat",
                "home_lon",
                "last_enriched",
                "fold",
            ],
        },
    };
    const KEY_CELLS: usize = 1;
    const MERGE: Merge = Merge {
        compare: sql!("enrichment_compare"),
        refuse_new: None,
        tables: &["enriched_data"],
        write: &[sql!("enrichment_update"), sql!("enrichment_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Enrichment(enrichment) => Some(enrichment),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        if !directory.knows(&self.member_id) {
            return Some(Refusal::unknown_member("member_id", &self.member_id));
        }
        if let Some(refusal) = self
            .last_enriched
            .and_then(|at| Refusal::outside_calendar("last_enriched", at))
        {
            return Some(refusal);
        }
        let size = self.company_size.filter(|size| *size > LARGEST_COMPANY)?;
        let reason = format!("no company has more than {LARGEST_COMPANY} people");
        Some(Refusal::new("company_size", &size.to_string(), reason))
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, clock: &mut WallClock) -> Vec<Value<'a>> {
        let last_enriched = self.last_enriched.map(|moment| clock.wall(moment));
        vec![
            (&self.member_id).into(),
            self.employer.as_ref().into(),
            self.title.as_ref().into(),
            self.company_size.into(),
            self.home_address.as_ref().into(),
            self.home_zip_code.as_ref().into(),
            self.linkedin_url.as_ref().into(),
            self.home.map(|home| home.lat).into(),
            self.home.map(|home| home.lon).into(),
            last_enriched.map_or(Value::Null, |(wall, _)| Value::wall(wall)),
            last_enriched.is_some_and(|(_, again)| again).into(),
        ]
    }
}

/// Loads what is known of members' work and homes.
pub(crate) async fn load(
    transaction: &mut Transaction,
    clock: &mut WallClock,
    club: &mut ClubBuilder,
) -> Result<()> {
    transaction
        .each("enriched_data", sql!("enrichment_load"), &[], |cells| {
            let enrichment = Enrichment {
                member_id: cells.text()?.to_owned(),
                employer: cells.some_string()?,
                title: cells.some_string()?,
                company_size: cells.number()?,
                home_address: cells.some_string()?,
                home_zip_code: cells.some_string()?,
                linkedin_url: cells.some_string()?,
                home: cells
                    .some_real()?
                    .zip(cells.some_real()?)
                    .and_then(|(lat, lon)| Point::new(lat, lon)),
                last_enriched: {
                    let wall = cells.some_wall()?;
                    let again = cells.integer()? == 1;
                    wall.map(|wall| clock.moment(wall, again))
                },
            };
            Ok(club.enrichment(enrichment)?)
        })
        .await
}
