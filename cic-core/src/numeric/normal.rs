//! The standard normal distribution.

/// The value that a standard normal variable stays below with the given probability, to sixteen digits.
///
/// Wichura (1988), algorithm AS 241. Meant for 0 < `probability` < 1; minus or plus infinity at the ends.
pub(crate) fn normal_quantile(probability: f64) -> f64 {
    let centred = probability - 0.5;
    if centred.abs() <= 0.425 {
        let square = 0.180_625 - centred * centred;
        return centred * ratio(square, &CENTRE);
    }
    let tail = if centred < 0.0 {
        probability
    } else {
        1.0 - probability
    };
    if tail <= 0.0 {
        return centred.signum() * f64::INFINITY;
    }
    let root = (-tail.ln()).sqrt();
    let magnitude = if root <= 5.0 {
        ratio(root - 1.6, &TAIL)
    } else {
        ratio(root - 5.0, &FAR_TAIL)
    };
    centred.signum() * magnitude
}

/// The half-width, in standard errors, of a two-sided interval of the given confidence.
pub(crate) fn two_sided_width(confidence: f64) -> f64 {
    normal_quantile(0.5 + confidence / 2.0)
}

/// Numerator and denominator of a ratio of polynomials, the constant first.
type Ratio = ([f64; 8], [f64; 8]);

const CENTRE: Ratio = (
    [
        3.387_132_872_796_366_6,
        133.141_667_891_784_38,
        1_971.590_950_306_551_4,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

const TAIL: Ratio = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

const FAR_TAIL: Ratio = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_94e-15,
    ],
);

fn ratio(at: f64, (numerator, denominator): &Ratio) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| {
        coefficients
            .iter()
            .rev()
            .fold(0.0, |sum, coefficient| sum * at + coefficient)
    };
    polynomial(numerator) / polynomial(denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Wichura (1988), and the widths in common use.
        for (probability, expected) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
            (0.975, 1.959_963_984_540_054),
            (0.5, 0.0),
        ] {
            let error = normal_quantile(probability) - expected;
            assert!(error.abs() < 1e-14, "{probability}: off by {error}");
        }
        assert!((two_sided_width(0.95) - 1.959_963_984_540_054).abs() < 1e-14);
    }

    #[test]
    fn certainty_is_infinitely_far_out() {
        let ends = [normal_quantile(0.0), normal_quantile(1.0)];
        assert!(ends[0] < f64::MIN && ends[1] > f64::MAX, "{ends:?}");
    }
}
