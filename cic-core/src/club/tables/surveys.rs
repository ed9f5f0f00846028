use super::cells::{Times, id, text};
use super::column::Cell;
use super::members::at;
use super::table::Reading;
use crate::club::ClubBuilder;
use crate::domain::SurveyResponse;
use crate::settings::Settings;

/// Adds the survey answers of a table: member_id, survey_name, question, response [, answered_at].
pub(super) fn add(reading: &mut Reading<'_, '_>, settings: &Settings, club: &mut ClubBuilder) {
    let found = reading.needed("member_id");
    let members =
        found.map(|found| reading.read(&found, None, || |cell| id(cell).map(std::borrow::Cow::into_owned)));
    let mut needed = |name| {
        let found = reading.needed(name)?;
        Some(reading.read(&found, None, || text))
    };
    let surveys = needed("survey_name");
    let questions = needed("question");
    let responses = needed("response");
    let answered = reading.optional("answered_at").map(|found| {
        let reader = || {
            let mut times = Times::new(settings);
            move |cell: Cell<'_>| times.instant(cell).map(Some)
        };
        reading.read(&found, Some(&None), reader)
    });
    let (Some(members), Some(surveys), Some(questions), Some(responses), true) =
        (members, surveys, questions, responses, reading.faults.is_empty())
    else {
        return;
    };
    let answers = surveys.into_iter().zip(questions).zip(responses);
    for (row, (member_id, ((survey_name, question), response))) in
        members.into_iter().zip(answers).enumerate()
    {
        let shown = format!("{member_id:?}");
        let answer = SurveyResponse {
            member_id,
            survey_name,
            question,
            response,
            answered_at: at(answered.as_deref(), row),
        };
        if club.survey(answer).is_err() {
            reading.fault_in_row("member_id", row, &shown, super::NO_SUCH_MEMBER);
            return;
        }
    }
}
