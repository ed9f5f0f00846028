use std::cmp::Reverse;

use super::displacement::Choice;
use super::income::Income;
use super::stake::{Situation, micro_cents, to_money};
use crate::domain::Money;

/// A time, a number of courts, and what that would bring and cost in expectation.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub starts_at: u32,
    pub minutes: u32,
    pub income: Income,
    pub choice: Choice,
    /// Expected loss of bookings yet to come.
    pub unbooked_loss: Money,
    /// Expected loss by organisers of those who leave.
    pub spilled_churn: Money,
}

impl Offer {
    /// By displaced members.
    pub(super) fn displaced_churn(&self) -> Money {
        to_money(self.choice.churn)
    }

    /// K: expected value lost through members who leave.
    pub(super) fn churn_cost(&self) -> Money {
        self.displaced_churn() + self.spilled_churn
    }

    /// Expected loss of the displaced visits themselves.
    pub(super) fn firm_loss(&self) -> Money {
        to_money(self.choice.firm)
    }

    /// All it costs elsewhere.
    pub(super) fn cost(&self) -> Money {
        self.churn_cost() + self.firm_loss() + self.unbooked_loss
    }

    /// What it is expected to bring in all.
    pub(super) fn net(&self) -> Money {
        money(self.income.expected()) - self.cost()
    }

    pub(super) fn revenue(&self) -> Money {
        money(self.income.revenue)
    }

    /// Whether it nets more than `other`, or the same and displaces fewer people.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let people = |offer: &Self| offer.choice.members.len() + offer.choice.guests as usize;
        (self.net(), Reverse(people(self))) > (other.net(), Reverse(people(other)))
    }
}

/// Net above which an event of that revenue is accepted.
pub(super) fn threshold(situation: &Situation<'_>, revenue: Money) -> Money {
    let event = &situation.settings.event;
    if situation.is_full() {
        event
            .accept_net
            .max(money(revenue.units() * event.accept_share_of_revenue))
    } else {
        event.accept_net
    }
}

/// Currency units to the cent; what is beyond all bounds is taken at the bound.
pub(super) fn money(units: f64) -> Money {
    if units < 0.0 {
        -to_money(micro_cents(-units * 100.0))
    } else {
        to_money(micro_cents(units * 100.0))
    }
}
