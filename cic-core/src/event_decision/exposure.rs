use super::draws::Belief;
use super::income::Income;
use super::offer::Offer;
use super::spill::{Spilled, WindowSlot};
use super::stake::Situation;

/// Levels of demand at which spill is computed, in standard deviations of what is known of its mean; straight lines
/// lie between.
const LEVELS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];

/// All of an offer that is uncertain, told apart by segment; currency units.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    pub income: Income,
    /// Margin of the displaced visits.
    margin: Vec<f64>,
    /// The part of it that an open slot could recapture.
    recapturable: Vec<f64>,
    credit: f64,
    /// Loss by displaced members who leave that does not depend on the uplift; below 0 where circumstances are kind.
    churn_base: Vec<f64>,
    /// The same for each time the true uplift is the expected one.
    churn_slope: Vec<f64>,
    /// Relative standard deviation of both for what is unknown of the members' expected values.
    value_doubt: Vec<f64>,
    /// What is spilled at each level of demand.
    spilled: [Spilled; 5],
}

impl Exposure {
    /// The exposure of an offer whose window has these slots.
    pub(super) fn of(situation: &Situation<'_>, offer: &Offer, slots: &[WindowSlot]) -> Self {
        let width = situation.unknown_segment() + 1;
        let event = &situation.settings.event;
        let mut exposure = Self {
            income: offer.income,
            margin: vec![0.0; width],
            recapturable: vec![0.0; width],
            credit: event.credit.units() * offer.choice.visits.len() as f64,
            churn_base: vec![0.0; width],
            churn_slope: vec![0.0; width],
            value_doubt: vec![0.0; width],
            spilled: Default::default(),
        };
        for visit in &offer.choice.visits {
            let margin = visit.margin as f64 / 1e8;
            exposure.margin[visit.segment] += margin;
            exposure.recapturable[visit.segment] += margin * visit.opening;
        }
        for displaced in offer.choice.members.values() {
            let price = &displaced.price;
            let Some((_, stake)) = price.member else { continue };
            if price.rise.expected <= 0.0 {
                continue;
            }
            let churn = price.churn as f64 / 1e8;
            let slope = churn * price.rise.slope / price.rise.expected;
            exposure.churn_slope[stake.segment] += slope;
            exposure.churn_base[stake.segment] += churn - slope;
            // A segment's figures are wrong for all of its members alike: doubts add up, and do not average away.
            let kept = price.rise.expected * (1.0 - event.replacement);
            exposure.value_doubt[stake.segment] += kept * stake.ltv_doubt;
        }
        for segment in 0..width {
            let churn = exposure.churn_base[segment] + exposure.churn_slope[segment];
            if churn > 0.0 {
                exposure.value_doubt[segment] /= churn;
            }
        }
        for (level, spilled) in LEVELS.iter().zip(&mut exposure.spilled) {
            for slot in slots {
                let scale = (1.0 + level * slot.spill.uncertainty).max(0.0);
                let court_slots = slot.weight * slot.spill.of_taking(slot.taken, scale);
                spilled.add(situation, slot.spill.cell, court_slots);
            }
        }
        exposure
    }

    /// Net in expectation over luck, were `belief` the truth.
    pub(super) fn net(&self, belief: &Belief<'_>) -> f64 {
        self.income.expected() - self.loss(belief)
    }

    /// What is lost elsewhere in expectation over luck, were `belief` the truth.
    pub(super) fn loss(&self, belief: &Belief<'_>) -> f64 {
        self.visits_lost(belief) + self.churn_lost(belief) + self.spill_lost(belief)
    }

    /// Of displaced visits.
    pub(super) fn visits_lost(&self, belief: &Belief<'_>) -> f64 {
        let each = self.margin.iter().zip(&self.recapturable).zip(belief.recapture);
        each.map(|((margin, recapturable), share)| margin - recapturable * share)
            .sum::<f64>()
            + self.credit
    }

    /// By displaced members who leave.
    fn churn_lost(&self, belief: &Belief<'_>) -> f64 {
        let of_segment = |segment: usize| {
            let lost = self.churn_base[segment] + self.churn_slope[segment] * belief.uplift[segment];
            lost.max(0.0) * gamma_factor(self.value_doubt[segment], belief.value[segment])
        };
        (0..self.churn_slope.len()).map(of_segment).sum()
    }

    /// By demand that finds no court: its visits, and its organisers who leave.
    pub(super) fn spill_lost(&self, belief: &Belief<'_>) -> f64 {
        let place = (belief.demand + 2.0).clamp(0.0, 4.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3")]
        let low = (place as usize).min(3);
        let along = place - low as f64;
        let at = |level: &Spilled| {
            let mut lost = 0.0;
            for segment in 0..level.margin.len() {
                lost += level.margin[segment] - level.recapturable[segment] * belief.recapture[segment]
                    + level.churn(segment, belief.uplift[segment]);
            }
            lost
        };
        let (low, high) = (at(&self.spilled[low]), at(&self.spilled[low + 1]));
        low + along * (high - low)
    }

    /// By spilled organisers who leave, at the estimate of demand.
    pub(super) fn spilled_churn(&self, belief: &Belief<'_>) -> f64 {
        let usual = &self.spilled[2];
        let of_segment = |segment: usize| usual.churn(segment, belief.uplift[segment]);
        (0..usual.churn_slope.len()).map(of_segment).sum()
    }
}

/// A Gamma draw of mean 1 and this standard deviation from a normal one (Wilson and Hilferty).
pub(super) fn gamma_factor(deviation: f64, normal: f64) -> f64 {
    if deviation <= 0.0 {
        return 1.0;
    }
    let spread = (deviation / 3.0).min(1.0);
    (1.0 - spread * spread + normal * spread).max(0.0).powi(3)
}
