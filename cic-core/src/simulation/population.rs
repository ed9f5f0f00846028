//! Who the people are: when they joined, on which plan, in which household.

use super::calendar::{Calendar, MINUTES_PER_DAY};
use super::dice::{Dice, Purpose};
use super::employment::{Employer, post};
use super::hour_taste::HourTaste;
use super::latent_type::LatentType;
use super::names::{self, FullName};
use super::person::{Habits, Person};
use super::premises::{CASUAL, FAMILY, Premises, STANDARD, STANDARD_ANNUAL, UNLIMITED, UNLIMITED_ANNUAL};
use super::programme::{Series, is_crowded};
use super::town::Town;
use crate::Settings;

const FIRST_ID: u32 = 200_001;
/// Drop-ins for each member with a plan.
const DROP_INS_PER_MEMBER: f64 = 0.45;
/// Members who join a year, for each there is: an ordinary club stays about as large as it is, a crowded one grows.
const JOINING_A_YEAR: f64 = 0.38;
const JOINING_A_YEAR_WHEN_CROWDED: f64 = 0.75;

const MEMBER_MIX: [f64; 4] = [0.17, 0.37, 0.27, 0.19];
const DROP_IN_MIX: [f64; 4] = [0.0, 0.06, 0.04, 0.90];

/// What the people are drawn from.
pub(super) struct Surroundings<'a> {
    pub(super) seed: u64,
    pub(super) members: u32,
    pub(super) settings: &'a Settings,
    pub(super) calendar: &'a Calendar,
    pub(super) premises: &'a Premises,
    pub(super) town: &'a Town,
    pub(super) employers: &'a [Employer],
    pub(super) taste: &'a HourTaste,
    pub(super) programme: &'a [Series],
}

/// People who come to the club together.
struct Arrival {
    joined: i32,
    people: u8,
    with_plan: bool,
}

pub(super) fn populate(around: &Surroundings<'_>) -> Vec<Person> {
    let mut arrivals = arrivals(around);
    arrivals.sort_by_key(|arrival| arrival.joined);
    let mut people = Vec::new();
    for arrival in &arrivals {
        let head = people.len() as u32;
        for _ in 0..arrival.people {
            let person = character(around, arrival, head, &people);
            people.push(person);
        }
    }
    people
}

fn arrivals(around: &Surroundings<'_>) -> Vec<Arrival> {
    let calendar = around.calendar;
    let mut dice = Dice::new(around.seed, Purpose::Joining, 0, 0);
    let years = f64::from(calendar.weeks) / 52.18;
    let crowded = is_crowded(around.premises.courts, around.members);
    let joining = if crowded {
        JOINING_A_YEAR_WHEN_CROWDED
    } else {
        JOINING_A_YEAR
    };
    let initial_share = 1.0 / (1.0 + joining * years);
    let mut arrivals = Vec::new();
    let mut left = around.members;
    while left > 0 {
        let wanted: u8 = if dice.chance(0.05) {
            dice.between(2, 4) as u8
        } else {
            1
        };
        let people = wanted.min(left.min(4) as u8);
        left -= u32::from(people);
        let day = if dice.chance(initial_share) {
            -(dice.exponential(620.0).min(3_200.0) as i32) - 3
        } else {
            joining_day(calendar, &mut dice)
        };
        arrivals.push(Arrival {
            joined: at_the_desk(day, &mut dice),
            people,
            with_plan: true,
        });
    }
    for _ in 0..(f64::from(around.members) * DROP_INS_PER_MEMBER).round() as u32 {
        let day = if dice.chance(initial_share * 0.6) {
            -(dice.exponential(250.0).min(1_500.0) as i32) - 3
        } else {
            joining_day(calendar, &mut dice)
        };
        arrivals.push(Arrival {
            joined: at_the_desk(day, &mut dice),
            people: 1,
            with_plan: false,
        });
    }
    arrivals
}

/// A day of history: more people join in January and September, fewer in summer.
fn joining_day(calendar: &Calendar, dice: &mut Dice) -> i32 {
    use chrono::Datelike;
    loop {
        let day = dice.below(calendar.history_days() as usize) as i32;
        let pull = match calendar.date(day).month() {
            1 => 1.0,
            9 | 10 => 0.85,
            6..=8 => 0.45,
            _ => 0.65,
        };
        if dice.chance(pull) {
            return day;
        }
    }
}

fn at_the_desk(day: i32, dice: &mut Dice) -> i32 {
    day * MINUTES_PER_DAY + dice.between(9 * 60, 16 * 60)
}

fn character(around: &Surroundings<'_>, arrival: &Arrival, head: u32, earlier: &[Person]) -> Person {
    let index = earlier.len() as u32;
    let mut dice = Dice::new(around.seed, Purpose::Character, 0, index);
    let mix = if arrival.with_plan {
        &MEMBER_MIX
    } else {
        &DROP_IN_MIX
    };
    let kind = LatentType::ALL[dice.weighted(mix)];
    let plan = arrival.with_plan.then(|| {
        if arrival.people > 1 {
            FAMILY
        } else {
            choose_plan(kind, &mut dice)
        }
    });
    let habits = Habits::draw(
        kind,
        plan.is_some(),
        around.taste,
        around.programme,
        around.premises.courts,
        &mut dice,
    );
    let mut name = FullName::draw(&mut dice);
    let (mut tract, mut home) = around.town.settle(kind, &mut dice);
    let mut address = names::street_address(&mut dice);
    if head != index {
        let first = &earlier[head as usize];
        name.family.clone_from(&first.name.family);
        address.clone_from(&first.address);
        (tract, home) = (first.tract as usize, first.home);
    }
    Person {
        id: FIRST_ID + index,
        kind,
        name,
        plan,
        monthly_fee: plan.map_or(0, |plan| fee(around.settings, plan, &mut dice)),
        joined: arrival.joined,
        head,
        household_size: arrival.people,
        tract: tract as u32,
        home,
        address,
        post: post(kind, around.employers, &mut dice),
        habits,
        frailty: dice.gamma(2.5, 1.0),
        sensitivity: (kind.temper().sensitivity.0 + kind.temper().sensitivity.1 * dice.normal()).max(0.0),
    }
}

fn choose_plan(kind: LatentType, dice: &mut Dice) -> u8 {
    let plans = [CASUAL, STANDARD, UNLIMITED, STANDARD_ANNUAL, UNLIMITED_ANNUAL];
    let weights = match kind {
        LatentType::CorporatePowerUser => [0.02, 0.18, 0.55, 0.05, 0.20],
        LatentType::SocialAmbassador => [0.14, 0.50, 0.18, 0.13, 0.05],
        LatentType::CompetitiveAthlete => [0.05, 0.34, 0.37, 0.10, 0.14],
        LatentType::CasualDropIn => [0.78, 0.18, 0.01, 0.03, 0.00],
    };
    plans[dice.weighted(&weights)]
}

/// The list price, or less for the few who kept an old one. Families always pay the list price.
fn fee(settings: &Settings, plan: u8, dice: &mut Dice) -> u32 {
    let list = settings.plans[usize::from(plan)].monthly_fee.cents() as u32;
    if plan != FAMILY && dice.chance(0.08) {
        list - 1_000 * dice.between(1, 2) as u32
    } else {
        list
    }
}
