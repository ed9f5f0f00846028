use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::answer::{
    Alternative, ChurnCost, DisplacedMember, EventDecision, EventIncome, NetInterval, Recommendation,
};
use super::assumptions::assumptions;
use super::counter_offer::{CounterOffer, counter_offers};
use super::details;
use super::displacement::{Choice, Displaced};
use super::draws::Draws;
use super::email::email;
use super::evaluate::{evaluate_in, occupancy, spills};
use super::income::Income;
use super::least_price::least_price;
use super::limits::obstacle;
use super::offer::money;
use super::provenance::provenance;
use super::request::DecideEventRequest;
use super::stake::{Situation, to_money};
use super::tornado::tornado;
use super::uncertainty::{Uncertainty, realised};
use super::validate::{Wanted, validate};
use super::verdict::{Judged, verdict};
use crate::error::Result;
use crate::settings::EventPolicy;

/// Judges a request: what it brings, what it costs elsewhere, how sure that is, and what to offer instead.
pub(crate) fn decide(situation: &Situation<'_>, request: &DecideEventRequest) -> Result<EventDecision> {
    let wanted = validate(request, situation)?;
    let id = decision_id(situation, &wanted);
    let draws = situation
        .is_full()
        .then(|| Draws::new(situation.model, xxh3_64(id.as_bytes())));
    let occupancy = occupancy(situation, &wanted.window());
    let stands_against = obstacle(situation, &wanted.window(), &occupancy);
    let offer = match &stands_against {
        Some(_) => None,
        None => evaluate_in(situation, &wanted.window(), wanted.income, &occupancy),
    };
    let mut answer = match offer {
        Some(offer) => {
            let judged = Judged::of(situation, offer, wanted.court_ids.as_deref(), draws.as_ref());
            of_judged(situation, &wanted, &judged, draws.as_ref())
        }
        None => of_obstacle(
            situation,
            &wanted,
            &stands_against.unwrap_or_default(),
            draws.as_ref(),
        ),
    };
    answer.id = id;
    answer.assumptions = assumptions(situation, &occupancy);
    Ok(answer)
}

fn of_judged(
    situation: &Situation<'_>,
    wanted: &Wanted,
    judged: &Judged,
    draws: Option<&Draws>,
) -> EventDecision {
    let offer = &judged.offer;
    let is_accepted = judged.is_acceptable(situation, None);
    let offers = counter_offers(situation, wanted, Some(judged), is_accepted, draws);
    let alternatives: Vec<Alternative> = offers.iter().map(|offer| alternative(situation, offer)).collect();
    // A higher price stands beside a verdict and does not make one.
    let has_other = offers
        .iter()
        .any(|offer| offer.kind != super::answer::AlternativeKind::HigherPrice);
    let recommendation = verdict(situation, is_accepted, has_other, Some(offer.net()));
    let probability = judged.uncertainty.map(|sure| sure.probability_positive);
    let details = details::of_verdict(situation, recommendation, offer, probability, &alternatives);
    let net = offer.net().units();
    let realised_net = draws.zip(judged.exposure.as_ref()).map(|(draws, exposure)| {
        let slots = spills(situation, &wanted.window());
        interval(realised(situation, offer, exposure, &slots, draws))
    });
    EventDecision {
        estimated_churn_cost: offer.churn_cost().whole_units(),
        net,
        expected_net: net,
        net_interval: judged.uncertainty.as_ref().map(expected_interval),
        realised_net_interval: realised_net,
        probability_net_positive: probability,
        firm_loss: offer.firm_loss().units(),
        unbooked_loss: offer.unbooked_loss.units(),
        churn_cost: ChurnCost {
            displaced: offer.displaced_churn().units(),
            spilled: offer.spilled_churn.units(),
            total: offer.churn_cost().units(),
        },
        price_at_which_accepted: least_price(situation, judged).map(crate::domain::Money::units),
        court_ids: offer
            .choice
            .courts
            .iter()
            .map(|&court| situation.club.venue().courts[court].id)
            .collect(),
        displaced_members: displaced_members(situation, &offer.choice),
        displaced_guests: offer.choice.guests,
        tornado: judged
            .exposure
            .as_ref()
            .map(|exposure| tornado(situation, exposure))
            .unwrap_or_default(),
        ..blank(situation, wanted, recommendation, details, alternatives, &offers)
    }
}

fn of_obstacle(
    situation: &Situation<'_>,
    wanted: &Wanted,
    obstacle: &str,
    draws: Option<&Draws>,
) -> EventDecision {
    let offers = counter_offers(situation, wanted, None, false, draws);
    let alternatives: Vec<Alternative> = offers.iter().map(|offer| alternative(situation, offer)).collect();
    let recommendation = verdict(situation, false, !offers.is_empty(), None);
    let details = details::of_obstacle(obstacle, &alternatives);
    blank(situation, wanted, recommendation, details, alternatives, &offers)
}

