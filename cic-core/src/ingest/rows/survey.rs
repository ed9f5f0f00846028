use super::reading::{Reading, needed_id};
use crate::domain::{Instant, SurveyResponse};
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::checked_id;
use crate::ingest::{FileRefused, Row};

pub(super) struct SurveyColumns {
    member_id: BoundField,
    survey_name: BoundField,
    question: BoundField,
    response: BoundField,
    answered_at: BoundField,
    /// Columns that are questions themselves, when the table says that all others are.
    pub(super) questions: Option<Vec<(usize, String)>>,
}

/// What all answers of one row share.
struct Sheet {
    member_id: String,
    survey_name: String,
    answered_at: Option<Instant>,
}

impl SurveyColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            member_id: BoundField::bind_needed(table, "member_id", columns)?,
            survey_name: BoundField::bind_needed(table, "survey_name", columns)?,
            question: BoundField::bind(table, "question", columns)?,
            response: BoundField::bind(table, "response", columns)?,
            answered_at: BoundField::bind(table, "answered_at", columns)?,
            questions: None,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Vec<Row>, ValueFault> {
        let sheet = Sheet {
            member_id: needed_id(&self.member_id, record)?,
            survey_name: needed_id(&self.survey_name, record)?,
            answered_at: reading.moment(&self.answered_at, record)?,
        };
        let Some(questions) = &self.questions else {
            let question = self
                .question
                .needed(record)?
                .read(|text| checked_id(text).map(str::to_owned))?;
            let response = self.response.needed(record)?.text;
            return Ok(vec![sheet.answer(&question, &response)]);
        };
        let columns = questions
            .iter()
            .map(|(index, name)| (name.as_str(), record.value(*index)));
        let keys = record
            .others
            .iter()
            .map(|(name, value)| (name.trim(), value.trim()));
        let mut rows = Vec::new();
        for (question, response) in columns
            .chain(keys)
            .filter(|(name, text)| !name.is_empty() && !text.is_empty())
        {
            checked_id(question).map_err(|reason| ValueFault::new(question, response, reason))?;
            rows.push(sheet.answer(question, response));
        }
        if rows.is_empty() {
            return Err(ValueFault::new(
                "",
                &sheet.member_id,
                "the row answers no question",
            ));
        }
        Ok(rows)
    }
}

impl Sheet {
    fn answer(&self, question: &str, response: &str) -> Row {
        Row::Survey(SurveyResponse {
            member_id: self.member_id.clone(),
            survey_name: self.survey_name.clone(),
            question: question.to_owned(),
            response: response.to_owned(),
            answered_at: self.answered_at,
        })
    }
}
