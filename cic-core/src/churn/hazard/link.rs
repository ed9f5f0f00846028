use super::Link;
use super::exponential::{exp_of_negative, ln_1p_of_share};

/// Linear predictors beyond this give a probability of 0 or 1 to the last bit under either link.
const LARGEST_PREDICTOR: f64 = 700.0;

/// What one predictor adds to a fit, for `periods` at risk of which `exits` (0 or 1) ended in an exit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slope {
    /// Its log-likelihood.
    pub(super) log_likelihood: f64,
    /// The derivative of that by the predictor.
    pub(super) score: f64,
    /// The expected information about the predictor.
    pub(super) information: f64,
    /// The probability of an exit in one period.
    pub(super) probability: f64,
}

impl Link {
    /// The probability of an exit in one period, 0 to 1.
    ///
    /// ```
    /// use cic_core::churn::hazard::Link;
    /// assert_eq!(Link::Logit.probability(0.0), 0.5);
    /// assert!((Link::Cloglog.probability(0.0) - (1.0 - (-1.0_f64).exp())).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn probability(self, predictor: f64) -> f64 {
        match self {
            Self::Logit => logit_slope(predictor, 1.0, 0.0).probability,
            Self::Cloglog => cloglog_slope(predictor, 1.0, 0.0).probability,
        }
    }

    /// The derivative of the probability by the predictor.
    #[must_use]
    pub fn probability_slope(self, predictor: f64) -> f64 {
        match self {
            Self::Logit => logit_slope(predictor, 1.0, 0.0).information,
            Self::Cloglog => {
                let intensity = predictor.clamp(-LARGEST_PREDICTOR, LARGEST_PREDICTOR).exp();
                intensity * (-intensity).exp()
            }
        }
    }

    /// The predictor with this probability; the probability is kept off 0 and 1.
    #[must_use]
    pub fn predictor(self, probability: f64) -> f64 {
        let probability = probability.clamp(1e-300, 1.0 - f64::EPSILON);
        match self {
            Self::Logit => probability.ln() - (-probability).ln_1p(),
            Self::Cloglog => (-(-probability).ln_1p()).ln(),
        }
    }
}

/// What predictors add to a fit, number by number.
#[derive(Debug, Default)]
pub(super) struct Slopes {
    pub(super) log_likelihood: Vec<f64>,
    pub(super) score: Vec<f64>,
    pub(super) information: Vec<f64>,
    pub(super) probability: Vec<f64>,
}

impl Slopes {
    /// Takes the slopes of predictors with their periods and exits.
    pub(super) fn take(&mut self, link: Link, predictors: &[f64], periods: &[f64], exits: &[f64]) {
        match link {
            Link::Logit => self.take_of(predictors, periods, exits, logit_slope),
            Link::Cloglog => self.take_of(predictors, periods, exits, cloglog_slope),
        }
    }

    #[inline]
    fn take_of(
        &mut self,
        predictors: &[f64],
        periods: &[f64],
        exits: &[f64],
        slope: impl Fn(f64, f64, f64) -> Slope,
    ) {
        for column in [
            &mut self.log_likelihood,
            &mut self.score,
            &mut self.information,
            &mut self.probability,
        ] {
            column.resize(predictors.len(), 0.0);
        }
        let cells = predictors.iter().zip(periods).zip(exits);
        let sums = self.log_likelihood.iter_mut().zip(&mut self.score);
        let shapes = self.information.iter_mut().zip(&mut self.probability);
        for ((((predictor, periods), exits), (log_likelihood, score)), (information, probability)) in
            cells.zip(sums).zip(shapes)
        {
            let slope = slope(*predictor, *periods, *exits);
            *log_likelihood = slope.log_likelihood;
            *score = slope.score;
            *information = slope.information;
            *probability = slope.probability;
        }
    }
}

#[inline]
fn logit_slope(predictor: f64, periods: f64, exits: f64) -> Slope {
    let odds_against = exp_of_negative(-predictor.abs());
    let likelier = 1.0 / (1.0 + odds_against);
    let rarer = odds_against * likelier;
    let (probability, positive) = if predictor >= 0.0 {
        (likelier, predictor)
    } else {
        (rarer, 0.0)
    };
    Slope {
        log_likelihood: exits * predictor - periods * (positive + ln_1p_of_share(odds_against)),
        score: exits - periods * probability,
        information: periods * rarer * likelier,
        probability,
    }
}

fn cloglog_slope(predictor: f64, periods: f64, exits: f64) -> Slope {
    let intensity = predictor.clamp(-LARGEST_PREDICTOR, LARGEST_PREDICTOR).exp();
    let stay = (-intensity).exp();
    let probability = -(-intensity).exp_m1();
    let stays = periods - exits;
    // Beyond 1,000 the chance to stay is 0 and its product with the intensity too.
    let bounded = intensity.min(1_000.0);
    let relative = bounded / probability;
    Slope {
        log_likelihood: exits * probability.ln() - stays * intensity,
        score: exits * stay * relative - stays * intensity,
        information: periods * bounded * relative * stay,
        probability,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINKS: [Link; 2] = [Link::Logit, Link::Cloglog];

    #[test]
    fn scores_are_the_derivatives_of_log_likelihoods() {
        for link in LINKS {
            for step in -40..=20 {
                let predictor = f64::from(step) / 8.0;
                let at = |shift: f64| {
                    let mut slopes = Slopes::default();
                    slopes.take(link, &[predictor + shift], &[3.0], &[1.0]);
                    (slopes.log_likelihood[0], slopes.score[0], slopes.probability[0])
                };
                let numeric = (at(1e-5).0 - at(-1e-5).0) / 2e-5;
                let score = at(0.0).1;
                assert!(
                    (numeric - score).abs() < 1e-5 * (1.0 + score.abs()),
                    "{link:?} {predictor}"
                );
                let slope = (at(1e-5).2 - at(-1e-5).2) / 2e-5;
                assert!((slope - link.probability_slope(predictor)).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn predictors_of_any_size_give_numbers() {
        for link in LINKS {
            for predictor in [-1e300, -800.0, -1e-300, 0.0, 40.0, 800.0, 1e300] {
                let probability = link.probability(predictor);
                assert!((0.0..=1.0).contains(&probability), "{link:?} {predictor}");
                let mut slopes = Slopes::default();
                slopes.take(link, &[predictor; 2], &[1.0; 2], &[0.0, 1.0]);
                assert!(
                    slopes.log_likelihood.iter().all(|value| *value <= 0.0),
                    "{slopes:?}"
                );
                assert!(slopes.score.iter().all(|value| value.is_finite()), "{slopes:?}");
                assert!(slopes.information.iter().all(|value| *value >= 0.0), "{slopes:?}");
            }
        }
    }

    #[test]
    fn the_predictor_of_a_probability_gives_it_back() {
        for link in LINKS {
            for probability in [1e-12, 0.02, 0.5, 0.97] {
                let back = link.probability(link.predictor(probability));
                assert!(
                    (back - probability).abs() < 1e-14,
                    "{link:?} {probability} {back}"
                );
            }
            assert!(link.predictor(0.0).is_finite() && link.predictor(1.0).is_finite());
        }
    }
}
