use super::DemandError;

const LARGEST: f64 = 1e6;

/// How many courts would be wanted in one slot if there were no limit: a negative binomial count.
///
/// The variance is mean + overdispersion x mean²; an overdispersion of 0 is Poisson, and 1 / overdispersion is
/// the size of the usual parametrisation.
///
/// ```
/// use cic_core::planning::CourtDemand;
/// let demand = CourtDemand::poisson(6.0)?;
/// assert!((demand.expected_fill_rate(7) - 0.905).abs() < 5e-4);
/// # Ok::<(), cic_core::planning::DemandError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CourtDemand {
    mean: f64,
    overdispersion: f64,
}

impl CourtDemand {
    /// Nobody wants a court.
    pub const NONE: Self = Self {
        mean: 0.0,
        overdispersion: 0.0,
    };

    /// Demand whose variance is its mean.
    ///
    /// # Errors
    /// A mean outside 0 to 1,000,000.
    pub fn poisson(mean: f64) -> Result<Self, DemandError> {
        Self::negative_binomial(mean, 0.0)
    }

    /// Demand whose variance is mean + overdispersion x mean².
    ///
    /// # Errors
    /// A mean or an overdispersion outside 0 to 1,000,000.
    pub fn negative_binomial(mean: f64, overdispersion: f64) -> Result<Self, DemandError> {
        if !(0.0..=LARGEST).contains(&mean) {
            return Err(DemandError::Mean(mean));
        }
        if !(0.0..=LARGEST).contains(&overdispersion) {
            return Err(DemandError::Overdispersion(overdispersion));
        }
        Ok(Self { mean, overdispersion })
    }

    /// The mean, courts.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// What the variance has beyond the mean, as a share of mean².
    #[must_use]
    pub const fn overdispersion(&self) -> f64 {
        self.overdispersion
    }

