mod observed;
mod recapture;
mod uplift;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check_range;
use crate::domain::{BookingKind, Money};
use crate::error::Fault;

pub use observed::ObservedOutcomes;
pub use recapture::Recapture;
pub use uplift::UpliftScale;

/// How an event request is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventPolicy {
    /// Revenue against each displaced member's value times the uplift of their segment.
    Simple,
    /// The full model: churn, refunds, bookings yet to come, and how sure all that is.
    #[default]
    ExpectedValue,
}

/// Event requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventSettings {
    /// Which model answers.
    pub policy: EventPolicy,
    /// Net above which an event is accepted; also the half-width of the marginal band.
    pub accept_net: Money,
    /// Net above which an event is accepted, as a share of its revenue.
    pub accept_share_of_revenue: f64,
    /// P(Net > 0) from which an event is accepted.
    pub accept_probability: f64,
    /// Rise in the probability to leave within 12 months after a displacement, per segment id; laid over the defaults.
    #[serde(deserialize_with = "uplift::over_default_uplift")]
    pub uplift: BTreeMap<String, f64>,
    /// How the rise is laid on a member's own probability: `log_odds` or `additive`.
    pub uplift_scale: UpliftScale,
    /// Standard deviation of what is believed of an uplift, as a share of it.
    pub uplift_uncertainty: f64,
    /// Log-odds added for each displacement of the member in the last 90 days.
    pub repeat_log_odds: f64,
    /// Log-odds added when play is less than 48 hours away.
    pub short_notice_log_odds: f64,
    /// Log-odds taken off when the visit is recaptured for certain.
    pub recapture_log_odds: f64,
    /// Log-odds taken off when a credit is given.
    pub credit_log_odds: f64,
    /// Displaced visits that move to another slot if one is free.
    pub recapture: Recapture,
    /// How many outcomes the recapture is worth as a prior: the larger, the surer.
    pub recapture_certainty: f64,
    /// Within how many days another slot must be free.
    pub recapture_days: u32,
    /// The share of a displaced booking's fee that is due and given back.
    pub fee_share: f64,
    /// Margin of a visit beside the court's fee, currency units.
    pub ancillary_per_visit: Money,
    /// Goodwill credit for each displaced visit, currency units.
    pub credit: Money,
    /// What part of the forecast demand without a booking counts: 1 all of it, 0 none.
    pub unbooked_demand: f64,
    /// Churn of an organiser who finds no court, as a share of that of one who loses theirs.
    pub spilled_churn_share: f64,
    /// Leavers whom a waiting list replaces.
    pub replacement: f64,
    /// Standard deviation of a cold-start value, as a share of it.
    pub value_uncertainty: f64,
    /// Probability that an event is called off after the courts were kept, when a request does not say.
    pub wash_probability: f64,
    /// Whether staff may move bookings between like courts.
    pub courts_interchangeable: bool,
    /// Kinds of booking that no event may displace, such as `session` or `lesson`.
    pub protected_kinds: Vec<BookingKind>,
    /// Most court-hours of events in a week from Monday; none if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_event_court_hours: Option<f64>,
    /// Days after an event on which its outcome is read.
    pub outcome_days: u32,
    /// Outcomes of other clubs, per segment id: what a platform pools.
    pub pooled: BTreeMap<String, ObservedOutcomes>,
    /// Outcomes of this club's own decisions, per segment id; a fit fills them from the store.
    pub observed: BTreeMap<String, ObservedOutcomes>,
}

impl Default for EventSettings {
    fn default() -> Self {
        Self {
            policy: EventPolicy::default(),
            accept_net: Money::from_cents(20_000),
            accept_share_of_revenue: 0.25,
            accept_probability: 0.8,
            uplift: uplift::default_uplift(),
            uplift_scale: UpliftScale::default(),
            uplift_uncertainty: 0.5,
            repeat_log_odds: 0.10,
            short_notice_log_odds: 0.05,
            recapture_log_odds: 0.05,
            credit_log_odds: 0.05,
            recapture: Recapture::All(Recapture::DEFAULT),
            recapture_certainty: 12.0,
            recapture_days: 7,
            fee_share: 1.0,
            ancillary_per_visit: Money::ZERO,
            credit: Money::ZERO,
            unbooked_demand: 1.0,
            spilled_churn_share: 0.25,
            replacement: 0.0,
            value_uncertainty: 0.3,
            wash_probability: 0.0,
            courts_interchangeable: true,
            protected_kinds: Vec::new(),
            weekly_event_court_hours: None,
            outcome_days: 120,
            pooled: BTreeMap::new(),
            observed: BTreeMap::new(),
        }
    }
}

