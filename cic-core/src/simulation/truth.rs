//! Every latent value of a simulated club, as `truth.json` has it.

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::calendar::MINUTES_PER_DAY;
use super::demand::HourDemand;
use super::history::History;
use super::latent_type::LatentType;
use super::leaving::{HAZARD, HazardParameters, strain};
use super::person::NEVER;
use super::prospect::expected_margin;
use super::world::World;

/// What the simulation knows and the exports do not say.
#[derive(Debug, Clone, Serialize)]
pub struct Truth {
    /// The seed of the simulation.
    pub seed: u64,
    /// The first day of the booking history.
    pub begins_on: NaiveDate,
    /// The last day of history.
    pub ends_on: NaiveDate,
    /// How members come to leave.
    pub hazard: HazardParameters,
    /// Weekly hazard of each type when all is well, before frailty and tenure.
    pub weekly_hazard: Vec<(LatentType, f64)>,
    /// The horizon of `expected_margin`.
    pub margin_horizon_months: u32,
    /// Wishes for a court by hour of the week: weekday (Monday 0) x 24 + hour.
    pub demand: Vec<HourDemand>,
    /// Members who gave notice in the history.
    pub notices: u32,
    /// Members whose membership ended in the history.
    pub exits: u32,
    /// Everyone, in the order of joining.
    pub people: Vec<PersonTruth>,
}

/// The latent values of one person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonTruth {
    /// The member's id.
    #[serde(serialize_with = "as_text")]
    pub id: u32,
    /// What kind of customer they are.
    pub kind: LatentType,
    /// Who decides for the household; the member's own id when they live alone.
    #[serde(serialize_with = "as_text")]
    pub decided_by: u32,
    /// Visits wished for in an ordinary week.
    pub weekly_visits: f64,
    /// Weeks in which a drop-in's interest falls to a third.
    pub fades_over_weeks: Option<f64>,
    /// Whose hours they keep.
    pub hours_of: LatentType,
    /// Share of visits at habitual times.
    pub regularity: f64,
    /// Habitual times: weekday (Monday 0) x 48 + half hour.
    pub habitual_half_hours: Vec<u16>,
    /// Share of visits that are sessions.
    pub session_taste: f64,
    /// Share of visits that are lessons.
    pub lesson_taste: f64,
    /// Share of seats offered to a fixed partner.
    pub loyalty: f64,
    /// Fixed partners at the end of history.
    #[serde(serialize_with = "all_as_text")]
    pub partners: Vec<u32>,
    /// Factor on the hazard.
    pub frailty: f64,
    /// How much a displacement hurts.
    pub displacement_sensitivity: f64,
    /// Displacements in the history.
    pub displacements: u32,
    /// Visits in the history.
    pub visits: u32,
    /// Logarithm of appetite at the end of history, 0 when ordinary.
    pub appetite: f64,
    /// Factor that silence, grief and frustration put on the hazard at the end of history.
    pub strain: f64,
    /// What is left of the hurt of displacements.
    pub grief: f64,
    /// The month of the first value of `monthly_notice_probability`, as its first day.
    pub observed_from: Option<NaiveDate>,
    /// Probability of giving notice in each month of the history, given not before; 0 where the contract forbids it.
    #[serde(serialize_with = "rounded")]
    pub monthly_notice_probability: Vec<f32>,
    /// When notice was given, if it was.
    pub notice_on: Option<NaiveDate>,
    /// When the membership ends or ended, if notice was given.
    pub exit_on: Option<NaiveDate>,
    /// Expected discounted margin from the end of history on, in units of currency.
    pub expected_margin: f64,
}

impl Truth {
    pub(super) fn of(world: &World, history: &History) -> Self {
        let people: Vec<_> = (0..world.people.len() as u32)
            .into_par_iter()
            .map(|index| PersonTruth::of(world, history, index))
            .collect();
        let exits = history
            .moods
            .iter()
            .filter(|mood| mood.exit_day < world.calendar.history_days());
        Self {
            seed: world.seed,
            begins_on: world.calendar.date(0),
            ends_on: world.calendar.date(world.calendar.history_days() - 1),
            hazard: HAZARD,
            weekly_hazard: LatentType::ALL
                .map(|kind| (kind, kind.temper().weekly_hazard))
                .to_vec(),
            margin_horizon_months: world.settings.economics.horizon_months,
            demand: history.demand.clone(),
            notices: people.iter().filter(|person| person.notice_on.is_some()).count() as u32,
            exits: exits.count() as u32,
            people,
        }
    }
}

impl PersonTruth {
    fn of(world: &World, history: &History, index: u32) -> Self {
        let (person, mood) = (&world.people[index as usize], &history.moods[index as usize]);
        let (habits, calendar) = (&person.habits, &world.calendar);
        let day = |day: i32| (day != NEVER).then(|| calendar.date(day));
        let observed = !mood.monthly_survival.is_empty();
        debug_assert!(person.joined < calendar.history_days() * MINUTES_PER_DAY);
        Self {
            id: person.id,
            kind: person.kind,
            decided_by: world.people[person.head as usize].id,
            weekly_visits: short(habits.weekly_visits),
            fades_over_weeks: habits.fades_over_weeks.map(short),
            hours_of: habits.hours_of,
            regularity: short(habits.regularity),
            habitual_half_hours: habits.times[..usize::from(habits.times_count)].to_vec(),
            session_taste: short(habits.sessions),
            lesson_taste: short(habits.lessons),
            loyalty: short(habits.loyalty),
            partners: history
                .acquaintance
                .partners(index)
                .map(|other| world.people[other as usize].id)
                .collect(),
            frailty: short(person.frailty),
            displacement_sensitivity: short(person.sensitivity),
            displacements: mood.displacements,
            visits: mood.visits,
            appetite: short(mood.appetite),
            strain: short(strain(mood)),
            grief: short(mood.grief),
            observed_from: observed.then(|| calendar.month_begins(usize::from(mood.first_month))),
            monthly_notice_probability: mood.monthly_survival.iter().map(|stays| 1.0 - stays).collect(),
            notice_on: day(mood.notice_day),
            exit_on: day(mood.exit_day),
            expected_margin: expected_margin(world, index, mood),
        }
    }
}

/// Four decimals are enough for a reader, and keep the file small.
fn short(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn as_text<S: Serializer>(id: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

fn all_as_text<S: Serializer>(ids: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(ids.len()))?;
    for id in ids {
        sequence.serialize_element(&format_args!("{id}"))?;
    }
    sequence.end()
}

fn rounded<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(values.len()))?;
    for value in values {
        sequence.serialize_element(&((f64::from(*value) * 1e6).round() / 1e6))?;
    }
    sequence.end()
}
