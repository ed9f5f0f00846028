//! The upper tail of the chi-square distribution.

use super::special::ln_gamma;

/// The most terms of a series or a fraction; both end far sooner.
const MOST_TERMS: usize = 10_000;

/// The probability that a chi-square variable exceeds `value`, which is 0 or more.
pub(crate) fn chi_square_exceeds(value: f64, degrees_of_freedom: usize) -> f64 {
    let (shape, at) = (degrees_of_freedom as f64 / 2.0, value / 2.0);
    if at <= 0.0 {
        return 1.0;
    }
    let front = (shape * at.ln() - at - ln_gamma(shape)).exp();
    let tail = if at < shape + 1.0 {
        1.0 - front * lower_series(shape, at)
    } else {
        front * upper_fraction(shape, at)
    };
    tail.clamp(0.0, 1.0)
}

/// The lower incomplete gamma function without its front factor: a series with positive terms.
fn lower_series(shape: f64, at: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    for place in 1..MOST_TERMS {
        term *= at / (shape + place as f64);
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum
}

/// The upper incomplete gamma function without its front factor: Legendre's continued fraction, by Lentz.
fn upper_fraction(shape: f64, at: f64) -> f64 {
    let mut denominator = at + 1.0 - shape;
    let mut numerator_ratio = 1.0 / f64::MIN_POSITIVE;
    let mut denominator_ratio = 1.0 / denominator;
    let mut fraction = denominator_ratio;
    for place in 1..MOST_TERMS {
        let place = place as f64;
        let partial = place * (shape - place);
        denominator += 2.0;
        denominator_ratio = 1.0 / (partial * denominator_ratio + denominator);
        numerator_ratio = denominator + partial / numerator_ratio;
        let factor = numerator_ratio * denominator_ratio;
        fraction *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_tables() {
        for (value, degrees, expected) in [
            (3.841_458_820_694_124, 1, 0.05),
            (5.991_464_547_107_979, 2, 0.05),
            (18.307_038_053_275_143, 10, 0.05),
            (0.003_932_140_000_019_522, 1, 0.95),
            (100.0, 4, (1.0 + 50.0) * (-50.0_f64).exp()),
        ] {
            let tail = chi_square_exceeds(value, degrees);
            assert!(
                (tail / expected - 1.0).abs() < 1e-12,
                "{value}, {degrees}: {tail}"
            );
        }
    }

    #[test]
    fn nothing_is_exceeded_surely_and_much_never() {
        assert!((chi_square_exceeds(0.0, 3) - 1.0).abs() < 1e-300);
        assert!(chi_square_exceeds(1e6, 3) < 1e-300);
    }
}