impl EventSettings {
    /// With every extension of the full model at its neutral value: it then answers as the plain rule does.
    #[must_use]
    pub fn with_neutral_extensions(self) -> Self {
        Self {
            accept_share_of_revenue: 0.0,
            accept_probability: 0.0,
            uplift_scale: UpliftScale::Additive,
            fee_share: 0.0,
            ancillary_per_visit: Money::ZERO,
            credit: Money::ZERO,
            unbooked_demand: 0.0,
            spilled_churn_share: 0.0,
            replacement: 0.0,
            wash_probability: 0.0,
            protected_kinds: Vec::new(),
            weekly_event_court_hours: None,
            pooled: BTreeMap::new(),
            observed: BTreeMap::new(),
            ..self
        }
    }

    /// The uplift of a segment as decisions use it: the stated one, corrected by what came of displacements.
    #[must_use]
    pub fn believed_uplift(&self, segment: &str) -> f64 {
        crate::event_decision::believed_uplift(self, segment)
    }

    /// What is known of displacements in a segment: this club's outcomes and the pooled ones.
    pub(crate) fn outcomes_of(&self, segment: &str) -> ObservedOutcomes {
        let mut all = self.pooled.get(segment).copied().unwrap_or_default();
        all += self.observed.get(segment).copied().unwrap_or_default();
        all
    }

    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        let mut range = |key: &str, value: f64, low: f64, high: f64| {
            check_range(faults, &format!("event.{key}"), value, low, high);
        };
        range("accept_net", self.accept_net.units(), 0.0, 1e6);
        range("accept_share_of_revenue", self.accept_share_of_revenue, 0.0, 1.0);
        range("accept_probability", self.accept_probability, 0.0, 1.0);
        range("uplift_uncertainty", self.uplift_uncertainty, 0.0, 1.0);
        range("repeat_log_odds", self.repeat_log_odds, 0.0, 5.0);
        range("short_notice_log_odds", self.short_notice_log_odds, 0.0, 5.0);
        range("recapture_log_odds", self.recapture_log_odds, 0.0, 5.0);
        range("credit_log_odds", self.credit_log_odds, 0.0, 5.0);
        range("recapture_certainty", self.recapture_certainty, 2.0, 1e6);
        range("recapture_days", f64::from(self.recapture_days), 1.0, 90.0);
        range("fee_share", self.fee_share, 0.0, 1.0);
        range("ancillary_per_visit", self.ancillary_per_visit.units(), 0.0, 1e5);
        range("credit", self.credit.units(), 0.0, 1e5);
        range("unbooked_demand", self.unbooked_demand, 0.0, 10.0);
        range("spilled_churn_share", self.spilled_churn_share, 0.0, 1.0);
        range("replacement", self.replacement, 0.0, 1.0);
        range("value_uncertainty", self.value_uncertainty, 0.0, 1.0);
        range("wash_probability", self.wash_probability, 0.0, 1.0);
        range("outcome_days", f64::from(self.outcome_days), 1.0, 730.0);
        if let Some(hours) = self.weekly_event_court_hours {
            range("weekly_event_court_hours", hours, 0.0, 1e6);
        }
        for (segment, uplift) in &self.uplift {
            range(&format!("uplift.{segment}"), *uplift, 0.0, 1.0);
        }
        self.recapture.check(faults);
        for (source, outcomes) in [("pooled", &self.pooled), ("observed", &self.observed)] {
            for (segment, counts) in outcomes {
                counts.check(faults, &format!("event.{source}.{segment}"));
            }
        }
    }
}
