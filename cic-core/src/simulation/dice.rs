//! Seeded randomness: one stream for each purpose, period and subject, so that the order of evaluation is free.

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What randomness is drawn for; each purpose has streams of its own.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Town = 1,
    Employers,
    Joining,
    Character,
    Profile,
    Appetite,
    Play,
    Leaving,
    Survey,
    Desk,
}

/// A stream of random draws.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, purpose: Purpose, period: u32, subject: u32) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream((purpose as u64) << 56 | u64::from(period) << 32 | u64::from(subject));
        Self(generator)
    }

    /// Uniform on [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform on 0..`count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((u64::from(self.0.next_u32()) * count as u64) >> 32) as usize
    }

    /// Uniform on `low..=high`.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as usize) as i32
    }

    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// Gamma of a shape of 1 or more, by Marsaglia and Tsang's method (2000).
    pub(super) fn gamma(&mut self, shape: f64, mean: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        let standard = loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            let log_u = (1.0 - self.unit()).ln();
            if v > 0.0 && log_u < 0.5 * x * x + d - d * v + d * v.ln() {
                break d * v;
            }
        };
        standard * mean / shape
    }

    /// Poisson for small means, by multiplication.
    pub(super) fn poisson(&mut self, mean: f64) -> u32 {
        let floor = (-mean).exp();
        let mut product = self.unit();
        let mut count = 0;
        while product > floor && count < 1_000 {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// A share around `mean`, kept within 0 and 1.
    pub(super) fn share(&mut self, mean: f64, deviation: f64) -> f64 {
        (mean + deviation * self.normal()).clamp(0.0, 0.97)
    }

    /// An index drawn in proportion to `weights`.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// An index drawn by running totals of weights.
    pub(super) fn by_running_total(&mut self, totals: &[f64]) -> usize {
        let drawn = self.unit() * totals.last().copied().unwrap_or(0.0);
        totals
            .partition_point(|total| *total <= drawn)
            .min(totals.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_asked_for() {
        let mut dice = Dice::new(7, Purpose::Play, 0, 0);
        let mut mean = |draw: &mut dyn FnMut(&mut Dice) -> f64| {
            (0..40_000).map(|_| draw(&mut dice)).sum::<f64>() / 40_000.0
        };
        assert!((mean(&mut |dice| dice.gamma(1.2, 2.0)) - 2.0).abs() < 0.08);
        assert!((mean(&mut |dice| dice.gamma(9.0, 3.0)) - 3.0).abs() < 0.03);
        assert!((mean(&mut |dice| f64::from(dice.poisson(1.7))) - 1.7).abs() < 0.03);
        assert!(mean(&mut Dice::normal).abs() < 0.03);
        assert!((mean(&mut |dice| dice.exponential(2.0)) - 2.0).abs() < 0.05);
    }

    #[test]
    fn streams_differ_by_purpose_period_and_subject() {
        let first = |purpose, period, subject| Dice::new(1, purpose, period, subject).unit().to_bits();
        let base = first(Purpose::Play, 1, 1);
        assert_ne!(base, first(Purpose::Leaving, 1, 1));
        assert_ne!(base, first(Purpose::Play, 2, 1));
        assert_ne!(base, first(Purpose::Play, 1, 2));
        assert_eq!(base, first(Purpose::Play, 1, 1));
    }
}
