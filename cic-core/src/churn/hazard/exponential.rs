//! Exponential and logarithm without branches or calls, so that loops over them become vector code and every machine
//! gets the same bits.

/// Below this the exponential is taken as that of this: 1e-304, nothing beside 1.
const LOWEST: f64 = -700.0;
/// Adding and taking away 1.5 * 2^52 rounds to the nearest whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts: the first has 32 trailing zero bits, so that its multiples are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// e^x for x of 0 or less, within 2 units in the last place.
#[inline]
pub(super) fn exp_of_negative(x: f64) -> f64 {
    let x = if x < LOWEST { LOWEST } else { x };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let halvings = shifted - ROUNDER;
    let rest = (x - halvings * LN_2_HIGH) - halvings * LN_2_LOW;
    // Taylor's series of e^rest, |rest| <= ln 2 / 2: the term left out is below 2e-17.
    let mut sum = 1.0 / 6_227_020_800.0;
    sum = sum * rest + 1.0 / 479_001_600.0;
    sum = sum * rest + 1.0 / 39_916_800.0;
    sum = sum * rest + 1.0 / 3_628_800.0;
    sum = sum * rest + 1.0 / 362_880.0;
    sum = sum * rest + 1.0 / 40_320.0;
    sum = sum * rest + 1.0 / 5_040.0;
    sum = sum * rest + 1.0 / 720.0;
    sum = sum * rest + 1.0 / 120.0;
    sum = sum * rest + 1.0 / 24.0;
    sum = sum * rest + 1.0 / 6.0;
    sum = sum * rest + 0.5;
    sum = sum * rest + 1.0;
    sum = sum * rest + 1.0;
    // The low bits of `shifted` hold the whole number; in the exponent they are a power of two.
    let power = shifted.to_bits().wrapping_add(1_023) << 52;
    sum * f64::from_bits(power)
}

/// ln(1 + x) for x from 0 to 1, within 4 units in the last place.
#[inline]
pub(super) fn ln_1p_of_share(x: f64) -> f64 {
    // ln(1 + x) = 2 artanh(x / (2 + x)), whose series in squares of at most 1/9 ends soon.
    let ratio = x / (2.0 + x);
    let square = ratio * ratio;
    let mut sum = 1.0 / 33.0;
    sum = sum * square + 1.0 / 31.0;
    sum = sum * square + 1.0 / 29.0;
    sum = sum * square + 1.0 / 27.0;
    sum = sum * square + 1.0 / 25.0;
    sum = sum * square + 1.0 / 23.0;
    sum = sum * square + 1.0 / 21.0;
    sum = sum * square + 1.0 / 19.0;
    sum = sum * square + 1.0 / 17.0;
    sum = sum * square + 1.0 / 15.0;
    sum = sum * square + 1.0 / 13.0;
    sum = sum * square + 1.0 / 11.0;
    sum = sum * square + 1.0 / 9.0;
    sum = sum * square + 1.0 / 7.0;
    sum = sum * square + 1.0 / 5.0;
    sum = sum * square + 1.0 / 3.0;
    2.0 * ratio + 2.0 * ratio * square * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_standard_library() {
        for step in 0..700_000 {
            let x = -f64::from(step) / 1_000.3;
            let (found, expected) = (exp_of_negative(x), x.exp());
            assert!((found / expected - 1.0).abs() < 5e-16, "{x}: {found} {expected}");
        }
        assert!(exp_of_negative(0.0).to_bits() == 1.0_f64.to_bits());
        assert!(exp_of_negative(-1e9) < 1e-300 && exp_of_negative(f64::NEG_INFINITY) >= 0.0);
    }

    #[test]
    fn the_logarithm_is_that_of_the_standard_library() {
        for step in 0..=100_000 {
            let x = f64::from(step) / 100_000.0;
            assert!((ln_1p_of_share(x) - x.ln_1p()).abs() <= 1e-15 * x.ln_1p(), "{x}");
        }
        assert!((ln_1p_of_share(1e-300) - 1e-300).abs() < 1e-315);
    }
}
