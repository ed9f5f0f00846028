use super::answer::Recommendation;
use super::draws::Draws;
use super::evaluate::{Window, spills};
use super::exposure::Exposure;
use super::offer::{Offer, threshold};
use super::stake::Situation;
use super::uncertainty::Uncertainty;
use crate::domain::Money;

/// An offer, and how sure its net is; without uncertainty under the plain rule.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub offer: Offer,
    pub exposure: Option<Exposure>,
    pub uncertainty: Option<Uncertainty>,
}

impl Judged {
    /// Simulates an offer.
    pub(super) fn of(
        situation: &Situation<'_>,
        offer: Offer,
        fixed: Option<&[usize]>,
        draws: Option<&Draws>,
    ) -> Self {
        let Some(draws) = draws else {
            return Self {
                offer,
                exposure: None,
                uncertainty: None,
            };
        };
        let window = Window {
            starts_at: offer.starts_at,
            minutes: offer.minutes,
            courts: offer.choice.courts.len(),
            fixed,
        };
        let exposure = Exposure::of(situation, &offer, &spills(situation, &window));
        let acceptance = situation.settings.event.accept_probability;
        Self {
            uncertainty: Some(Uncertainty::of(&exposure, draws, acceptance)),
            exposure: Some(exposure),
            offer,
        }
    }

    /// The test of acceptance: E\[Net\] above the threshold and above `least`, and P(Net > 0) large enough.
    pub(super) fn is_acceptable(&self, situation: &Situation<'_>, least: Option<Money>) -> bool {
        nets_enough(situation, self.offer.net(), self.offer.revenue(), least)
            && self.uncertainty.as_ref().is_none_or(|uncertainty| {
                uncertainty.probability_positive >= situation.settings.event.accept_probability
            })
    }
}

/// The part of the test that needs no simulation.
pub(super) fn nets_enough(
    situation: &Situation<'_>,
    net: Money,
    revenue: Money,
    least: Option<Money>,
) -> bool {
    net > threshold(situation, revenue) && least.is_none_or(|least| net > least)
}

/// The verdict on a request: whether it passes itself, whether something else does, and its own net.
pub(super) fn verdict(
    situation: &Situation<'_>,
    is_acceptable: bool,
    has_alternative: bool,
    net: Option<Money>,
) -> Recommendation {
    let is_marginal = net.is_some_and(|net| net >= -situation.settings.event.accept_net);
    if is_acceptable {
        Recommendation::Accept
    } else if has_alternative || is_marginal {
        Recommendation::CounterOffer
    } else {
        Recommendation::Decline
    }
}
