use super::rising::LogRising;
use crate::numeric::special::ln_gamma;

/// Where a tail that hardly falls is cut.
const MOST_TERMS: u32 = 1_000_000;

/// Visits within a time at a rate that is Gamma(shape, rate) over customers, none of whom leaves.
pub(super) struct NegativeBinomial {
    shape: f64,
    /// t / (rate + t).
    passed: f64,
    /// ln of rate / (rate + t).
    ln_ahead: f64,
}

impl NegativeBinomial {
    pub(super) fn over(shape: f64, rate: f64, time: f64) -> Self {
        Self {
            shape,
            passed: time / (rate + time),
            ln_ahead: -(time / rate).ln_1p(),
        }
    }

    /// ln of the factor of the probability of `count` visits that does not depend on time.
    pub(super) fn ln_ways(shape: f64, count: u32) -> f64 {
        if count == 0 {
            return 0.0;
        }
        LogRising::value(shape, u64::from(count)) - ln_gamma(f64::from(count) + 1.0)
    }

    /// ln of the other factor.
    pub(super) fn ln_times(&self, count: u32) -> f64 {
        let stayed_away = self.shape * self.ln_ahead;
        if count == 0 {
            stayed_away
        } else {
            f64::from(count) * self.passed.ln() + stayed_away
        }
    }

    /// The probability of exactly `count` visits.
    pub(super) fn probability(&self, count: u32) -> f64 {
        (Self::ln_ways(self.shape, count) + self.ln_times(count)).exp()
    }

    /// The probability of `count` visits or more: summed over whichever side of it is smaller.
    pub(super) fn probability_of_at_least(&self, count: u32) -> f64 {
        let mean = self.shape * self.passed / self.ln_ahead.exp();
        if f64::from(count) <= mean {
            let fewer: f64 = (0..count).map(|fewer| self.probability(fewer)).sum();
            return (1.0 - fewer).max(0.0);
        }
        let mut term = self.probability(count);
        let mut sum = term;
        // Beyond the mean the ratio of terms is below 1 and falls towards `passed`.
        for at in count..count.saturating_add(MOST_TERMS) {
            term *= self.passed * (self.shape + f64::from(at)) / (f64::from(at) + 1.0);
            sum += term;
            if term <= 1e-17 * sum * (1.0 - self.passed) {
                break;
            }
        }
        sum.min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_from_either_side() {
        for (shape, rate, time) in [(0.24, 4.4, 39.0), (5.0, 1.0, 3.0), (40.0, 2.0, 0.5)] {
            let counts = NegativeBinomial::over(shape, rate, time);
            for count in [0, 1, 3, 12, 40] {
                let fewer: f64 = (0..count).map(|fewer| counts.probability(fewer)).sum();
                let more = counts.probability_of_at_least(count);
                assert!(
                    (fewer + more - 1.0).abs() < 1e-12,
                    "{shape}, {count}: {fewer} {more}"
                );
            }
        }
    }

    #[test]
    fn no_time_leaves_no_visits() {
        let counts = NegativeBinomial::over(0.24, 4.4, 0.0);
        for (count, expected) in [(0, 1.0), (1, 0.0)] {
            assert!((counts.probability(count) - expected).abs() < 1e-300);
            assert!((counts.probability_of_at_least(count) - expected).abs() < 1e-300);
        }
    }
}
