use xxhash_rust::xxh3::xxh3_128;

use super::alternatives::alternatives;
use super::answer::{DisplacedMember, EventDecision, Recommendation};
use super::court_choice::choose;
use super::details;
use super::displacement::Choice;
use super::occupancy::Occupancy;
use super::offer::Offer;
use super::request::DecideEventRequest;
use super::stake::{Situation, Stake, to_money};
use super::validate::{Wanted, validate};
use crate::club::instant_of;
use crate::error::Result;
use crate::settings::EventPolicy;

/// Judges a request by the plain rule: revenue against each displaced member's value times their segment's uplift.
pub(crate) fn decide(situation: &Situation<'_>, request: &DecideEventRequest) -> Result<EventDecision> {
    let wanted = validate(request, situation)?;
    let occupancy = Occupancy::new(situation.club, wanted.starts_at, wanted.ends_at());
    let mut answer = match obstacle_or_choice(situation, &wanted, &occupancy) {
        Err(obstacle) => refused(situation, &wanted, &obstacle),
        Ok(choice) => judged(
            situation,
            &wanted,
            &Offer {
                starts_at: wanted.starts_at,
                revenue: wanted.revenue,
                choice,
            },
        ),
    };
    answer.id = decision_id(situation, &wanted);
    answer.assumptions = assumptions(situation, &occupancy);
    Ok(answer)
}

/// The courts to take, or why the event cannot be held as asked.
fn obstacle_or_choice(
    situation: &Situation<'_>,
    wanted: &Wanted,
    occupancy: &Occupancy,
) -> std::result::Result<Choice, String> {
    let venue = situation.club.venue();
    if !venue.is_open(venue.wall_time(instant_of(wanted.starts_at)), wanted.minutes) {
        return Err("the club is closed for all or part of that time".to_owned());
    }
    choose(situation, occupancy, wanted.courts, wanted.court_ids.as_deref()).ok_or_else(|| {
        let taken = occupancy.is_taken.iter().filter(|&&taken| taken).count();
        format!(
            "{taken} of {} courts are already given to events or out of use",
            venue.courts.len()
        )
    })
}

fn judged(situation: &Situation<'_>, wanted: &Wanted, offer: &Offer) -> EventDecision {
    let accept_net = situation.settings.event.accept_net;
    let net = offer.net();
    let is_accepted = net > accept_net;
    let alternatives = alternatives(situation, wanted, is_accepted.then_some(net));
    let recommendation = if is_accepted {
        Recommendation::Accept
    } else if !alternatives.is_empty() || net >= -accept_net {
        Recommendation::CounterOffer
    } else {
        Recommendation::Decline
    };
    let details = details::of_verdict(situation, recommendation, offer, &alternatives);
    EventDecision {
        estimated_churn_cost: offer.churn_cost().whole_units(),
        net: net.units(),
        court_ids: offer
            .choice
            .courts
            .iter()
            .map(|&court| situation.club.venue().courts[court].id)
            .collect(),
        displaced_members: displaced_members(situation, &offer.choice),
        displaced_guests: offer.choice.guests,
        alternatives,
        ..blank(situation, wanted, recommendation, details)
    }
}

fn refused(situation: &Situation<'_>, wanted: &Wanted, obstacle: &str) -> EventDecision {
    let alternatives = alternatives(situation, wanted, None);
    let recommendation = if alternatives.is_empty() {
        Recommendation::Decline
    } else {
        Recommendation::CounterOffer
    };
    let details = details::of_obstacle(obstacle, &alternatives);
    EventDecision {
        alternatives,
        ..blank(situation, wanted, recommendation, details)
    }
}

fn blank(
    situation: &Situation<'_>,
    wanted: &Wanted,
    recommendation: Recommendation,
    details: String,
) -> EventDecision {
    EventDecision {
        recommendation,
        details,
        estimated_churn_cost: 0,
        id: String::new(),
        engine_version: situation.engine_version.to_owned(),
        policy: "simple".to_owned(),
        date_time: details::local_text(situation, wanted.starts_at),
        ends_at: details::local_text(situation, wanted.ends_at()),
        revenue: wanted.revenue.units(),
        net: 0.0,
        court_ids: Vec::new(),
        displaced_members: Vec::new(),
        displaced_guests: 0,
        alternatives: Vec::new(),
        assumptions: Vec::new(),
    }
}

/// The costliest first, then by id.
fn displaced_members(situation: &Situation<'_>, choice: &Choice) -> Vec<DisplacedMember> {
    let mut displaced: Vec<(Stake, usize, u32, usize)> = choice
        .members
        .iter()
        .filter_map(|(&member, &(starts_at, court))| {
            Some(((situation.stake_of)(member)?, member, starts_at, court))
        })
        .collect();
    displaced.sort_by_key(|&(stake, member, ..)| (std::cmp::Reverse(stake.micro_cents()), member));
    let row = |(stake, member, starts_at, court): (Stake, usize, u32, usize)| {
        let member = &situation.club.people()[member].member;
        DisplacedMember {
            id: member.id.clone(),
            name: member.name.clone(),
            segment: situation.settings.segments[stake.segment].id.clone(),
            ltv: stake.ltv.units(),
            uplift: stake.uplift,
            expected_loss: to_money(stake.micro_cents()).units(),
            starts_at: details::local_text(situation, starts_at),
            court_id: situation.club.venue().courts[court].id,
        }
    };
    displaced.into_iter().map(row).collect()
}

/// The same question to the same engine under the same overrides has the same id.
fn decision_id(situation: &Situation<'_>, wanted: &Wanted) -> String {
    let question = format!(
        "{} {} {} {} {} {} {:?} {:?}",
        situation.engine_version,
        situation.overrides,
        wanted.starts_at,
        wanted.minutes,
        wanted.courts,
        wanted.revenue.cents(),
        wanted.court_ids,
        wanted.headcount
    );
    format!("{:032x}", xxh3_128(question.as_bytes()))
}

fn assumptions(situation: &Situation<'_>, occupancy: &Occupancy) -> Vec<String> {
    let event = &situation.settings.event;
    let mut texts = vec![
        "the rise in churn after a displacement is a prior per segment: no effect size is published"
            .to_owned(),
        "lifetime values are the segments' cold-start figures from the settings".to_owned(),
        "fewer courts are offered at the same price a court".to_owned(),
        if event.courts_interchangeable {
            "staff may move bookings between like courts".to_owned()
        } else {
            "bookings keep their court".to_owned()
        },
    ];
    if event.policy == EventPolicy::ExpectedValue {
        texts.push("the policy expected_value is not in this version: judged by the plain rule".to_owned());
    }
    if occupancy.without_court > 0 {
        let count = occupancy.without_court;
        texts.push(format!(
            "{count} bookings in that time name no court and are taken as not displaced"
        ));
    }
    if situation.club.bookings().iter().next().is_none() {
        texts.push("the club has no bookings on record".to_owned());
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    #[test]
    fn twelve_members_at_2682_with_three_percent_cost_965_52() {
        let stake = Stake {
            segment: 0,
            ltv: Money::from_cents(268_200),
            uplift: 0.03,
        };
        let loss = to_money(12 * stake.micro_cents());
        assert_eq!(loss.to_string(), "965.52");
        assert_eq!(loss.whole_units(), 966);
    }
}
