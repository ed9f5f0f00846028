//! Random draws from the distributions that the models assume, from a generator that the caller seeds.

use rand::RngCore;

use super::special::ln_gamma;

/// Uniform on (0, 1): neither end is ever drawn.
pub(crate) fn uniform(generator: &mut impl RngCore) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
    ((generator.next_u64() >> 11) as f64 + 0.5) * STEP
}

/// Exponential with mean 1.
pub(crate) fn exponential(generator: &mut impl RngCore) -> f64 {
    -uniform(generator).ln()
}

/// Normal with mean 0 and variance 1 (Box and Muller; the second of each pair is not kept).
pub(crate) fn normal(generator: &mut impl RngCore) -> f64 {
    let radius = (-2.0 * uniform(generator).ln()).sqrt();
    radius * (std::f64::consts::TAU * uniform(generator)).cos()
}

/// Gamma with this shape and scale 1 (Marsaglia and Tsang 2000); zero where a tiny shape underflows.
pub(crate) fn gamma(shape: f64, generator: &mut impl RngCore) -> f64 {
    if shape < 1.0 {
        let boost = uniform(generator).ln() / shape;
        return gamma(shape + 1.0, generator) * boost.exp();
    }
    let centre = shape - 1.0 / 3.0;
    let spread = 1.0 / (9.0 * centre).sqrt();
    loop {
        let deviate = normal(generator);
        let root = 1.0 + spread * deviate;
        if root <= 0.0 {
            continue;
        }
        let cube = root * root * root;
        if uniform(generator).ln() < 0.5 * deviate * deviate + centre * (1.0 - cube + cube.ln()) {
            return centre * cube;
        }
    }
}

/// Beta with these two shapes.
pub(crate) fn beta(a: f64, b: f64, generator: &mut impl RngCore) -> f64 {
    let (left, right) = (gamma(a, generator), gamma(b, generator));
    if left + right > 0.0 {
        left / (left + right)
    } else if uniform(generator) * (a + b) < a {
        1.0
    } else {
        0.0
    }
}

/// Poisson with this mean: by a product of uniforms, or where that is long by transformed rejection (Hoermann 1993, PTRS).
pub(crate) fn poisson(mean: f64, generator: &mut impl RngCore) -> f64 {
    const FEW: f64 = 10.0;
    if mean < FEW {
        let least = (-mean).exp();
        let (mut product, mut count) = (uniform(generator), 0.0);
        while product > least {
            product *= uniform(generator);
            count += 1.0;
        }
        return count;
    }
    let ln_mean = mean.ln();
    let width = 0.931 + 2.53 * mean.sqrt();
    let shift = -0.059 + 0.02483 * width;
    let inverse_alpha = 1.1239 + 1.1328 / (width - 3.4);
    let sure = 0.9277 - 3.6224 / (width - 2.0);
    loop {
        let across = uniform(generator) - 0.5;
        let height = uniform(generator);
        let edge = 0.5 - across.abs();
        let count = ((2.0 * shift / edge + width) * across + mean + 0.43).floor();
        if edge >= 0.07 && height <= sure {
            return count;
        }
        if count < 0.0 || (edge < 0.013 && height > edge) {
            continue;
        }
        let bound = (height * inverse_alpha / (shift / (edge * edge) + width)).ln();
        if bound <= count * ln_mean - mean - ln_gamma(count + 1.0) {
            return count;
        }
    }
}

/// How many trials it takes until one with this chance succeeds, at least 1; infinite at a chance of 0.
pub(crate) fn geometric(chance: f64, generator: &mut impl RngCore) -> f64 {
    (uniform(generator).ln() / (-chance).ln_1p()).ceil().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn mean_and_variance(mut draw: impl FnMut(&mut ChaCha8Rng) -> f64) -> (f64, f64) {
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        let draws: Vec<f64> = (0..40_000).map(|_| draw(&mut generator)).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        (mean, variance)
    }

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        let close = |found: (f64, f64), mean: f64, variance: f64| {
            let error = 4.0 * (variance / 40_000.0).sqrt();
            assert!((found.0 - mean).abs() < error, "{found:?} for {mean}, {variance}");
            assert!(
                (found.1 / variance - 1.0).abs() < 0.1,
                "{found:?} for {mean}, {variance}"
            );
        };
        close(mean_and_variance(uniform), 0.5, 1.0 / 12.0);
        close(mean_and_variance(exponential), 1.0, 1.0);
        close(mean_and_variance(normal), 0.0, 1.0);
        for shape in [0.24, 1.0, 4.4] {
            close(
                mean_and_variance(|generator| gamma(shape, generator)),
                shape,
                shape,
            );
        }
        for mean in [0.3, 4.0, 11.0, 90.0, 4_000.0] {
            close(
                mean_and_variance(|generator| poisson(mean, generator)),
                mean,
                mean,
            );
        }
        for chance in [0.05, 0.6] {
            close(
                mean_and_variance(|generator| geometric(chance, generator)),
                1.0 / chance,
                (1.0 - chance) / (chance * chance),
            );
        }
        let (a, b) = (0.8, 2.4);
        close(
            mean_and_variance(|generator| beta(a, b, generator)),
            a / (a + b),
            a * b / ((a + b) * (a + b) * (a + b + 1.0)),
        );
    }

    #[test]
    fn sure_trials_take_one_and_vain_ones_never_end() {
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        assert!((geometric(1.0, &mut generator) - 1.0).abs() < f64::EPSILON);
        assert!(geometric(0.0, &mut generator).is_infinite());
        assert!(poisson(0.0, &mut generator).abs() < f64::EPSILON);
    }

    #[test]
    fn tiny_shapes_give_numbers() {
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        for _ in 0..100 {
            assert!((0.0..=1.0).contains(&beta(1e-6, 2e-6, &mut generator)));
        }
    }
}
