use super::fading::Scores;
use super::logit::logistic;
use super::model::ChurnModel;
use crate::churn::history::{MONTH_SECONDS, MemberMonths};

/// When one member will leave, as of now.
#[derive(Debug, Clone, PartialEq)]
pub struct ExitCurve {
    /// Probability of leaving within months 1, 2, ... from now, given they are still there.
    pub hazards: Vec<f64>,
}

impl ExitCurve {
    /// The probabilities of still being there after 0, 1, 2, ... months.
    #[must_use]
    pub fn survival(&self) -> Vec<f64> {
        let mut left = 1.0;
        let after = self.hazards.iter().map(|hazard| {
            left *= 1.0 - hazard;
            left
        });
        std::iter::once(1.0).chain(after).collect()
    }

    /// The probability of having left after `months`; the last hazard holds beyond the curve.
    #[must_use]
    pub fn probability_of_exit_within(&self, months: usize) -> f64 {
        let last = self.hazards.last().copied().unwrap_or_default();
        let hazards = self.hazards.iter().copied().chain(std::iter::repeat(last));
        1.0 - hazards.take(months).map(|hazard| 1.0 - hazard).product::<f64>()
    }
}

/// Follows one member through the months to come: `hazard_of` gives the probability of leaving for a decision that
/// falls on a point of the calendar (months from its start), wherever the contract allows an exit at all.
pub(super) fn follow(
    months: &MemberMonths,
    member: usize,
    horizon: usize,
    hazard_of: &dyn Fn(f64) -> f64,
) -> ExitCurve {
    let Some(contract) = &months.contracts.contracts[member] else {
        return ExitCurve {
            hazards: vec![0.0; horizon],
        };
    };
    let calendar = months.calendar();
    let pauses = months.pause_begins(member).is_some();
    // The decision lies the contract's lead before the exit: perhaps before now, and is seen from there.
    let lead = contract.lead_seconds as f64 / MONTH_SECONDS as f64;
    let hazard = |ahead: usize| {
        let from = calendar.now() + ahead as i64 * MONTH_SECONDS;
        let may_leave = contract.may_exit_in(from, from + MONTH_SECONDS);
        // A pause is taken to last another month.
        if !may_leave || (pauses && ahead == 0) {
            return 0.0;
        }
        hazard_of(calendar.count() as f64 + ahead as f64 - lead)
    };
    ExitCurve {
        hazards: (0..horizon).map(hazard).collect(),
    }
}

/// What was known of a member at the start of a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    pub month: usize,
    /// Tenure grows with the months ahead and is added then.
    pub but_tenure: Scores,
    /// Variance of the log odds, as far as coefficients are uncertain.
    pub variance: f64,
}

/// Looks from the sights of one member, the latest last, `shift` standard errors off the estimate.
pub(super) fn curve(
    model: &ChurnModel,
    months: &MemberMonths,
    member: usize,
    sights: &[Sight],
    horizon: usize,
    shift: f64,
) -> ExitCurve {
    let count = months.calendar().count();
    let latest = months.pause_begins(member).map_or(count, |from| from.min(count));
    follow(months, member, horizon, &|decided| {
        let in_time = |sight: &&Sight| sight.month <= latest && sight.month as f64 <= decided.max(0.0);
        let Some(sight) = sights.iter().rev().find(in_time).or_else(|| sights.first()) else {
            return 0.0;
        };
        let ahead = (decided - sight.month as f64).max(0.0);
        let mut scores = sight.but_tenure;
        scores.lasting += model.tenure_score(months.tenure(member, sight.month, ahead));
        logistic(model.fading.log_odds(ahead, scores) + shift * sight.variance.sqrt())
    })
}
