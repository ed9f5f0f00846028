//! A simulated person: what stays (character) and what changes from week to week (mood).

use super::dice::Dice;
use super::employment::Post;
use super::hour_taste::HourTaste;
use super::latent_type::LatentType;
use super::names::FullName;
use super::premises::HALVES_PER_DAY;
use super::programme::{Series, SessionForm};
use crate::domain::Point;

/// No day, or no person.
pub(super) const NEVER: i32 = i32::MAX;
pub(super) const NOBODY: u32 = u32::MAX;

/// What stays.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: u32,
    pub(super) kind: LatentType,
    pub(super) name: FullName,
    /// Place in the list of plans; none for a drop-in.
    pub(super) plan: Option<u8>,
    /// What is paid a month, in cents; 0 for a drop-in.
    pub(super) monthly_fee: u32,
    /// The local minute of joining, or of the first acquaintance.
    pub(super) joined: i32,
    /// The person who decides for the household: themselves when they live alone.
    pub(super) head: u32,
    /// Members of the household, 1 for one who has a plan alone.
    pub(super) household_size: u8,
    pub(super) tract: u32,
    pub(super) home: Point,
    pub(super) address: String,
    pub(super) post: Post,
    pub(super) habits: Habits,
    /// Multiplies the hazard of leaving.
    pub(super) frailty: f64,
    /// How much a displacement hurts.
    pub(super) sensitivity: f64,
}

/// How a person plays.
#[derive(Debug, Clone)]
pub(super) struct Habits {
    /// Visits wished for a week in an ordinary week.
    pub(super) weekly_visits: f64,
    /// The weeks in which a drop-in's interest falls to a third; members' does not fade.
    pub(super) fades_over_weeks: Option<f64>,
    /// Whose hours they keep.
    pub(super) hours_of: LatentType,
    pub(super) regularity: f64,
    /// Favourite times: weekday x 48 + half hour.
    pub(super) times: [u16; 6],
    pub(super) times_count: u8,
    pub(super) sessions: f64,
    pub(super) lessons: f64,
    pub(super) favourite_series: [u32; 2],
    pub(super) favourite_court: u16,
    pub(super) doubles: f64,
    pub(super) loyalty: f64,
    pub(super) partners_wanted: u8,
    pub(super) stay: [f64; 4],
    pub(super) lead_days: f64,
    pub(super) at_opening: f64,
    pub(super) calls_off: f64,
    pub(super) misses: f64,
    pub(super) flexibility_halves: u8,
    /// Company events a year.
    pub(super) events_a_year: f64,
    /// Draws a person makes of what a survey asks: how content they are by nature.
    pub(super) contentment: f64,
}

impl Habits {
    pub(super) fn draw(
        kind: LatentType,
        with_plan: bool,
        taste: &HourTaste,
        programme: &[Series],
        courts: usize,
        dice: &mut Dice,
    ) -> Self {
        let temper = kind.temper();
        let (mean, shape) = temper.weekly_visits;
        let weekly_visits = if with_plan {
            dice.gamma(shape, mean).clamp(0.08, 7.0)
        } else {
            dice.gamma(1.2, mean * 0.85).clamp(0.02, 3.5)
        };
        let hours_of = if dice.chance(temper.strays) {
            dice.pick(&LatentType::ALL)
        } else {
            kind
        };
        let (times, times_count) = favourite_times(weekly_visits, taste.of(hours_of), dice);
        let mut habits = Self {
            weekly_visits,
            fades_over_weeks: (!with_plan).then(|| dice.gamma(1.5, 45.0).max(3.0)),
            hours_of,
            regularity: dice.share(temper.regularity.0, temper.regularity.1),
            times,
            times_count,
            sessions: dice.share(temper.sessions.0, temper.sessions.1),
            lessons: dice.share(temper.lessons.0, temper.lessons.1),
            favourite_series: [0; 2],
            favourite_court: dice.below(courts) as u16,
            doubles: dice.share(temper.doubles.0, temper.doubles.1),
            loyalty: dice.share(temper.loyalty.0, temper.loyalty.1),
            partners_wanted: dice.between(temper.partners.0, temper.partners.1) as u8,
            stay: temper.stay.map(|weight| weight * (0.5 + dice.unit())),
            lead_days: temper.lead_days * dice.gamma(6.0, 1.0),
            at_opening: dice.share(temper.at_opening, 0.12),
            calls_off: temper.calls_off * dice.gamma(3.0, 1.0),
            misses: temper.misses * dice.gamma(2.0, 1.0),
            flexibility_halves: dice.between(temper.flexibility.0, temper.flexibility.1) as u8,
            events_a_year: if kind == LatentType::CorporatePowerUser && dice.chance(0.65) {
                dice.gamma(3.0, 4.5)
            } else {
                0.0
            },
            contentment: dice.normal(),
        };
        habits.favourite_series = favourite_series(kind, &habits, programme, dice);
        habits
    }
}

