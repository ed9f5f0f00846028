use crate::settings::AmenitySettings;

/// How well an amenity does on each count, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Merits {
    pub payback: f64,
    pub annual_return: f64,
    pub interest: f64,
}

impl Merits {
    /// Straight lines: nothing for a payback of the slowest months or never, full for the best return, full interest
    /// when everyone asked is very interested.
    pub(super) fn new(
        settings: &AmenitySettings,
        payback_months: Option<f64>,
        annual_roi: Option<f64>,
        monthly_net: f64,
        expected_uptake: Option<f64>,
    ) -> Self {
        let payback = payback_months.map_or(0.0, |months| 1.0 - months / settings.slowest_payback_months);
        // Without an outlay any gain is an endless return.
        let endless = if monthly_net > 0.0 { 1.0 } else { 0.0 };
        let annual_return = annual_roi.map_or(endless, |roi| roi / settings.best_annual_return);
        let most = settings.very_interested_uptake;
        let interest = expected_uptake.map_or(0.0, |uptake| if most > 0.0 { uptake / most } else { 0.0 });
        Self {
            payback: payback.clamp(0.0, 1.0),
            annual_return: annual_return.clamp(0.0, 1.0),
            interest: interest.clamp(0.0, 1.0),
        }
    }

    /// Weighted, 0 to 100.
    pub(super) fn score(&self, weights: [f64; 3]) -> f64 {
        let [payback, annual_return, interest] = weights;
        let sum = payback + annual_return + interest;
        let weighted = payback * self.payback + annual_return * self.annual_return + interest * self.interest;
        if sum > 0.0 { 100.0 * weighted / sum } else { 0.0 }
    }
}

/// Where each stands under `weights`, 1 for the best; equals share the better rank.
pub(super) fn ranks(merits: &[Merits], weights: [f64; 3]) -> Vec<u32> {
    const SAME: f64 = 1e-9;
    let scores: Vec<f64> = merits.iter().map(|merits| merits.score(weights)).collect();
    let better = |score: f64| scores.iter().filter(|other| **other > score + SAME).count() as u32;
    scores.iter().map(|&score| better(score) + 1).collect()
}

/// The 125 weights in which each of the three is moved by -0.10, -0.05, 0, 0.05 and 0.10.
pub(super) fn shifted_weights(settings: &AmenitySettings) -> Vec<[f64; 3]> {
    const SHIFTS: [f64; 5] = [-0.10, -0.05, 0.0, 0.05, 0.10];
    let mut all = Vec::with_capacity(125);
    for payback in SHIFTS {
        for annual_return in SHIFTS {
            for interest in SHIFTS {
                all.push([
                    (settings.payback_weight + payback).max(0.0),
                    (settings.return_weight + annual_return).max(0.0),
                    (settings.interest_weight + interest).max(0.0),
                ]);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merits(payback: f64, annual_return: f64, interest: f64) -> Merits {
        Merits {
            payback,
            annual_return,
            interest,
        }
    }

    #[test]
    fn the_score_weighs_thirty_thirty_forty() {
        let weights = [0.3, 0.3, 0.4];
        assert!((merits(1.0, 0.0, 0.0).score(weights) - 30.0).abs() < 1e-12);
        assert!((merits(0.0, 0.0, 1.0).score(weights) - 40.0).abs() < 1e-12);
        assert!((merits(0.5, 0.5, 0.5).score(weights) - 50.0).abs() < 1e-12);
    }

    #[test]
    fn equals_share_a_rank() {
        let all = [
            merits(0.5, 0.5, 0.5),
            merits(0.9, 0.9, 0.9),
            merits(0.5, 0.5, 0.5),
        ];
        assert_eq!(ranks(&all, [0.3, 0.3, 0.4]), [2, 1, 2]);
    }

    #[test]
    fn one_that_wins_on_every_count_wins_under_every_weight() {
        let all = [merits(0.9, 0.9, 0.9), merits(0.1, 0.8, 0.2)];
        for weights in shifted_weights(&AmenitySettings::default()) {
            assert_eq!(ranks(&all, weights), [1, 2]);
        }
    }
}
