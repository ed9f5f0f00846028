use std::sync::OnceLock;

use super::commitment::Commitments;
use super::model::EventModel;
use super::stretch::Stretch;
use crate::domain::{Instant, Money};
use crate::{Club, Settings};

/// What the club stands to lose with one member: all that a decision asks of the models of value and churn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stake {
    /// Segment index in the settings' table.
    pub segment: usize,
    /// Lifetime value.
    pub ltv: Money,
    /// Standard deviation of what it comes to, currency units: how long they stay, what they spend, and the doubt.
    pub ltv_deviation: f64,
    /// Standard deviation of what is known of its expectation, currency units.
    pub ltv_doubt: f64,
    /// Probability to leave within 12 months, without this displacement.
    pub churn: f64,
    /// The mean of that in the member's segment.
    pub segment_churn: f64,
    /// Whether a fitted model says so, instead of the segment's usual figures.
    pub is_learned: bool,
}

impl Stake {
    /// Value times a rise in the probability to leave, in millionths of a cent so that sums are exact in any order.
    pub(crate) fn micro_cents(&self, rise: f64) -> i64 {
        micro_cents(self.ltv.cents() as f64 * rise)
    }
}

/// Cents as millionths of a cent; nothing is below 0.
pub(crate) fn micro_cents(cents: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "values are below 9e12 cents; a float's cast saturates"
    )]
    let micro_cents = (cents * 1e6).round() as i64;
    micro_cents.max(0)
}

/// Sums of millionths of a cent, rounded half up to cents.
pub(crate) const fn to_money(micro_cents: i64) -> Money {
    Money::from_cents((micro_cents.saturating_add(500_000)).div_euclid(1_000_000))
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
    pub stake_of: &'a (dyn Fn(usize) -> Option<Stake> + Sync),
    /// Demand, worth and beliefs.
    pub model: &'a EventModel,
    /// Events that were committed since the club was read.
    pub commitments: &'a Commitments,
    /// The days ahead, once a question has looked at them.
    pub ahead: &'a OnceLock<Stretch>,
}

impl Situation<'_> {
    /// Whether the full model judges.
    pub(crate) fn is_full(&self) -> bool {
        self.settings.event.policy == crate::settings::EventPolicy::ExpectedValue
    }

    /// The segment index that stands for nobody known.
    pub(crate) const fn unknown_segment(&self) -> usize {
        self.settings.segments.len()
    }
}
