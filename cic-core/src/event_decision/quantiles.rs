use std::f64::consts::LN_2;

/// Steps of the table; a power of two, so that the upper bits of a random word choose one.
const STEPS: usize = 1 << STEP_BITS;
const STEP_BITS: u32 = 9;
/// Points at which a density is read to make a table.
const POINTS: usize = 1_500;

/// A distribution as the values of its quantiles: a draw is one look-up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantiles {
    values: Vec<f64>,
}

impl Quantiles {
    /// No doubt at all.
    pub(super) fn certain(value: f64) -> Self {
        Self {
            values: vec![value; STEPS + 1],
        }
    }

    /// Gamma with this mean and standard deviation.
    pub(super) fn gamma(mean: f64, deviation: f64) -> Self {
        if mean <= 0.0 || deviation <= mean * 1e-6 {
            return Self::certain(mean.max(0.0));
        }
        let shape = (mean / deviation).powi(2);
        // In the logarithm of the value the density has no pole, whatever the shape.
        let width = 9.0 / shape.sqrt().min(shape);
        let upper = 9.0 / shape.sqrt() + 4.0 * LN_2;
        let log_density = |log: f64| shape * (log - log.exp());
        Self::tabulated(-width, upper.min(width), log_density, f64::exp).with_mean(mean)
    }

    /// Beta with this mean and the weight of so many observations.
    pub(super) fn beta(mean: f64, weight: f64) -> Self {
        if !(1e-9..1.0 - 1e-9).contains(&mean) {
            return Self::certain(mean.clamp(0.0, 1.0));
        }
        let (first, second) = (mean * weight, (1.0 - mean) * weight);
        let middle = (mean / (1.0 - mean)).ln();
        let width = 9.0 / (weight * mean * (1.0 - mean)).sqrt() + 9.0 / first.min(second);
        let soft = |log: f64| {
            if log > 0.0 {
                (-log).exp().ln_1p()
            } else {
                log.exp().ln_1p() - log
            }
        };
        let log_density = |odds: f64| -first * soft(odds) - second * soft(-odds);
        let value = |odds: f64| 1.0 / (1.0 + (-odds).exp());
        Self::tabulated(middle - width, middle + width, log_density, value).with_mean(mean)
    }

    /// The standard normal.
    pub(super) fn normal() -> Self {
        Self::tabulated(-6.0, 6.0, |z| -0.5 * z * z, |z| z)
    }

    /// Sums the density over `low..high` and reads the quantiles off the sum.
    fn tabulated(low: f64, high: f64, log_density: impl Fn(f64) -> f64, value: impl Fn(f64) -> f64) -> Self {
        let step = (high - low) / POINTS as f64;
        let at = |point: usize| low + (point as f64 + 0.5) * step;
        let logs: Vec<f64> = (0..POINTS).map(|point| log_density(at(point))).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
        let whole: f64 = weights.iter().sum();
        let mut values = Vec::with_capacity(STEPS + 1);
        let (mut point, mut below) = (0, 0.0);
        for step_index in 0..=STEPS {
            // The outermost quantiles stand for the middle of the outermost steps.
            let level = (step_index as f64).clamp(0.25, STEPS as f64 - 0.25) / STEPS as f64 * whole;
            while point + 1 < POINTS && below + weights[point] < level {
                below += weights[point];
                point += 1;
            }
            let along = if weights[point] > 0.0 {
                (level - below) / weights[point]
            } else {
                0.5
            };
            values.push(value(low + (point as f64 + along.clamp(0.0, 1.0)) * step));
        }
        Self { values }
    }

    /// Scaled so that its mean is exact.
    fn with_mean(mut self, mean: f64) -> Self {
        let now = self.mean();
        if now > 0.0 {
            for value in &mut self.values {
                *value *= mean / now;
            }
        }
        self
    }

    /// The mean of its draws.
    pub(super) fn mean(&self) -> f64 {
        let inner: f64 = self.values[1..STEPS].iter().sum();
        (inner + f64::midpoint(self.values[0], self.values[STEPS])) / STEPS as f64
    }

    /// The value at a random word: all words alike make the distribution.
    pub(super) fn at(&self, word: u32) -> f64 {
        let step = (word >> (32 - STEP_BITS)) as usize;
        let along = f64::from(word << STEP_BITS) / 4_294_967_296.0;
        self.values[step] + along * (self.values[step + 1] - self.values[step])
    }

    /// The value below which `level` (0 to 1) lies.
    pub(super) fn level(&self, level: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 2^32 - 1"
        )]
        self.at((level.clamp(0.0, 1.0) * 4_294_967_295.0) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(quantiles: &Quantiles) -> (f64, f64) {
        let draws: Vec<f64> = (0..20_000_u32)
            .map(|draw| quantiles.at(draw * 214_748 + 77))
            .collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let squares = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        (mean, squares.sqrt())
    }

    #[test]
    fn draws_have_the_mean_and_the_spread_asked_for() {
        for (mean, deviation) in [(1.0, 0.5), (1.0, 0.1), (2.5, 2.0), (0.03, 0.01)] {
            let (seen, spread) = moments(&Quantiles::gamma(mean, deviation));
            assert!((seen / mean - 1.0).abs() < 1e-3, "{mean} {seen}");
            assert!((spread / deviation - 1.0).abs() < 0.03, "{deviation} {spread}");
        }
        for (mean, weight) in [(0.4, 12.0), (0.05, 20.0), (0.9, 2.0), (0.5, 400.0)] {
            let deviation = (mean * (1.0 - mean) / (weight + 1.0_f64)).sqrt();
            let (seen, spread) = moments(&Quantiles::beta(mean, weight));
            assert!((seen / mean - 1.0).abs() < 2e-3, "{mean} {seen}");
            assert!(
                (spread / deviation - 1.0).abs() < 0.03,
                "{mean} {weight} {deviation} {spread}"
            );
        }
        let (mean, deviation) = moments(&Quantiles::normal());
        assert!(
            mean.abs() < 1e-3 && (deviation - 1.0).abs() < 0.01,
            "{mean} {deviation}"
        );
    }

    #[test]
    fn the_ends_of_the_scale_are_certain_and_finite() {
        for quantiles in [
            Quantiles::beta(0.0, 12.0),
            Quantiles::beta(1.0, 12.0),
            Quantiles::gamma(0.0, 1.0),
            Quantiles::gamma(1.0, 0.0),
            Quantiles::beta(1e-6, 2.0),
        ] {
            assert!(
                [0.0, 0.05, 0.5, 1.0]
                    .iter()
                    .all(|&level| quantiles.level(level).is_finite())
            );
        }
    }
}
