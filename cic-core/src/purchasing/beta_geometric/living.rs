use crate::purchasing::mixing::{beta_nodes, gamma_nodes};

/// What is known of a customer who has not left: a rate that is Gamma(shape, rate), a chance of leaving at each
/// visit that is Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LivingCustomer {
    pub(super) shape: f64,
    pub(super) rate: f64,
    pub(super) a: f64,
    pub(super) b: f64,
}

/// Beyond this many terms an integral is cheaper than the series.
const MOST_TERMS: f64 = 600.0;

impl LivingCustomer {
    /// The visits to expect within `time`.
    ///
    /// The published formula divides by a - 1 and subtracts a hypergeometric function, and so fails near a = 1 and
    /// for many visits. Here visits are summed by how many there would be if nobody left, each counting by the
    /// chance to be still there for it: all terms are positive.
    pub(super) fn expected_visits(&self, time: f64) -> f64 {
        if self.terms(time) > MOST_TERMS {
            self.expected_visits_by_integral(time)
        } else {
            self.expected_visits_by_series(time)
        }
    }

    /// [`LivingCustomer::expected_visits`] within each of several times.
    ///
    /// One series serves them all: what it sums over, visits made if nobody came late, does not depend on the time.
    pub(super) fn expected_visits_within(&self, times: &[f64], expected: &mut Vec<f64>) {
        let longest = times.iter().copied().fold(0.0, f64::max);
        expected.clear();
        if self.terms(longest) > MOST_TERMS {
            expected.extend(times.iter().map(|&time| self.expected_visits(time)));
            return;
        }
        expected.resize(times.len(), 0.0);
        let passed: Vec<f64> = times.iter().map(|time| time / (self.rate + time)).collect();
        let nobody = times
            .iter()
            .map(|time| (-self.shape * (time / self.rate).ln_1p()).exp());
        let mut probabilities: Vec<f64> = nobody.collect();
        let mean = self.shape * longest / self.rate;
        let least_left = 1.0 - longest / (self.rate + longest);
        let (mut stays, mut visits_made, mut count) = (1.0, 0.0, 0.0);
        loop {
            let ratio = (self.shape + count) / (count + 1.0);
            visits_made += stays;
            let mut is_done = count >= mean;
            for ((probability, passed), expected) in
                probabilities.iter_mut().zip(&passed).zip(expected.iter_mut())
            {
                *probability *= passed * ratio;
                let term = *probability * visits_made;
                *expected += term;
                is_done &= term <= 1e-16 * least_left * *expected;
            }
            stays *= (self.b + count) / (self.a + self.b + count);
            count += 1.0;
            if is_done {
                return;
            }
        }
    }

    /// About how many terms the series has.
    fn terms(&self, time: f64) -> f64 {
        let mean = self.shape * time / self.rate;
        let ln_passed = -(self.rate / time).ln_1p();
        let deviation = (mean * (1.0 + time / self.rate)).sqrt();
        mean + 10.0 * deviation - 36.0 / ln_passed
    }

    fn expected_visits_by_series(&self, time: f64) -> f64 {
        let passed = time / (self.rate + time);
        let mean = self.shape * time / self.rate;
        let mut probability = (-self.shape * (time / self.rate).ln_1p()).exp();
        let (mut stays, mut visits_made, mut expected) = (1.0, 0.0, 0.0);
        let mut count = 0.0;
        loop {
            probability *= passed * (self.shape + count) / (count + 1.0);
            visits_made += stays;
            let term = probability * visits_made;
            expected += term;
            stays *= (self.b + count) / (self.a + self.b + count);
            count += 1.0;
            if count > mean && term <= 1e-16 * (1.0 - passed) * expected {
                return expected;
            }
        }
    }

    /// The mean over the chance p of leaving of (1 - (rate / (rate + p t))^shape) / p.
    fn expected_visits_by_integral(&self, time: f64) -> f64 {
        let age = time / self.rate;
        let nodes = beta_nodes(
            self.a,
            self.b,
            (1.0 + self.shape) * age,
            (self.shape * age).ln_1p(),
        );
        nodes
            .iter()
            .map(|node| node.weight * -(-self.shape * (node.value * age).ln_1p()).exp_m1() / node.value)
            .sum()
    }

    /// The present value of all visits to come: the mean over rate and chance of rate / (rate p + discount).
    pub(super) fn discounted_expected_visits(&self, discount: f64) -> f64 {
        // Weighing by the rate turns Gamma(shape) into its mean times Gamma(shape + 1).
        let rates = gamma_nodes(self.shape + 1.0);
        let scaled = discount * self.rate;
        let fastest = self.shape + 1.0 + 40.0;
        let chances = beta_nodes(self.a, self.b, fastest / scaled, (fastest / scaled).ln_1p());
        let present = |chance: f64| -> f64 {
            rates
                .iter()
                .map(|node| node.weight / (node.value * chance + scaled))
                .sum()
        };
        let mean: f64 = chances.iter().map(|node| node.weight * present(node.value)).sum();
        // Rates are in units of 1 / rate: one of them cancels against the discount's.
        self.shape * mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_and_integral_agree() {
        for (shape, rate, a, b) in [
            (2.24, 43.3, 0.79, 4.43),
            (0.24, 4.4, 0.79, 2.43),
            (30.0, 20.0, 1.0, 9.0),
            (1.0, 1.0, 1e-3, 0.1),
            (3.0, 8.0, 40.0, 0.02),
        ] {
            let customer = LivingCustomer { shape, rate, a, b };
            for time in [1e-6, 0.5, 39.0, 60.0] {
                let series = customer.expected_visits_by_series(time);
                let integral = customer.expected_visits_by_integral(time);
                assert!(
                    (series / integral - 1.0).abs() < 1e-9,
                    "{customer:?} {time}: {series} {integral}"
                );
            }
        }
    }

    #[test]
    fn one_series_for_many_times_gives_what_each_gives_alone() {
        for (shape, rate, a, b) in [
            (2.24, 43.3, 0.79, 4.43),
            (30.0, 20.0, 1.0, 9.0),
            (300.0, 20.0, 1.0, 9.0),
        ] {
            let customer = LivingCustomer { shape, rate, a, b };
            let times: Vec<f64> = (1..=36).map(|month| f64::from(month) * 4.348).collect();
            let mut together = Vec::new();
            customer.expected_visits_within(&times, &mut together);
            for (&time, &together) in times.iter().zip(&together) {
                let alone = customer.expected_visits(time);
                assert!(
                    (together / alone - 1.0).abs() < 1e-9,
                    "{customer:?} {time}: {together} {alone}"
                );
            }
        }
    }

    #[test]
    fn the_present_value_is_that_of_the_visits_as_they_come() {
        let customer = LivingCustomer {
            shape: 2.24,
            rate: 43.3,
            a: 0.79,
            b: 4.43,
        };
        let (discount, step) = (0.05, 0.25);
        let steps = (0..4000_u32).map(|at| {
            let (from, to) = (step * f64::from(at), step * f64::from(at + 1));
            let visits = customer.expected_visits(to) - customer.expected_visits(from);
            visits * (-discount * (from + to) / 2.0).exp()
        });
        let sum: f64 = steps.sum();
        let found = customer.discounted_expected_visits(discount);
        assert!((found / sum - 1.0).abs() < 1e-4, "{found} {sum}");
    }
}
