//! Why members leave: a weekly hazard of giving notice, known to the last figure.

use serde::Serialize;

use super::calendar::MINUTES_PER_DAY;
use super::contract;
use super::dice::{Dice, Purpose};
use super::person::{Mood, NEVER, Person};
use super::play::Impression;
use super::world::World;
use crate::domain::Billing;

/// The hazard of giving notice in a week in which the contract allows it:
///
/// `base(type) x frailty x (1 + weeks of membership / 26)^-tenure x exp(silence x s + grief x g + frustration x f)`,
///
/// and the probability is `1 - exp(-hazard)`. `s` is the share, 0 to 1, by which the last month's visits fall short of
/// the person's own half-year habit; `g` and `f` are hurts that fade by a constant share each week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HazardParameters {
    /// Effect of silence.
    pub silence: f64,
    /// Effect of a unit of grief: one displacement, more at short notice, less when another court was found,
    /// times the person's sensitivity.
    pub grief: f64,
    /// Effect of one wish that found no court.
    pub frustration: f64,
    /// Exponent of tenure.
    pub tenure: f64,
    /// Share of grief left after a week.
    pub grief_kept: f64,
    /// Share of frustration left after a week.
    pub frustration_kept: f64,
    /// Factor for annual members in the weeks before renewal, when alone they may leave.
    pub annual_reflection: f64,
    /// Weight of the newest week in the last month's visits.
    pub recent_weight: f64,
    /// Weight of the newest week in the half-year habit.
    pub habit_weight: f64,
}

/// The values in force.
pub(super) const HAZARD: HazardParameters = HazardParameters {
    silence: 2.8,
    grief: 0.65,
    frustration: 0.10,
    tenure: 0.35,
    grief_kept: 0.92,
    frustration_kept: 0.85,
    annual_reflection: 3.0,
    recent_weight: 0.35,
    habit_weight: 0.04,
};

/// Weekly chance that a monthly member pauses.
const PAUSES: f64 = 0.000_7;

/// How silence, grief and frustration multiply the hazard.
pub(super) fn strain(mood: &Mood) -> f64 {
    let silence = (1.0 - (mood.recent_visits + 0.1) / (mood.usual_visits + 0.1)).clamp(0.0, 1.0);
    (HAZARD.silence * silence + HAZARD.grief * mood.grief + HAZARD.frustration * mood.frustration).exp()
}

/// The hazard of a week but for strain, `days` after joining.
pub(super) fn calm_hazard(person: &Person, days: i32) -> f64 {
    let settled = (1.0 + f64::from(days.max(0)) / 7.0 / 26.0).powf(-HAZARD.tenure);
    person.kind.temper().weekly_hazard * person.frailty * settled
}

/// Takes a week's play in: smoothed visits, hurts and spending.
pub(super) fn digest(person: &Person, mood: &mut Mood, impression: &Impression) {
    let visits = f64::from(impression.visits);
    mood.recent_visits += HAZARD.recent_weight * (visits - mood.recent_visits);
    mood.usual_visits += HAZARD.habit_weight * (visits - mood.usual_visits);
    mood.grief = HAZARD.grief_kept * mood.grief + person.sensitivity * f64::from(impression.hurt);
    mood.frustration = HAZARD.frustration_kept * mood.frustration + f64::from(impression.refused);
    mood.weekly_spend += 0.06 * (f64::from(impression.spent) - mood.weekly_spend);
    mood.usual_strain += 0.05 * (strain(mood) - mood.usual_strain);
    mood.displacements += u32::from(impression.displacements);
    mood.visits += u32::from(impression.visits);
}

/// At the end of a week the one who decides for a household stays, pauses or gives notice.
pub(super) fn decide(world: &World, index: u32, mood: &mut Mood, week: u32) {
    let person = &world.people[index as usize];
    let Some(plan) = person.plan.map(|plan| &world.settings.plans[usize::from(plan)]) else {
        return;
    };
    let calendar = &world.calendar;
    let day = week as i32 * 7 + 6;
    let joined_day = person.joined.div_euclid(MINUTES_PER_DAY);
    if mood.notice_day != NEVER || day < joined_day {
        return;
    }
    let mut dice = Dice::new(world.seed, Purpose::Leaving, week, index);
    let (leaves, pauses) = (dice.unit(), dice.unit());
    let free_to_go = contract::may_give_notice(calendar, plan, person, day) && day >= mood.suspended_until;
    let probability = if free_to_go {
        let reflection = if plan.billing == Billing::Annual {
            HAZARD.annual_reflection
        } else {
            1.0
        };
        1.0 - (-calm_hazard(person, day - joined_day) * strain(mood) * reflection).exp()
    } else {
        0.0
    };
    remember(mood, calendar.month(day), probability);
    if leaves < probability {
        mood.notice_day = day;
        mood.exit_day = contract::exit_day(calendar, plan, person, day);
    } else if plan.billing == Billing::Monthly && day >= mood.suspended_until && pauses < PAUSES {
        mood.suspended_until = day + dice.between(28, 70);
    }
}

fn remember(mood: &mut Mood, month: usize, probability: f64) {
    if mood.monthly_survival.is_empty() {
        mood.first_month = month as u16;
    }
    let place = month - usize::from(mood.first_month);
    mood.monthly_survival.resize(place + 1, 1.0);
    mood.monthly_survival[place] *= (1.0 - probability) as f32;
}
