use cic_core::ClubBuilder;
use cic_core::domain::Tract;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for Tract {
    const KIND: RowKind = RowKind::Tracts;
    const STAGING: Staging = Staging {
        create: sql!("tract_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "geoid",
                "vintage",
                "population",
                "median_household_income",
                "bachelor_share",
                "land_area_square_metres",
                "polygons",
            ],
        },
    };
    const KEY_CELLS: usize = 1;
    const MERGE: Merge = Merge {
        compare: sql!("tract_compare"),
        refuse_new: None,
        tables: &["census_tracts"],
        write: &[sql!("tract_update"), sql!("tract_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Tract(tract) => Some(tract),
            _ => None,
        }
    }

    fn refusal(&self, _directory: &Directory) -> Option<Refusal> {
        None
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        vec![
            (&self.geoid).into(),
            self.vintage.into(),
            self.population.into(),
            self.median_household_income.into(),
            self.bachelor_share.into(),
            self.land_area_square_metres.into(),
            cic_core::json::to_text(&self.polygons).into(),
        ]
    }
}

/// Loads every tract.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each("census_tracts", sql!("tract_load"), &[], |cells| {
            club.tract(Tract {
                geoid: cells.text()?.to_owned(),
                vintage: cells.number()?,
                population: cells.some_real()?,
                median_household_income: cells.some_real()?,
                bachelor_share: cells.some_real()?,
                land_area_square_metres: cells.some_real()?,
                polygons: serde_json::from_str(cells.text()?).map_err(|error| cells.corrupt(error))?,
            });
            Ok(())
        })
        .await
}
