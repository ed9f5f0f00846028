use chrono::Duration;
use cic_core::Settings;
use cic_core::domain::{Instant, Member, MemberStatus, SurveyResponse};
use cic_core::ltv::{Discounting, cold_start_value};

use crate::dice::Dice;
use crate::truth::{SEGMENTS, Scenario, Truth};

/// Members at any time.
pub(crate) const MEMBERS: usize = 320;
const DAYS_A_MONTH: f64 = 30.4375;
/// Months before as-of in which members come and go.
const MONTHS: f64 = 40.0;

/// A member, past or present, and what the oracle knows of them.
pub(crate) struct Person {
    pub segment: usize,
    pub joined_at: Instant,
    pub left_at: Option<Instant>,
    /// Probability to leave within 12 months.
    pub churn: f64,
    /// Margin to come, currency units.
    pub value: f64,
}

/// Everyone who ever was a member; by place, who held it, the latest last: one who leaves is followed by another of
/// the same segment.
pub(crate) struct People {
    pub everyone: Vec<Person>,
    pub places: Vec<Vec<usize>>,
}

impl People {
    pub(crate) fn live(
        scenario: Scenario,
        truth: &Truth,
        settings: &Settings,
        as_of: Instant,
        monthly_spend: f64,
        dice: &mut Dice,
    ) -> Self {
        let mut people = Self {
            everyone: Vec::new(),
            places: vec![Vec::new(); MEMBERS],
        };
        for place in 0..MEMBERS {
            let segment = segment_at(dice.uniform());
            let mut from = MONTHS;
            loop {
                // What makes one member stay longer than another of the segment, and shows in nothing.
                let own = if scenario.has_exits() {
                    dice.gamma(0.3)
                } else {
                    1.0
                };
                let hazard = truth.hazard[segment] * own;
                let stays = dice.exponential(1.0 / hazard);
                let left = (scenario.has_exits() && stays < from).then_some(from - stays);
                let before = |months: f64| as_of - seconds(months * DAYS_A_MONTH * 86_400.0);
                people.places[place].push(people.everyone.len());
                people.everyone.push(Person {
                    segment,
                    joined_at: before(from),
                    left_at: left.map(before),
                    churn: 1.0 - (-12.0 * hazard).exp(),
                    value: match scenario.has_exits() {
                        true => margin_to_come(settings, segment, hazard, monthly_spend),
                        false => usual_value(settings, segment) * truth.value_factor[segment],
                    },
                });
                match left {
                    Some(left) => from = left,
                    None => break,
                }
            }
        }
        people
    }

    /// Who holds a place at an instant.
    pub(crate) fn at(&self, place: usize, instant: Instant) -> usize {
        let holders = &self.places[place];
        let left = |&holder: &usize| self.everyone[holder].left_at.is_some_and(|left| left <= instant);
        holders[holders.partition_point(left).min(holders.len() - 1)]
    }

    /// Present members.
    pub(crate) fn present(&self) -> impl Iterator<Item = &Person> {
        self.everyone.iter().filter(|person| person.left_at.is_none())
    }

    /// As the club's records show one of them.
    pub(crate) fn member(&self, number: usize, settings: &Settings) -> Member {
        let person = &self.everyone[number];
        let id = SEGMENTS[person.segment].0;
        Member {
            id: member_id(number),
            name: format!("Member {number}"),
            email: None,
            joined_at: person.joined_at,
            status: match person.left_at {
                Some(_) => MemberStatus::Cancelled,
                None => MemberStatus::Active,
            },
            cancelled_at: person.left_at,
            plan: Some(id.to_owned()),
            monthly_fee: Some(settings.economics.cold_start[id].monthly),
            renews_on: None,
            home_zip_code: None,
            home_address: None,
            household: None,
        }
    }

    /// The answer that tells their segment.
    pub(crate) fn answer(&self, number: usize) -> SurveyResponse {
        let person = &self.everyone[number];
        SurveyResponse {
            member_id: member_id(number),
            survey_name: "onboarding".to_owned(),
            question: "motivation".to_owned(),
            response: SEGMENTS[person.segment].1.to_owned(),
            answered_at: Some(person.joined_at),
        }
    }
}

pub(crate) fn member_id(number: usize) -> String {
    format!("M{number:04}")
}

#[expect(clippy::cast_possible_truncation, reason = "a few years of seconds")]
pub(crate) fn seconds(count: f64) -> Duration {
    Duration::seconds(count as i64)
}

fn segment_at(mut place: f64) -> usize {
    for (segment, (_, _, share, _)) in SEGMENTS.iter().enumerate() {
        if place < *share {
            return segment;
        }
        place -= share;
    }
    SEGMENTS.len() - 1
}

fn usual_value(settings: &Settings, segment: usize) -> f64 {
    cold_start_value(&settings.economics.cold_start[SEGMENTS[segment].0]).units()
}

/// The integral to the horizon of exp(-hazard t) x (fee + spend) x margin, discounted.
fn margin_to_come(settings: &Settings, segment: usize, hazard: f64, monthly_spend: f64) -> f64 {
    const STEPS: u32 = 10;
    let economics = &settings.economics;
    let monthly = economics.cold_start[SEGMENTS[segment].0].monthly.units() + monthly_spend;
    let discounting = Discounting::new(economics.annual_discount_rate);
    let steps = economics.horizon_months * STEPS;
    let piece = |step: u32| {
        let middle = (f64::from(step) + 0.5) / f64::from(STEPS);
        (-hazard * middle).exp() * discounting.factor(middle) / f64::from(STEPS)
    };
    monthly * economics.margin * (0..steps).map(piece).sum::<f64>()
}
