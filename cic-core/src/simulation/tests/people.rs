use std::collections::HashMap;

use super::super::calendar::MINUTES_PER_DAY;
use super::super::latent_type::LatentType;
use super::{CLUB, everyone, of_kind, played};
use crate::domain::{BookingKind, Motivation};

/// What an observer sees of a person.
#[derive(Default, Clone)]
struct Seen {
    visits: f64,
    evenings: f64,
    daytime: f64,
    sessions: f64,
    minutes: f64,
    partners: HashMap<usize, u32>,
    weeks: f64,
}

fn seen() -> Vec<Seen> {
    let calendar = &CLUB.world.calendar;
    let mut seen = vec![Seen::default(); CLUB.world.people.len()];
    for entry in played(&CLUB) {
        let people: Vec<usize> = everyone(&entry).collect();
        let weekday = calendar.weekday(entry.start.div_euclid(MINUTES_PER_DAY)) < 5;
        let hour = entry.start.rem_euclid(MINUTES_PER_DAY) / 60;
        for person in &people {
            let one = &mut seen[*person];
            one.visits += 1.0;
            one.evenings += f64::from(weekday && (17..21).contains(&hour));
            one.daytime += f64::from(weekday && hour < 16);
            one.sessions += f64::from(entry.kind == BookingKind::Session);
            one.minutes += f64::from(entry.minutes);
            for other in people.iter().filter(|other| *other != person) {
                *one.partners.entry(*other).or_default() += 1;
            }
        }
    }
    for (index, one) in seen.iter_mut().enumerate() {
        let from = CLUB.world.people[index].joined.div_euclid(MINUTES_PER_DAY).max(0);
        let until = CLUB.history.moods[index].notice_day.min(calendar.history_days());
        one.weeks = f64::from((until - from).max(7)) / 7.0;
    }
    seen
}

/// One figure for everyone of a type who was seen often enough, in order.
fn figures(kind: LatentType, figure: impl Fn(&Seen) -> f64) -> Vec<f64> {
    let seen = seen();
    let often = of_kind(&CLUB, kind)
        .into_iter()
        .filter(|index| seen[*index].visits >= 8.0);
    let mut figures: Vec<f64> = often.map(|index| figure(&seen[index])).collect();
    figures.sort_by(f64::total_cmp);
    figures
}

fn medians(figure: impl Fn(&Seen) -> f64) -> [f64; 4] {
    LatentType::ALL.map(|kind| {
        let figures = figures(kind, &figure);
        figures[figures.len() / 2]
    })
}

fn visits_a_week(seen: &Seen) -> f64 {
    seen.visits / seen.weeks
}

#[test]
fn types_differ_in_how_often_they_come() {
    let [corporate, social, competitive, casual] = medians(visits_a_week);
    assert!((2.7..4.5).contains(&corporate), "{corporate}");
    assert!((1.3..2.6).contains(&social), "{social}");
    assert!((2.0..3.6).contains(&competitive), "{competitive}");
    assert!(casual < 1.0, "{casual}");
}

#[test]
fn types_differ_in_when_and_with_whom_they_play() {
    let [corporate, social, competitive, casual] = medians(|seen| seen.evenings / seen.visits);
    assert!(corporate > social + 0.15 && corporate > casual + 0.1 && social > competitive);
    let [corporate, _, competitive, _] = medians(|seen| seen.daytime / seen.visits);
    assert!(competitive > corporate + 0.3);
    let [corporate, social, competitive, _] = medians(|seen| seen.sessions / seen.visits);
    assert!(social > corporate + 0.2 && social > competitive + 0.15);
    let [corporate, social, competitive, _] = medians(|seen| seen.minutes / seen.visits);
    assert!(social > corporate + 20.0 && social > competitive + 15.0 && social < 150.0);
    let variety = |seen: &Seen| {
        let meetings: u32 = seen.partners.values().sum();
        seen.partners.len() as f64 / f64::from(meetings.max(1))
    };
    let [corporate, social, competitive, _] = medians(variety);
    assert!(social > corporate + 0.05 && social > competitive + 0.05);
}

#[test]
fn types_overlap_so_that_no_threshold_parts_them() {
    let competitive = figures(LatentType::CompetitiveAthlete, visits_a_week);
    let social = figures(LatentType::SocialAmbassador, visits_a_week);
    let corporate = figures(LatentType::CorporatePowerUser, visits_a_week);
    assert!(social[social.len() * 9 / 10] > competitive[competitive.len() / 4]);
    assert!(competitive[competitive.len() * 9 / 10] > corporate[corporate.len() / 2]);
    assert!(corporate[corporate.len() / 5] < 3.0);
}

#[test]
fn people_are_shared_out_among_the_types_as_intended() {
    let people = &CLUB.world.people;
    assert_eq!(people.iter().filter(|person| person.plan.is_some()).count(), 500);
    let share = |kind: LatentType| {
        people.iter().filter(|person| person.kind == kind).count() as f64 / people.len() as f64
    };
    for (share, intended) in LatentType::ALL
        .map(share)
        .into_iter()
        .zip([0.12, 0.28, 0.20, 0.40])
    {
        assert!((share - intended).abs() < 0.05, "{share} for {intended}");
    }
}

#[test]
fn homes_lie_in_their_tracts() {
    for person in &CLUB.world.people {
        let corners = CLUB.world.town.tracts[person.tract as usize].corners;
        for index in 0..4 {
            let ([x, y], [next_x, next_y]) = (corners[index], corners[(index + 1) % 4]);
            let turn = (next_x - x) * (person.home.lat - y) - (next_y - y) * (person.home.lon - x);
            assert!(turn > 0.0, "{:?} lies outside {corners:?}", person.home);
        }
    }
}

#[test]
fn richer_tracts_draw_more_corporate_members() {
    let mean_income = |kind| {
        let incomes: Vec<f64> = of_kind(&CLUB, kind)
            .into_iter()
            .filter_map(|index| {
                CLUB.world.town.tracts[CLUB.world.people[index].tract as usize].median_household_income
            })
            .map(f64::from)
            .collect();
        incomes.iter().sum::<f64>() / incomes.len() as f64
    };
    let [corporate, _, _, casual] = LatentType::ALL.map(mean_income);
    assert!(corporate > casual * 1.1);
}

#[test]
fn some_answer_the_survey_and_not_all_of_them_truly() {
    let expected = |kind| match kind {
        LatentType::CorporatePowerUser => Motivation::Business,
        LatentType::SocialAmbassador => Motivation::Social,
        LatentType::CompetitiveAthlete => Motivation::Competitive,
        LatentType::CasualDropIn => Motivation::Convenience,
    };
    let (mut answered, mut telling) = (0.0, 0.0);
    for kind in &LatentType::ALL[..3] {
        for index in of_kind(&CLUB, *kind) {
            let answers = super::super::survey::responses(&CLUB, index);
            let motivation = answers.iter().find(|answer| answer.question == "motivation");
            if let Some(answer) = motivation {
                let motivation = Motivation::of_response(&answer.response);
                assert!(motivation.is_some(), "{}", answer.response);
                answered += 1.0;
                telling += f64::from(motivation == Some(expected(*kind)));
            }
        }
    }
    assert!((0.45..0.7).contains(&(answered / 402.0)), "{answered}");
    assert!(
        (0.45..0.8).contains(&(telling / answered)),
        "{telling} of {answered}"
    );
}