    /// The variance, courts².
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.mean * (1.0 + self.overdispersion * self.mean)
    }

    /// The demand when each unit of it stays with probability `share` (clamped to 0..=1): thinning leaves the
    /// overdispersion as it is, since every slot's own rate is scaled alike.
    #[must_use]
    pub fn thinned(&self, share: f64) -> Self {
        Self {
            mean: self.mean * share.clamp(0.0, 1.0),
            ..*self
        }
    }

    /// P(D = 0), P(D = 1), ... without end.
    pub fn probabilities(&self) -> impl Iterator<Item = f64> + use<> {
        // P(D = 0) underflows for large means, so the running term carries a scale of its own.
        const STEP: f64 = 1e200;
        let Self { mean, overdispersion } = *self;
        let damped = mean / (1.0 + overdispersion * mean);
        let log_none = if overdispersion > 0.0 {
            -(overdispersion * mean).ln_1p() / overdispersion
        } else {
            -mean
        };
        let (mut term, mut log_scale, mut count) = (1.0_f64, log_none, 0.0_f64);
        let mut scale = log_scale.exp();
        std::iter::from_fn(move || {
            let probability = term * scale;
            term *= damped * (1.0 + overdispersion * count) / (count + 1.0);
            count += 1.0;
            if term > STEP {
                term /= STEP;
                log_scale += STEP.ln();
                scale = log_scale.exp();
            }
            Some(probability)
        })
    }

    /// P(D = `courts`).
    #[must_use]
    pub fn probability(&self, courts: usize) -> f64 {
        self.probabilities().nth(courts).unwrap_or(0.0)
    }

    /// P(D >= 1), P(D >= 2), ..., P(D >= `most`), in one pass.
    #[must_use]
    pub fn tails(&self, most: usize) -> Vec<f64> {
        let mut below = 0.0;
        self.probabilities()
            .take(most)
            .map(|probability| {
                below += probability;
                (1.0 - below).max(0.0)
            })
            .collect()
    }

    /// P(D >= `courts`).
    #[must_use]
    pub fn probability_at_least(&self, courts: usize) -> f64 {
        let below: f64 = self.probabilities().take(courts).sum();
        (1.0 - below).max(0.0)
    }

    /// E\[min(D, C)\]: the courts that are let, the sum of P(D >= j) for j = 1..=C.
    #[must_use]
    pub fn expected_served(&self, capacity: usize) -> f64 {
        self.tails(capacity).iter().sum::<f64>().min(self.mean)
    }

    /// E\[(D - C)+\]: the courts that are wanted and not there (spill).
    #[must_use]
    pub fn expected_spill(&self, capacity: usize) -> f64 {
        (self.mean - self.expected_served(capacity)).max(0.0)
    }

    /// E\[min(D, C)\] / E\[D\]: the share of wanted courts that is served; 1 when none is wanted.
    #[must_use]
    pub fn expected_fill_rate(&self, capacity: usize) -> f64 {
        if self.mean > 0.0 {
            self.expected_served(capacity) / self.mean
        } else {
            1.0
        }
    }

    /// The further spill when `taken` of `free` courts are taken out: the tail sum of Littlewood and EMSR,
    /// P(D >= free) + P(D >= free - 1) + ... over `taken` terms. Taking more than are free takes what is free.
    #[must_use]
    pub fn expected_spill_of_taking(&self, taken: usize, free: usize) -> f64 {
        let tails = self.tails(free);
        tails[free.saturating_sub(taken)..].iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn poisson(mean: f64) -> CourtDemand {
        CourtDemand::poisson(mean).unwrap()
    }

    fn close(value: f64, expected: f64, within: f64) {
        assert!((value - expected).abs() < within, "{value} is not {expected}");
    }

    #[test]
    fn poisson_spill_of_four_matches_the_published_figures() {
        let demand = poisson(4.0);
        close(demand.expected_spill(3), 1.348_00, 5e-6);
        close(demand.expected_spill(4), 0.781_47, 5e-6);
        close(demand.expected_spill(7), 0.084_76, 5e-6);
    }

    #[test]
    fn seven_courts_serve_the_published_shares_of_what_is_offered() {
        close(poisson(6.0).expected_fill_rate(7), 0.905, 5e-4);
        close(poisson(6.86).expected_fill_rate(7), 0.859, 5e-4);
        close(poisson(8.0).expected_fill_rate(7), 0.792, 5e-4);
    }

    #[test]
    fn a_vanishing_overdispersion_is_poisson() {
        let nearly = CourtDemand::negative_binomial(5.0, 1e-9).unwrap();
        for courts in 0..20 {
            close(nearly.probability(courts), poisson(5.0).probability(courts), 1e-8);
        }
    }

    #[test]
    fn an_overdispersion_of_one_is_geometric() {
        let demand = CourtDemand::negative_binomial(3.0, 1.0).unwrap();
        for courts in 0..10 {
            close(
                demand.probability(courts),
                0.25 * 0.75_f64.powi(courts as i32),
                1e-14,
            );
        }
    }

    #[test]
    fn a_mean_far_beyond_the_courts_serves_all_of_them() {
        let demand = poisson(5_000.0);
        close(demand.expected_served(400), 400.0, 1e-9);
        close(demand.probabilities().take(6_000).sum(), 1.0, 1e-9);
    }

    #[test]
    fn no_demand_is_fully_served() {
        close(poisson(0.0).expected_fill_rate(0), 1.0, 1e-15);
        close(poisson(0.0).expected_spill(0), 0.0, 1e-15);
    }

    #[test]
    fn impossible_demand_is_refused() {
        for mean in [-1.0, f64::NAN, f64::INFINITY, 2e6] {
            assert!(CourtDemand::poisson(mean).is_err());
        }
        assert!(CourtDemand::negative_binomial(1.0, -0.1).is_err());
    }

    proptest! {
        #[test]
        fn more_demand_lowers_the_fill_rate_and_raises_spill(
            mean in 0.0..40.0_f64, more in 0.01..10.0_f64, overdispersion in 0.0..2.0_f64, capacity in 0_usize..12,
        ) {
            let less = CourtDemand::negative_binomial(mean, overdispersion).unwrap();
            let greater = CourtDemand::negative_binomial(mean + more, overdispersion).unwrap();
            prop_assert!(greater.expected_fill_rate(capacity) <= less.expected_fill_rate(capacity) + 1e-12);
            prop_assert!(greater.expected_spill(capacity) >= less.expected_spill(capacity) - 1e-12);
        }

        #[test]
        fn served_and_spilled_make_the_mean(
            mean in 0.0..40.0_f64, overdispersion in 0.0..2.0_f64, capacity in 0_usize..60,
        ) {
            let demand = CourtDemand::negative_binomial(mean, overdispersion).unwrap();
            let (served, spilled) = (demand.expected_served(capacity), demand.expected_spill(capacity));
            prop_assert!((served + spilled - mean).abs() < 1e-9);
            prop_assert!((0.0..=capacity as f64 + 1e-9).contains(&served));
        }

        #[test]
        fn taking_courts_spills_what_a_smaller_capacity_spills(
            mean in 0.0..20.0_f64, overdispersion in 0.0..2.0_f64, free in 0_usize..12, taken in 0_usize..15,
        ) {
            let demand = CourtDemand::negative_binomial(mean, overdispersion).unwrap();
            let left = free.saturating_sub(taken);
            let further = demand.expected_spill(left) - demand.expected_spill(free);
            prop_assert!((demand.expected_spill_of_taking(taken, free) - further).abs() < 1e-9);
        }

        #[test]
        fn the_moments_are_those_stated(mean in 0.1..8.0_f64, overdispersion in 0.0..0.5_f64) {
            let demand = CourtDemand::negative_binomial(mean, overdispersion).unwrap();
            let (mut first, mut second) = (0.0, 0.0);
            for (count, probability) in demand.probabilities().take(2_000).enumerate() {
                first += count as f64 * probability;
                second += (count as f64).powi(2) * probability;
            }
            prop_assert!((first - mean).abs() < 1e-8);
            prop_assert!((second - first * first - demand.variance()).abs() < 1e-6);
        }
    }
}
