//! What to offer instead: another time, fewer courts, or another price, each judged as the request is.

mod fewer_courts;
mod other_time;
mod other_week;

use super::answer::AlternativeKind;
use super::draws::Draws;
use super::least_price::least_price;
use super::offer::Offer;
use super::stake::Situation;
use super::validate::Wanted;
use super::verdict::{Judged, nets_enough};
use crate::domain::Money;

/// How many offers an answer holds.
const MOST_OFFERS: usize = 3;
/// How many candidates of a kind are simulated before the kind is given up.
const MOST_FINALISTS: usize = 3;
/// Under the full model nets closer than this share of the revenue count as alike: the nearer time wins.
const ALIKE_SHARE: f64 = 0.02;

/// Something to offer instead.
#[derive(Debug)]
pub(super) struct CounterOffer {
    pub kind: AlternativeKind,
    pub judged: Judged,
}

/// What candidates are held against.
struct Bar {
    /// Beside an event that is itself acceptable only what nets more than it does is offered.
    least: Option<Money>,
    /// Nets closer than this count as alike.
    alike: Money,
}

/// At most three offers that pass the test of acceptance, each of its own kind, the best first; the least price at
/// which `request` itself would be accepted is one of them, and comes last.
pub(super) fn counter_offers(
    situation: &Situation<'_>,
    wanted: &Wanted,
    request: Option<&Judged>,
    is_accepted: bool,
    draws: Option<&Draws>,
) -> Vec<CounterOffer> {
    let alike = Money::from_units(wanted.income.revenue * ALIKE_SHARE).unwrap_or_default();
    let alike = if situation.is_full() { alike } else { Money::ZERO };
    let bar = Bar {
        least: request
            .filter(|_| is_accepted)
            .map(|request| request.offer.net() + alike),
        alike,
    };
    let first_acceptable = |offers: Vec<Offer>| {
        let judge = |offer| Judged::of(situation, offer, wanted.court_ids.as_deref(), draws);
        let mut finalists = offers.into_iter().take(MOST_FINALISTS).map(judge);
        finalists.find(|judged| judged.is_acceptable(situation, bar.least))
    };
    let found = [
        (
            AlternativeKind::OtherTime,
            other_time::offers(situation, wanted, &bar),
        ),
        (
            AlternativeKind::FewerCourts,
            fewer_courts::offers(situation, wanted, &bar),
        ),
        (
            AlternativeKind::OtherWeek,
            other_week::offers(situation, wanted, &bar),
        ),
    ];
    let mut offers: Vec<CounterOffer> = found
        .into_iter()
        .filter_map(|(kind, offers)| {
            let judged = first_acceptable(offers)?;
            Some(CounterOffer { kind, judged })
        })
        .collect();
    offers.sort_by_key(|offer| std::cmp::Reverse(offer.judged.offer.net()));
    let priced = request
        .filter(|_| !is_accepted)
        .and_then(|request| at_least_price(situation, request, draws));
    offers.truncate(MOST_OFFERS - usize::from(priced.is_some()));
    offers.extend(priced);
    offers
}

/// The request itself at the least price at which it would be accepted.
fn at_least_price(
    situation: &Situation<'_>,
    request: &Judged,
    draws: Option<&Draws>,
) -> Option<CounterOffer> {
    if !situation.is_full() {
        return None;
    }
    let price = least_price(situation, request)?;
    let offer = Offer {
        income: request.offer.income.at_price(price),
        ..request.offer.clone()
    };
    let courts = request.offer.choice.courts.clone();
    Some(CounterOffer {
        kind: AlternativeKind::HigherPrice,
        judged: Judged::of(situation, offer, Some(&courts), draws),
    })
}

impl Bar {
    fn is_cleared_by(&self, situation: &Situation<'_>, offer: &Offer) -> bool {
        self.is_cleared(situation, offer.net(), offer.revenue())
    }

    fn is_cleared(&self, situation: &Situation<'_>, net: Money, revenue: Money) -> bool {
        nets_enough(situation, net, revenue, self.least)
    }
}
