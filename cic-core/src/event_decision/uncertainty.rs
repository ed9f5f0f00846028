use rand_chacha::rand_core::RngCore;

use super::draws::{DRAWS, Draws};
use super::exposure::{Exposure, gamma_factor};
use super::model::EventModel;
use super::offer::Offer;
use super::spill::WindowSlot;
use super::stake::Situation;

/// What the draws say of one offer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Uncertainty {
    /// 5, 50 and 95 % of the expected net, given what is unknown.
    pub expected: [f64; 3],
    /// P(expected net > 0).
    pub probability_positive: f64,
    /// The loss elsewhere that is exceeded with the probability that acceptance leaves open.
    pub loss_at_acceptance: f64,
}

impl Uncertainty {
    /// Judges an exposure over all draws; `acceptance` is the P(Net > 0) from which an event is accepted.
    pub(super) fn of(exposure: &Exposure, draws: &Draws, acceptance: f64) -> Self {
        let mut losses: Vec<f64> = (0..DRAWS).map(|draw| exposure.loss(&draws.get(draw))).collect();
        let income = exposure.income.expected();
        let positive = losses.iter().filter(|&&loss| income - loss > 0.0).count();
        Self {
            expected: [0.95, 0.5, 0.05].map(|level| income - quantile(&mut losses, level)),
            probability_positive: positive as f64 / DRAWS as f64,
            // P(Net > 0) >= acceptance takes so many draws below the income.
            loss_at_acceptance: quantile_above(&mut losses, acceptance),
        }
    }
}

/// The value of nearest rank.
fn quantile(values: &mut [f64], level: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    let rank = (level * (values.len() - 1) as f64).round() as usize;
    *values.select_nth_unstable_by(rank, f64::total_cmp).1
}

/// The least value that at least `share` of the values do not exceed; below all of them for a share of 0.
fn quantile_above(values: &mut [f64], share: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    let count = (share * values.len() as f64).ceil() as usize;
    if count == 0 {
        return f64::NEG_INFINITY;
    }
    *values.select_nth_unstable_by(count - 1, f64::total_cmp).1
}

/// 5, 50 and 95 % of the net that comes to pass: luck on top of what is unknown.
pub(super) fn realised(
    situation: &Situation<'_>,
    offer: &Offer,
    exposure: &Exposure,
    slots: &[WindowSlot],
    draws: &Draws,
) -> [f64; 3] {
    let model = situation.model;
    let mut luck = draws.luck();
    let mut nets: Vec<f64> = Vec::with_capacity(DRAWS);
    let recapture_luck = recapture_deviation(model, offer);
    let spill = SpillLuck::new(slots);
    for draw in 0..DRAWS {
        let belief = draws.get(draw);
        let income = &exposure.income;
        let held = if uniform(luck.next_u32()) < income.wash_probability {
            income.deposit_kept
        } else {
            income.if_held()
        };
        let visits = exposure.visits_lost(&belief) + recapture_luck * model.normal.at(luck.next_u32());
        let spilled = spill.at(uniform(luck.next_u32())) + exposure.spilled_churn(&belief);
        nets.push(held + income.future_value - visits - spilled);
    }
    for displaced in offer.choice.members.values() {
        let price = &displaced.price;
        let Some((_, stake)) = price.member else { continue };
        let most = draws.most_uplift(stake.segment);
        let chance = price.rise.at(most).min(1.0);
        if chance <= 0.0 {
            continue;
        }
        let value = stake.ltv.units().max(0.0) * (1.0 - situation.settings.event.replacement);
        let deviation = if value > 0.0 {
            stake.ltv_deviation / stake.ltv.units()
        } else {
            0.0
        };
        let log_stays = (-chance.min(1.0 - 1e-12)).ln_1p();
        let mut draw = skip(&mut luck, log_stays);
        while let Some(net) = nets.get_mut(draw) {
            let true_rise = price.rise.at(draws.get(draw).uplift[stake.segment]);
            if uniform(luck.next_u32()) * chance < true_rise {
                *net -= value * gamma_factor(deviation, model.normal.at(luck.next_u32()));
            }
            draw = draw.saturating_add(1).saturating_add(skip(&mut luck, log_stays));
        }
    }
    [0.05, 0.5, 0.95].map(|level| quantile(&mut nets, level))
}

/// How many draws pass before one in which something happens that stays away with a probability of this logarithm.
fn skip(luck: &mut impl RngCore, log_stays: f64) -> usize {
    let log = (1.0 - uniform(luck.next_u32())).ln() / log_stays;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float's cast saturates"
    )]
    let skipped = log as usize;
    skipped
}

fn uniform(word: u32) -> f64 {
    f64::from(word) / 4_294_967_296.0
}

/// Standard deviation of the visits' loss by which of them happen to be recaptured.
fn recapture_deviation(model: &EventModel, offer: &Offer) -> f64 {
    let variance = |visit: &super::price::Price| {
        let share = model.beliefs[visit.segment].recapture * visit.opening;
        (visit.margin as f64 / 1e8).powi(2) * share * (1.0 - share)
    };
    offer.choice.visits.iter().map(variance).sum::<f64>().sqrt()
}

/// Loss by spill as demand happens to come: every slot of the window shares its luck.
struct SpillLuck {
    /// By slot: P(D <= 0), P(D <= 1), ... until a court would be short; how many courts are free, left, and what one is worth.
    slots: Vec<(Vec<f64>, usize, usize, f64)>,
}

impl SpillLuck {
    fn new(slots: &[WindowSlot]) -> Self {
        let of = |slot: &WindowSlot| {
            let (below, free) = slot.spill.cumulative();
            let unit = slot.weight * slot.spill.unit_visit();
            (below, free, free.saturating_sub(slot.taken), unit)
        };
        Self {
            slots: slots.iter().filter(|slot| slot.taken > 0).map(of).collect(),
        }
    }

    fn at(&self, luck: f64) -> f64 {
        let lost = |(below, free, left, unit): &(Vec<f64>, usize, usize, f64)| {
            let demand = below.partition_point(|&probability| probability < luck);
            demand.min(*free).saturating_sub(*left) as f64 * unit
        };
        self.slots.iter().map(lost).sum()
    }
}
