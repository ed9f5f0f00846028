use std::cmp::Reverse;

use super::displacement::Choice;
use super::stake::to_money;
use crate::domain::Money;

/// A time, a number of courts, and what that would bring and cost.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub starts_at: u32,
    pub revenue: Money,
    pub choice: Choice,
}

impl Offer {
    pub(super) fn churn_cost(&self) -> Money {
        to_money(self.choice.micro_cents)
    }

    pub(super) fn net(&self) -> Money {
        self.revenue - self.churn_cost()
    }

    pub(super) fn displaces_nobody(&self) -> bool {
        self.choice.members.is_empty() && self.choice.guests == 0
    }

    /// Whether it nets more than `other`, or the same and displaces fewer people.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let people = |offer: &Self| offer.choice.members.len() + offer.choice.guests as usize;
        (self.net(), Reverse(people(self))) > (other.net(), Reverse(people(other)))
    }
}