fn blank(
    situation: &Situation<'_>,
    wanted: &Wanted,
    recommendation: Recommendation,
    details: String,
    alternatives: Vec<Alternative>,
    offers: &[CounterOffer],
) -> EventDecision {
    let policy = match situation.settings.event.policy {
        EventPolicy::Simple => "simple",
        EventPolicy::ExpectedValue => "expected_value",
    };
    EventDecision {
        recommendation,
        details,
        estimated_churn_cost: 0,
        id: String::new(),
        engine_version: situation.engine_version.to_owned(),
        policy: policy.to_owned(),
        date_time: details::local_text(situation, wanted.starts_at),
        ends_at: details::local_text(situation, wanted.window().ends_at()),
        revenue: wanted.income.revenue,
        net: 0.0,
        expected_net: 0.0,
        net_interval: None,
        realised_net_interval: None,
        probability_net_positive: None,
        firm_loss: 0.0,
        unbooked_loss: 0.0,
        churn_cost: ChurnCost::default(),
        income: income(&wanted.income),
        price_at_which_accepted: None,
        court_ids: Vec::new(),
        displaced_members: Vec::new(),
        displaced_guests: 0,
        email: email(situation, wanted, recommendation, offers),
        alternatives,
        tornado: Vec::new(),
        provenance: provenance(situation),
        assumptions: Vec::new(),
    }
}

fn income(income: &Income) -> EventIncome {
    EventIncome {
        ancillary_margin: money(income.ancillary).units(),
        variable_cost: income.variable_cost,
        deposit_kept: income.deposit_kept,
        wash_probability: income.wash_probability,
        future_value: income.future_value,
        expected: money(income.expected()).units(),
    }
}

fn alternative(situation: &Situation<'_>, other: &CounterOffer) -> Alternative {
    let offer = &other.judged.offer;
    Alternative {
        kind: other.kind,
        date_time: details::local_text(situation, offer.starts_at),
        courts: u32::try_from(offer.choice.courts.len()).unwrap_or(u32::MAX),
        revenue: offer.revenue().units(),
        estimated_churn_cost: offer.churn_cost().whole_units(),
        net: offer.net().units(),
        net_interval: other.judged.uncertainty.as_ref().map(expected_interval),
        probability_net_positive: other.judged.uncertainty.map(|sure| sure.probability_positive),
        displaced_members: offer.choice.members.len(),
        details: details::of_offer(situation, offer),
    }
}

fn expected_interval(uncertainty: &Uncertainty) -> NetInterval {
    interval(uncertainty.expected)
}

fn interval([low, median, high]: [f64; 3]) -> NetInterval {
    let cents = |units: f64| money(units).units();
    NetInterval {
        low: cents(low),
        median: cents(median),
        high: cents(high),
    }
}

/// The costliest first, then by id.
fn displaced_members(situation: &Situation<'_>, choice: &Choice) -> Vec<DisplacedMember> {
    let mut displaced: Vec<(&usize, &Displaced)> = choice.members.iter().collect();
    displaced.sort_by_key(|(member, displaced)| (std::cmp::Reverse(displaced.price.churn), **member));
    let row = |(&member, displaced): (&usize, &Displaced)| {
        let (_, stake) = displaced.price.member?;
        let member = &situation.club.people()[member].member;
        Some(DisplacedMember {
            id: member.id.clone(),
            name: member.name.clone(),
            segment: situation.settings.segments[stake.segment].id.clone(),
            ltv: stake.ltv.units(),
            uplift: (displaced.price.rise.expected * 1e6).round() / 1e6,
            expected_loss: to_money(displaced.price.churn).units(),
            starts_at: details::local_text(situation, displaced.starts_at),
            court_id: situation.club.venue().courts[displaced.court].id,
        })
    };
    displaced.into_iter().filter_map(row).collect()
}

/// The same question to the same engine under the same overrides and commitments has the same id.
fn decision_id(situation: &Situation<'_>, wanted: &Wanted) -> String {
    let question = format!(
        "{} {} {} {:?}",
        situation.engine_version, situation.overrides, situation.commitments.text, wanted
    );
    format!("{:032x}", xxh3_128(question.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use crate::event_decision::stake::Stake;

    #[test]
    fn twelve_members_at_2682_with_three_percent_cost_965_52() {
        let stake = Stake {
            segment: 0,
            ltv: Money::from_cents(268_200),
            ltv_deviation: 0.0,
            ltv_doubt: 0.0,
            churn: 0.3,
            segment_churn: 0.3,
            is_learned: false,
        };
        let loss = to_money(12 * stake.micro_cents(0.03));
        assert_eq!(loss.to_string(), "965.52");
        assert_eq!(loss.whole_units(), 966);
    }
}
