use crate::domain::{Instant, Money};
use crate::{Club, Settings};

/// What the club stands to lose when one member is displaced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stake {
    /// Segment index in the settings' table.
    pub segment: usize,
    /// Lifetime value.
    pub ltv: Money,
    /// Rise in churn probability.
    pub uplift: f64,
}

impl Stake {
    /// Lifetime value times the rise, in millionths of a cent so that sums are exact in any order.
    pub(crate) fn micro_cents(&self) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "values are below 9e12 cents and uplifts at most 1"
        )]
        let micro_cents = (self.ltv.cents() as f64 * (self.uplift * 1e6).round()) as i64;
        micro_cents.max(0)
    }
}

/// Sums of millionths of a cent, rounded half up to cents.
pub(crate) const fn to_money(micro_cents: i64) -> Money {
    Money::from_cents((micro_cents + 500_000).div_euclid(1_000_000))
}

/// What a decision looks at.
pub(crate) struct Situation<'a> {
    pub club: &'a Club,
    pub settings: &'a Settings,
    pub as_of: Instant,
    pub engine_version: &'a str,
    /// What people decided over the engine, as one text; empty without overrides.
    pub overrides: &'a str,
    /// The stake of an active member; `None` for anyone else, who counts as a guest.
    pub stake_of: &'a dyn Fn(usize) -> Option<Stake>,
}
