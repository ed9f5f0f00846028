//! Surveys that some people answer, more or less truly.

use chrono::Datelike;

use super::calendar::MINUTES_PER_DAY;
use super::club::SimulatedClub;
use super::dice::{Dice, Purpose};
use super::latent_type::LatentType;
use super::person::Person;
use crate::domain::SurveyResponse;

/// Share of members, and of drop-ins, who answer when they join; and of members who answer each spring.
const ANSWER_ON_JOINING: f64 = 0.58;
const DROP_INS_ANSWER: f64 = 0.25;
const ANSWER_IN_SPRING: f64 = 0.32;
/// Share of answers about motivation that are given without thinking.
const CARELESS: f64 = 0.12;

const MOTIVATIONS: [&[&str]; 5] = [
    &["social", "Social", "Community", "Friends"],
    &["competitive", "Competitive", "Tournaments"],
    &["fitness", "Fitness", "Health"],
    &["convenience", "Convenience", "Close to home"],
    &["business", "Business", "Networking"],
];
const HEARD_ABOUT: [&str; 5] = ["friend", "online", "walked by", "employer", "event"];
const INTEREST: [&str; 3] = ["very interested", "somewhat interested", "not interested"];

/// Every answer a person gave by the end of history.
pub(super) fn responses(club: &SimulatedClub, index: usize) -> Vec<SurveyResponse> {
    let (world, person) = (&club.world, &club.world.people[index]);
    let mut dice = Dice::new(world.seed, Purpose::Survey, 0, index as u32);
    let mut given = Vec::new();
    let mut answer = |name: &str, day: i32, question: &str, response: String| {
        if day < world.calendar.history_days() {
            given.push(SurveyResponse {
                member_id: person.id.to_string(),
                survey_name: name.to_owned(),
                question: question.to_owned(),
                response,
                answered_at: Some(world.calendar.instant(day * MINUTES_PER_DAY + 12 * 60)),
            });
        }
    };
    let joined_day = person.joined.div_euclid(MINUTES_PER_DAY);
    let answers = if person.plan.is_some() {
        ANSWER_ON_JOINING
    } else {
        DROP_INS_ANSWER
    };
    let day = joined_day + dice.between(2, 21);
    if dice.chance(answers) {
        let date = world.calendar.date(day);
        let name = format!("onboarding_q{}_{}", date.month0() / 3 + 1, date.year());
        answer(&name, day, "motivation", motivation(person.kind, &mut dice));
        answer(&name, day, "nps", recommendation(person, 0.0, &mut dice));
        answer(&name, day, "heard_about", dice.pick(&HEARD_ABOUT).to_owned());
    }
    if person.plan.is_some() {
        let mood = &club.history.moods[index];
        let first_year = world.calendar.date(0).year();
        let last_year = world.calendar.date(world.calendar.history_days() - 1).year();
        let hurts =
            f64::from(mood.displacements) * person.sensitivity / f64::from(last_year - first_year + 1);
        for year in first_year..=last_year {
            let Some(spring) = chrono::NaiveDate::from_ymd_opt(year, 4, 10) else {
                continue;
            };
            let day = world.calendar.day_of(spring) + dice.between(0, 18);
            let willing = dice.chance(ANSWER_IN_SPRING);
            if willing && day > joined_day + 28 && day < mood.notice_day && day > 0 {
                let name = format!("satisfaction_{year}");
                answer(&name, day, "nps", recommendation(person, hurts, &mut dice));
                let found = if hurts + 0.4 * dice.normal() > 0.6 {
                    "disagree"
                } else {
                    "agree"
                };
                answer(&name, day, "i_find_a_court_when_i_want_one", found.to_owned());
                let keen = if person.kind == LatentType::SocialAmbassador {
                    [2.0, 3.0, 2.0]
                } else {
                    [1.0, 2.0, 4.0]
                };
                answer(
                    &name,
                    day,
                    "interest_in_yoga",
                    INTEREST[dice.weighted(&keen)].to_owned(),
                );
            }
        }
    }
    given
}

fn motivation(kind: LatentType, dice: &mut Dice) -> String {
    let weights = if dice.chance(CARELESS) {
        [1.0; 5]
    } else {
        match kind {
            LatentType::CorporatePowerUser => [1.0, 0.8, 1.8, 2.2, 5.0],
            LatentType::SocialAmbassador => [7.0, 0.4, 1.4, 0.8, 0.4],
            LatentType::CompetitiveAthlete => [0.8, 7.0, 1.7, 0.4, 0.1],
            LatentType::CasualDropIn => [2.2, 0.5, 3.2, 3.8, 0.2],
        }
    };
    let reason = dice.weighted(&weights);
    dice.pick(MOTIVATIONS[reason]).to_owned()
}

/// How likely the person is to recommend the club, 0 to 10.
fn recommendation(person: &Person, hurts: f64, dice: &mut Dice) -> String {
    let score = 7.8 + 1.3 * person.habits.contentment - 1.1 * hurts + 0.9 * dice.normal();
    format!("{}", score.round().clamp(0.0, 10.0) as u8)
}
