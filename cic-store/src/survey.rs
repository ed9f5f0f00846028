use cic_core::ClubBuilder;
use cic_core::domain::SurveyResponse;
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging};
use crate::wall_clock::WallClock;

impl Noun for SurveyResponse {
    const KIND: RowKind = RowKind::Surveys;
    const STAGING: Staging = Staging {
        create: sql!("survey_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "member_id",
                "survey_name",
                "question",
                "response",
                "answered_at",
            ],
        },
    };
    const KEY_CELLS: usize = 3;
    const MERGE: Merge = Merge {
        compare: sql!("survey_compare"),
        refuse_new: None,
        tables: &["survey_responses"],
        write: &[sql!("survey_update"), sql!("survey_insert")],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Survey(response) => Some(response),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        (!directory.knows(&self.member_id)).then(|| Refusal::unknown_member("member_id", &self.member_id))
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, _clock: &mut WallClock) -> Vec<Value<'a>> {
        vec![
            (&self.member_id).into(),
            (&self.survey_name).into(),
            (&self.question).into(),
            (&self.response).into(),
            self.answered_at.into(),
        ]
    }
}

/// Loads every answer of a member.
pub(crate) async fn load(transaction: &mut Transaction, club: &mut ClubBuilder) -> Result<()> {
    transaction
        .each("survey_responses", sql!("survey_load"), &[], |cells| {
            let response = SurveyResponse {
                member_id: cells.text()?.to_owned(),
                survey_name: cells.text()?.to_owned(),
                question: cells.text()?.to_owned(),
                response: cells.text()?.to_owned(),
                answered_at: cells.some_instant()?,
            };
            Ok(club.survey(response)?)
        })
        .await
}
