//! What a person would bring from the end of history on, by the true hazard.

use super::calendar::MINUTES_PER_DAY;
use super::contract;
use super::leaving::{HAZARD, calm_hazard};
use super::person::{Mood, NEVER};
use super::world::World;
use crate::domain::Billing;

const DAYS_PER_MONTH: f64 = 30.44;

/// Expected discounted margin in units of currency over the settings' horizon.
///
/// Week by week by the true hazard at the strain the person is used to, the contract respected; fee (of the whole
/// household for its head, none for the others) and spending as they are. Drop-ins: their fading interest times what
/// they spend.
pub(super) fn expected_margin(world: &World, index: u32, mood: &Mood) -> f64 {
    let person = &world.people[index as usize];
    let economics = &world.settings.economics;
    let today = world.calendar.history_days();
    let weeks = (f64::from(economics.horizon_months) * DAYS_PER_MONTH / 7.0).round() as i32;
    let decides = person.head == index;
    let weekly_fee = if decides {
        f64::from(person.monthly_fee) / DAYS_PER_MONTH * 7.0
    } else {
        0.0
    };
    let plan = person.plan.map(|plan| &world.settings.plans[usize::from(plan)]);
    let joined_day = person.joined.div_euclid(MINUTES_PER_DAY);
    let (mut staying, mut leaving, mut sum) = (1.0, Vec::new(), 0.0);
    for week in 0..weeks {
        let day = today + week * 7;
        let discount = (1.0 + economics.annual_discount_rate).powf(-f64::from(week) * 7.0 / 365.25);
        let spend = mood.weekly_spend
            * person
                .habits
                .fades_over_weeks
                .map_or(1.0, |weeks| (-f64::from(week) / weeks).exp());
        leaving.retain(|(exit, _): &(i32, f64)| *exit > day);
        if mood.notice_day == NEVER {
            let paying = staying + leaving.iter().map(|(_, share)| share).sum::<f64>();
            sum += discount * (weekly_fee * paying + spend * staying);
        } else if mood.exit_day > day {
            sum += discount * weekly_fee;
        }
        let Some(plan) = plan else { continue };
        if contract::may_give_notice(&world.calendar, plan, person, day) {
            let reflection = if plan.billing == Billing::Annual {
                HAZARD.annual_reflection
            } else {
                1.0
            };
            let hazard = calm_hazard(person, day - joined_day) * mood.usual_strain * reflection;
            let going = staying * (1.0 - (-hazard).exp());
            staying -= going;
            leaving.push((contract::exit_day(&world.calendar, plan, person, day), going));
        }
    }
    (sum * economics.margin).round() / 100.0
}
