use chrono::{DateTime, Duration, Utc};
use cic_core::engine::EventDecision;
use cic_core::planning::CourtDemand;

use crate::truth::SEGMENTS;
use crate::world::World;

/// The expected net of accepting, for one who knows the truth of the club; the courts are those of the decision.
pub(crate) fn expected_net(world: &World, decision: &EventDecision) -> f64 {
    decision.revenue
        - visits_lost(world, decision)
        - spill_lost(world, decision)
        - churn_lost(world, decision)
}

/// Displaced members leave with their true probability and take their true value along.
fn churn_lost(world: &World, decision: &EventDecision) -> f64 {
    let lost = |member: &cic_core::engine::DisplacedMember| {
        let number: usize = member.id[1..].parse().unwrap_or(0);
        let (segment, value_factor) = world.members[number];
        let is_short_notice = instant(&member.starts_at) < world.as_of + Duration::hours(48);
        rise(world, segment, is_short_notice) * member.ltv * value_factor
    };
    decision.displaced_members.iter().map(lost).sum()
}

/// The true uplift of a segment, at its mean and otherwise neutral.
fn uplift(world: &World, segment: usize) -> f64 {
    SEGMENTS[segment].3 * world.truth.uplift_factor[segment]
}

/// The true rise of a displaced member: the same shape of answer, with true figures.
fn rise(world: &World, segment: usize, is_short_notice: bool) -> f64 {
    let (event, economics) = (&world.settings.event, &world.settings.economics.cold_start);
    let odds = |probability: f64| probability / (1.0 - probability);
    let before = 1.0 - (-12.0 / economics[SEGMENTS[segment].0].tenure_months).exp();
    let shift = event.short_notice_log_odds * f64::from(u8::from(is_short_notice))
        - event.recapture_log_odds * world.truth.recapture[segment];
    let after = odds((before + uplift(world, segment)).min(0.999)) * shift.exp();
    (after / (1.0 + after) - before).max(0.0)
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .unwrap_or_default()
}

/// Fees of displaced bookings that are not recaptured.
fn visits_lost(world: &World, decision: &EventDecision) -> f64 {
    if decision.displaced_members.is_empty() {
        return 0.0;
    }
    let (from, until) = (instant(&decision.date_time), instant(&decision.ends_at));
    let lost = world.on_hand.iter().filter(|row| {
        decision.court_ids.contains(&row.court)
            && row.starts_at < until
            && row.starts_at + Duration::hours(1) > from
    });
    lost.map(|row| {
        let share = |&member: &usize| 1.0 - world.truth.recapture[world.members[member].0];
        world.truth.fee * row.members.iter().map(share).sum::<f64>() / row.members.len() as f64
    })
    .sum()
}

/// Demand yet to come that finds no court: its fees, and its organisers who leave.
fn spill_lost(world: &World, decision: &EventDecision) -> f64 {
    let (mut slot, until) = (instant(&decision.date_time), instant(&decision.ends_at));
    let mix =
        |of: &dyn Fn(usize) -> f64| -> f64 { (0..4).map(|segment| SEGMENTS[segment].2 * of(segment)).sum() };
    let economics = &world.settings.economics.cold_start;
    let value = |segment: usize| cic_core::ltv::cold_start_value(&economics[SEGMENTS[segment].0]).units();
    let fee = world.truth.fee / 2.0 * mix(&|segment| 1.0 - world.truth.recapture[segment]);
    let churn = world.settings.event.spilled_churn_share / 2.0
        * mix(&|segment| uplift(world, segment) * value(segment));
    let mut lost = 0.0;
    while slot < until {
        let free = world.free(slot);
        let demand = CourtDemand::negative_binomial(world.remaining(slot), world.truth.overdispersion);
        let spill = demand.map_or(0.0, |demand| {
            demand.expected_spill_of_taking(decision.court_ids.len(), free)
        });
        lost += spill * (fee + churn);
        slot += Duration::minutes(30);
    }
    lost
}
