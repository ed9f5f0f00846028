//! The standard normal distribution, to machine precision.

use std::f64::consts::PI;

/// P(Z <= z).
pub(super) fn cumulative(z: f64) -> f64 {
    if z > 0.0 { 1.0 - tail(z) } else { tail(-z) }
}

/// P(Z > z) for z >= 0: Taylor's series around 0, the continued fraction of the Mills ratio beyond.
fn tail(z: f64) -> f64 {
    const SERIES_UNTIL: f64 = 3.0;
    const FRACTION_TERMS: u32 = 80;
    if z < SERIES_UNTIL {
        let (mut term, mut sum, mut odd) = (z, z, 1.0);
        while term > sum * 1e-18 {
            odd += 2.0;
            term *= z * z / odd;
            sum += term;
        }
        0.5 - density(z) * sum
    } else {
        let fraction = (1..=FRACTION_TERMS)
            .rev()
            .fold(z, |below, step| z + f64::from(step) / below);
        density(z) / fraction
    }
}

fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// The z with P(Z <= z) = `probability`; infinite at 0 and 1.
pub(super) fn quantile(probability: f64) -> f64 {
    if probability > 0.5 {
        return -quantile(1.0 - probability);
    }
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    // A start within 1e-3 (Abramowitz and Stegun 26.2.22), then Halley's steps, which triple the digits.
    let root = (-2.0 * probability.ln()).sqrt();
    let start = (2.307_53 + 0.270_61 * root) / (1.0 + root * (0.992_29 + root * 0.044_81)) - root;
    (0..4).fold(start, |z, _| {
        let step = (cumulative(z) - probability) / density(z);
        z - step / (1.0 + 0.5 * z * step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_quantiles_are_met() {
        for (probability, expected) in [
            (0.975, 1.959_963_984_540_054),
            (0.5, 0.0),
            (0.05, -1.644_853_626_951_472_7),
            (1e-10, -6.361_340_902_404_056),
            (0.999, 3.090_232_306_167_813_5),
        ] {
            assert!(
                (quantile(probability) - expected).abs() < 1e-12,
                "{probability}: {}",
                quantile(probability)
            );
        }
        assert!(quantile(0.0).is_infinite() && quantile(1.0) > 0.0);
    }

    #[test]
    fn the_quantile_undoes_the_cumulative() {
        for step in -60..=60 {
            let z = f64::from(step) / 10.0;
            assert!((quantile(cumulative(z)) - z).abs() < 1e-7, "{z}");
        }
    }
}