/// Distinct days, each with a time of the person's own taste.
fn favourite_times(weekly_visits: f64, taste: &[f64], dice: &mut Dice) -> ([u16; 6], u8) {
    let wanted = weekly_visits.round().clamp(1.0, 6.0) as usize;
    let mut times = [0; 6];
    let mut count = 0;
    for _ in 0..40 {
        let drawn = dice.by_running_total(taste);
        let taken = |time: &u16| usize::from(*time) / HALVES_PER_DAY == drawn / HALVES_PER_DAY;
        if !times[..count].iter().any(taken) {
            times[count] = drawn as u16;
            count += 1;
        }
        if count == wanted {
            break;
        }
    }
    (times, count as u8)
}

/// The best two of a few series, by form and by nearness to a favourite time.
fn favourite_series(kind: LatentType, habits: &Habits, programme: &[Series], dice: &mut Dice) -> [u32; 2] {
    if programme.is_empty() {
        return [NOBODY; 2];
    }
    [(); 2].map(|()| {
        let tried: Vec<usize> = (0..8).map(|_| dice.below(programme.len())).collect();
        let price = |index: &usize| {
            let series = &programme[*index];
            let at = series.weekday * HALVES_PER_DAY + series.half;
            let times = habits.times[..usize::from(habits.times_count)].iter();
            let distance = times.map(|time| at.abs_diff(usize::from(*time)).min(12)).min();
            distance.unwrap_or(12) + dislike(kind, series.form)
        };
        let best = tried.into_iter().min_by_key(price);
        best.map_or(NOBODY, |index| index as u32)
    })
}

/// How little a type cares for a form of session, in half hours of distance it outweighs.
pub(super) const fn dislike(kind: LatentType, form: SessionForm) -> usize {
    match (kind, form) {
        (LatentType::CompetitiveAthlete, SessionForm::OpenPlay) => 6,
        (LatentType::SocialAmbassador, SessionForm::League) => 3,
        (LatentType::SocialAmbassador, SessionForm::Clinic) => 5,
        _ => 0,
    }
}

/// What changes from week to week.
#[derive(Debug, Clone)]
pub(super) struct Mood {
    /// Logarithm of appetite, 0 in an ordinary week.
    pub(super) appetite: f64,
    /// Visits a week, smoothed over about a month and over about half a year.
    pub(super) recent_visits: f64,
    pub(super) usual_visits: f64,
    /// Hurt left by displacements, and by wishes that found no court.
    pub(super) grief: f64,
    pub(super) frustration: f64,
    /// Smoothed spending beside the fee, in cents a week.
    pub(super) weekly_spend: f64,
    /// Smoothed factor that silence, grief and frustration put on the hazard.
    pub(super) usual_strain: f64,
    pub(super) displacements: u32,
    pub(super) visits: u32,
    pub(super) suspended_until: i32,
    /// The day on which notice was given, and that on which the membership ends.
    pub(super) notice_day: i32,
    pub(super) exit_day: i32,
    /// The first month at risk, and for each month the probability that no notice is given in it.
    pub(super) first_month: u16,
    pub(super) monthly_survival: Vec<f32>,
}

impl Mood {
    pub(super) fn new(person: &Person) -> Self {
        Self {
            appetite: 0.0,
            recent_visits: person.habits.weekly_visits * 0.8,
            usual_visits: person.habits.weekly_visits * 0.8,
            grief: 0.0,
            frustration: 0.0,
            weekly_spend: 0.0,
            usual_strain: 1.0,
            displacements: 0,
            visits: 0,
            suspended_until: i32::MIN,
            notice_day: NEVER,
            exit_day: NEVER,
            first_month: 0,
            monthly_survival: Vec::new(),
        }
    }
}
