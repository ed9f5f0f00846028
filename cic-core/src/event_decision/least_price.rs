use super::offer::{Offer, threshold};
use super::stake::Situation;
use super::uncertainty::Uncertainty;
use super::verdict::Judged;
use crate::domain::Money;

/// Prices are named in steps of 5 currency units.
const STEP_CENTS: i64 = 500;
/// No client is asked for more than this times what they offered.
const MOST: f64 = 1.5;

/// The least price at which the same event would be accepted, rounded up to 5; `None` when none does or it is above
/// 1.5 times the revenue offered. E\[Net\] is linear in the price, and what is lost elsewhere does not depend on it.
pub(super) fn least_price(situation: &Situation<'_>, judged: &Judged) -> Option<Money> {
    let event = &situation.settings.event;
    let offer = &judged.offer;
    let held = 1.0 - offer.income.wash_probability;
    let share = if situation.is_full() {
        event.accept_share_of_revenue
    } else {
        0.0
    };
    if held <= 0.0 {
        return None;
    }
    let beside = offer.income.at_price(Money::ZERO).expected();
    let missing = offer.cost().units() - beside;
    let by_net = (missing + event.accept_net.units()) / held;
    let by_share = match held - share {
        room if room > 0.0 => missing / room,
        _ => return None,
    };
    let by_probability = judged
        .uncertainty
        .map_or(0.0, |sure| (sure.loss_at_acceptance - beside) / held);
    let least = by_net.max(by_share).max(by_probability).max(0.0);
    let most = offer.income.revenue * MOST;
    if !least.is_finite() || least > most {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 1.5 times a revenue that was checked"
    )]
    let steps = (least * 100.0 / STEP_CENTS as f64 - 1e-9).ceil() as i64;
    // The net must exceed the threshold, so a price that just meets it goes one step up.
    (steps..steps + 3)
        .map(|steps| Money::from_cents(steps * STEP_CENTS))
        .find(|&price| is_accepted_at(situation, offer, judged.uncertainty.as_ref(), price))
        .filter(|price| price.units() <= most)
}

fn is_accepted_at(
    situation: &Situation<'_>,
    offer: &Offer,
    sure: Option<&Uncertainty>,
    price: Money,
) -> bool {
    let income = offer.income.at_price(price);
    let priced = Offer {
        income,
        ..offer.clone()
    };
    priced.net() > threshold(situation, price)
        && sure.is_none_or(|sure| income.expected() > sure.loss_at_acceptance)
}
