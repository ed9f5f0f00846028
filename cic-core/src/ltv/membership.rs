use super::discounting::Discounting;
use super::interval::{Outcomes, Spread};

/// What a membership brings while it lasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Membership {
    /// Fee a month, currency units.
    pub monthly_fee: f64,
    /// Expected spend beside it a month.
    pub monthly_spend: f64,
    /// Variance over squared mean of the spend over the whole time.
    pub spend_variance: f64,
    /// Months from notice to exit, in which the fee is paid and nothing is spent.
    pub notice_months: f64,
    /// Share of revenue that is margin.
    pub margin: f64,
    /// How money to come is weighed.
    pub discounting: Discounting,
}

/// Pieces of a month within which an exit may fall.
const PIECES: usize = 2;
/// Middles of equally likely parts of the normal distribution: five for each exit, fifteen for the many who stay.
const FIFTHS: [f64; 5] = [-1.281_551_6, -0.524_400_5, 0.0, 0.524_400_5, 1.281_551_6];
const FIFTEENTHS: [f64; 15] = [
    -1.833_914_6,
    -1.281_551_6,
    -0.967_421_6,
    -0.727_913_3,
    -0.524_400_5,
    -0.340_694_8,
    -0.167_894,
    0.0,
    0.167_894,
    0.340_694_8,
    0.524_400_5,
    0.727_913_3,
    0.967_421_6,
    1.281_551_6,
    1.833_914_6,
];

impl Membership {
    /// Expected margin to the horizon: the sum over months of S(t) x (fee + spend) x margin, discounted.
    ///
    /// `survival` are the probabilities of still being there after 0, 1, ... months, to the horizon.
    ///
    /// ```
    /// use cic_core::ltv::{Discounting, Membership};
    /// let membership = Membership {
    ///     monthly_fee: 100.0, monthly_spend: 0.0, spend_variance: 0.0, notice_months: 1.0, margin: 0.7,
    ///     discounting: Discounting::new(0.0),
    /// };
    /// assert!((membership.expected_value(&[1.0, 1.0, 1.0]) - 140.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn expected_value(&self, survival: &[f64]) -> f64 {
        let mut outcomes = Outcomes::default();
        self.outcomes(survival, 1.0, &mut outcomes);
        outcomes.spread(1.0).mean
    }

    /// Mean, variance and interval of the margin that comes to pass up to the horizon, over `curves` of survival with
    /// weights: the exit itself, how spending strays, and what is not known of the hazard.
    #[must_use]
    pub fn spread(&self, curves: &[(Vec<f64>, f64)], coverage: f64, outcomes: &mut Outcomes) -> Spread {
        outcomes.clear();
        let horizon = curves
            .iter()
            .map(|(survival, _)| survival.len())
            .max()
            .unwrap_or(0);
        let total: f64 = curves.iter().map(|(_, weight)| weight).sum();
        let mean: Vec<f64> = (0..horizon)
            .map(|month| {
                curves
                    .iter()
                    .map(|(survival, weight)| weight * survival[month])
                    .sum::<f64>()
                    / total
            })
            .collect();
        self.outcomes(&mean, 1.0, outcomes);
        outcomes.spread(coverage)
    }

    fn outcomes(&self, survival: &[f64], weight: f64, outcomes: &mut Outcomes) {
        let Some(&stays) = survival.last() else { return };
        let horizon = (survival.len() - 1) as f64;
        for (month, pair) in survival.windows(2).enumerate() {
            let leaves = (pair[0] - pair[1]) / PIECES as f64;
            for piece in 0..PIECES {
                let exit = month as f64 + (piece as f64 + 0.5) / PIECES as f64;
                self.exit(
                    (exit, exit - self.notice_months),
                    weight * leaves,
                    &FIFTHS,
                    outcomes,
                );
            }
        }
        self.exit((horizon, horizon), weight * stays, &FIFTEENTHS, outcomes);
    }

    /// An exit after so many months, the last visit after so many, over equally likely `parts` of the spending.
    fn exit(&self, (months, plays_until): (f64, f64), weight: f64, parts: &[f64], outcomes: &mut Outcomes) {
        if weight <= 0.0 {
            return;
        }
        let fees = self.margin * self.monthly_fee * self.discounting.of_stream(0.0, months);
        let spend = self.margin * self.monthly_spend * self.discounting.of_stream(0.0, plays_until);
        if spend <= 0.002 * fees || self.spend_variance <= 0.0 {
            outcomes.add(fees + spend, weight);
            return;
        }
        // Log-normal around the mean, in equally likely parts.
        let deviation = self.spend_variance.ln_1p().sqrt();
        let count = parts.len() as f64;
        let factor = |normal: &f64| (deviation * normal).exp();
        let mean = parts.iter().map(factor).sum::<f64>() / count;
        for part in parts {
            outcomes.add(fees + spend * factor(part) / mean, weight / count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn membership(spend: f64) -> Membership {
        Membership {
            monthly_fee: 125.0,
            monthly_spend: spend,
            spend_variance: 0.3,
            notice_months: 1.0,
            margin: 0.7,
            discounting: Discounting::new(0.10),
        }
    }

    #[test]
    fn a_constant_hazard_gives_the_annuity_of_the_formula() {
        let survival: Vec<f64> = (0..=36).map(|month| 0.97_f64.powi(month)).collect();
        let by_months: f64 = (0..36)
            .map(|month| {
                let there = f64::midpoint(survival[month], survival[month + 1]);
                there * 125.0 * 0.7 / 1.1_f64.powf((month as f64 + 0.5) / 12.0)
            })
            .sum();
        let value = membership(0.0).expected_value(&survival);
        assert!((value / by_months - 1.0).abs() < 1e-3, "{value} {by_months}");
    }

    #[test]
    fn more_survival_more_value_and_the_interval_holds_the_mean() {
        let curve = |stays: f64| -> Vec<f64> { (0..=36).map(|month| stays.powi(month)).collect() };
        let spread =
            |stays: f64| membership(20.0).spread(&[(curve(stays), 1.0)], 0.9, &mut Outcomes::default());
        let (worse, better) = (spread(0.95), spread(0.98));
        assert!(worse.mean < better.mean);
        for spread in [worse, better] {
            assert!(
                spread.low <= spread.mean && spread.mean <= spread.high,
                "{spread:?}"
            );
        }
    }

    #[test]
    fn nothing_is_spent_after_notice() {
        let leaves_at_once = [1.0, 0.0];
        let fee_alone = membership(0.0).expected_value(&leaves_at_once);
        let value = membership(50.0).expected_value(&leaves_at_once);
        assert!((value - fee_alone).abs() < 1e-9);
    }
}
