use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Seeded chance: the same seed rolls the same.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform on 0..1.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.uniform() * (high - low)
    }

    /// Uniform on 0..count.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to count - 1"
        )]
        let index = (self.uniform() * count as f64) as usize;
        index.min(count.saturating_sub(1))
    }

    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.uniform()).ln()
    }

    /// Mean 1 and this standard deviation.
    pub(crate) fn gamma(&mut self, deviation: f64) -> f64 {
        let shape = deviation.powi(-2);
        self.gamma_of_shape(shape) / shape
    }

    /// Marsaglia and Tsang, 2000.
    fn gamma_of_shape(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = (1.0 - self.uniform()).powf(1.0 / shape);
            return self.gamma_of_shape(shape + 1.0) * boost;
        }
        let third = shape - 1.0 / 3.0;
        let scale = 1.0 / (9.0 * third).sqrt();
        loop {
            let normal = self.normal();
            let cube = (1.0 + scale * normal).powi(3);
            if cube > 0.0 {
                let bound = 0.5 * normal * normal + third - third * cube + third * cube.ln();
                if (1.0 - self.uniform()).ln() < bound {
                    return third * cube;
                }
            }
        }
    }

    pub(crate) fn beta(&mut self, mean: f64, weight: f64) -> f64 {
        let (one, other) = (
            self.gamma_of_shape(mean * weight),
            self.gamma_of_shape((1.0 - mean) * weight),
        );
        one / (one + other)
    }

    pub(crate) fn poisson(&mut self, mean: f64) -> usize {
        let mut count = 0;
        let mut time = self.exponential(1.0);
        while time < mean {
            count += 1;
            time += self.exponential(1.0);
        }
        count
    }

    pub(crate) fn binomial(&mut self, of: u64, chance: f64) -> u64 {
        if of > 200 {
            let mean = of as f64 * chance;
            let count = (mean + self.normal() * (mean * (1.0 - chance)).sqrt()).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0..=of"
            )]
            return count.clamp(0.0, of as f64) as u64;
        }
        (0..of).filter(|_| self.uniform() < chance).count() as u64
    }
}
