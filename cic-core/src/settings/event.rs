use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::check_range;
use crate::domain::Money;
use crate::error::Fault;

/// How an event request is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventPolicy {
    /// Revenue against each displaced member's value times the uplift of their segment.
    #[default]
    Simple,
    /// The full model with uncertainty. This version judges by the plain rule and says so in the answer.
    ExpectedValue,
}

/// The share of displaced visits that move to another slot: one figure, or one per segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recapture {
    /// The same for everyone.
    All(f64),
    /// Per segment id.
    PerSegment(BTreeMap<String, f64>),
}

/// Event requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventSettings {
    /// Which model answers.
    pub policy: EventPolicy,
    /// Net above which an event is accepted; also the half-width of the marginal band.
    pub accept_net: Money,
    /// Net above which an event is accepted, as a share of its revenue (full model).
    pub accept_share_of_revenue: f64,
    /// P(Net > 0) from which an event is accepted (full model).
    pub accept_probability: f64,
    /// Rise in churn probability after a displacement, per segment id; laid over the defaults.
    #[serde(deserialize_with = "over_default_uplift")]
    pub uplift: BTreeMap<String, f64>,
    /// Displaced visits that move to another slot (full model).
    pub recapture: Recapture,
    /// Leavers whom a waiting list replaces (full model).
    pub replacement: f64,
    /// Whether staff may move bookings between like courts.
    pub courts_interchangeable: bool,
}

impl Default for EventSettings {
    fn default() -> Self {
        Self {
            policy: EventPolicy::default(),
            accept_net: Money::from_cents(20_000),
            accept_share_of_revenue: 0.25,
            accept_probability: 0.8,
            uplift: default_uplift(),
            recapture: Recapture::All(0.4),
            replacement: 0.0,
            courts_interchangeable: true,
        }
    }
}

impl EventSettings {
    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        check_range(faults, "event.accept_net", self.accept_net.units(), 0.0, 1e6);
        check_range(
            faults,
            "event.accept_share_of_revenue",
            self.accept_share_of_revenue,
            0.0,
            1.0,
        );
        check_range(
            faults,
            "event.accept_probability",
            self.accept_probability,
            0.0,
            1.0,
        );
        check_range(faults, "event.replacement", self.replacement, 0.0, 1.0);
        for (segment, uplift) in &self.uplift {
            check_range(faults, &format!("event.uplift.{segment}"), *uplift, 0.0, 1.0);
        }
        match &self.recapture {
            Recapture::All(share) => check_range(faults, "event.recapture", *share, 0.0, 1.0),
            Recapture::PerSegment(shares) => {
                for (segment, share) in shares {
                    check_range(faults, &format!("event.recapture.{segment}"), *share, 0.0, 1.0);
                }
            }
        }
    }
}

fn default_uplift() -> BTreeMap<String, f64> {
    [
        ("corporate_power_user", 0.05),
        ("competitive_athlete", 0.03),
        ("social_ambassador", 0.02),
        ("casual_drop_in", 0.01),
    ]
    .map(|(segment, uplift)| (segment.to_owned(), uplift))
    .into()
}

fn over_default_uplift<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut all = default_uplift();
    all.extend(BTreeMap::deserialize(deserializer)?);
    Ok(all)
}
