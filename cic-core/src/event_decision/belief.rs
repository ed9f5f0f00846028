use super::quantiles::Quantiles;
use crate::settings::{EventSettings, ObservedOutcomes};

/// What is believed of a segment's answer to a displacement.
#[derive(Debug, Clone)]
pub(crate) struct SegmentBelief {
    /// Expected rise in the probability to leave.
    pub uplift: f64,
    /// The true rise over the expected one.
    pub uplift_factor: Quantiles,
    /// Expected share of displaced visits that move to another slot when one is free.
    pub recapture: f64,
    /// That share.
    pub recapture_share: Quantiles,
    /// How much of the uplift outcomes tell: 0 is the prior alone, 1 is outcomes alone.
    pub learned_share: f64,
    /// Displaced members whose outcome is known.
    pub outcomes: u64,
    /// Displaced visits whose outcome is known.
    pub visits: u64,
}

impl SegmentBelief {
    /// The club's figure for a segment, corrected by what came of displacements.
    pub(super) fn of(settings: &EventSettings, segment: &str) -> Self {
        let seen = settings.outcomes_of(segment);
        let stated = settings.uplift.get(segment).copied().unwrap_or(0.0);
        let prior_deviation = stated * settings.uplift_uncertainty;
        let (uplift, deviation) = uplift(stated, prior_deviation, &seen);
        let relative = if uplift > 0.0 {
            (deviation / uplift).min(2.0)
        } else {
            0.0
        };
        let (recapture, weight) = recapture(
            settings.recapture.of(segment),
            settings.recapture_certainty,
            &seen,
        );
        Self {
            uplift,
            uplift_factor: Quantiles::gamma(1.0, relative),
            recapture,
            recapture_share: Quantiles::beta(recapture, weight),
            learned_share: match measured(&seen) {
                Some((_, error)) if prior_deviation > 0.0 => {
                    prior_deviation.powi(2) / (prior_deviation.powi(2) + error.powi(2))
                }
                _ => 0.0,
            },
            outcomes: seen.displaced.min(seen.matched),
            visits: seen.visits,
        }
    }
}

/// The expected uplift of a segment.
pub(crate) fn believed_uplift(settings: &EventSettings, segment: &str) -> f64 {
    let stated = settings.uplift.get(segment).copied().unwrap_or(0.0);
    uplift(
        stated,
        stated * settings.uplift_uncertainty,
        &settings.outcomes_of(segment),
    )
    .0
}

/// The expected uplift and its standard deviation: a Gamma prior, weighed by the difference of two Beta-binomial exit
/// rates with its normal error.
fn uplift(prior: f64, deviation: f64, seen: &ObservedOutcomes) -> (f64, f64) {
    /// Points of the posterior on either side of its mode, over eight standard deviations.
    const POINTS: i32 = 400;
    let Some((difference, error)) = measured(seen).filter(|_| prior > 0.0 && deviation > 0.0) else {
        return (prior, deviation);
    };
    let (shape, scale) = ((prior / deviation).powi(2), deviation * deviation / prior);
    let precision = error.powi(-2);
    let log_density = |uplift: f64| {
        (shape - 1.0) * uplift.ln() - uplift / scale - 0.5 * precision * (uplift - difference).powi(2)
    };
    // The mode solves (shape - 1) / x - 1 / scale - precision (x - difference) = 0.
    let middle = difference - error * error / scale;
    let mode = 0.5 * (middle + (middle * middle + 4.0 * (shape - 1.0).max(0.0) * error * error).sqrt());
    let mode = mode.max(1e-3 * error.min(prior));
    let width = (precision + (shape - 1.0).max(0.0) / (mode * mode))
        .sqrt()
        .recip()
        .min(deviation + mode);
    let step = 8.0 * width / f64::from(POINTS);
    let (mut weights, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for point in -POINTS..=POINTS {
        let uplift = mode + step * f64::from(point);
        if uplift > 0.0 {
            let weight = (log_density(uplift) - log_density(mode)).exp();
            weights += weight;
            sum += weight * uplift;
            squares += weight * uplift * uplift;
        }
    }
    let mean = sum / weights;
    (
        mean.clamp(0.0, 1.0),
        (squares / weights - mean * mean).max(0.0).sqrt(),
    )
}

/// The difference of the exit rates and its standard error; `None` without outcomes on both sides.
fn measured(seen: &ObservedOutcomes) -> Option<(f64, f64)> {
    if seen.displaced == 0 || seen.matched == 0 {
        return None;
    }
    let (with, with_variance) = exit_rate(seen.displaced_exits, seen.displaced);
    let (without, without_variance) = exit_rate(seen.matched_exits, seen.matched);
    Some((with - without, (with_variance + without_variance).sqrt()))
}

/// Mean and variance of an exit rate under a uniform prior.
fn exit_rate(exits: u64, of: u64) -> (f64, f64) {
    let (first, second) = (exits as f64 + 1.0, (of - exits) as f64 + 1.0);
    let all = first + second;
    (first / all, first * second / (all * all * (all + 1.0)))
}

/// The expected recapture and how many observations it is worth.
fn recapture(prior: f64, certainty: f64, seen: &ObservedOutcomes) -> (f64, f64) {
    if seen.visits == 0 {
        return (prior, certainty);
    }
    let weight = certainty + seen.visits as f64;
    ((prior * certainty + seen.recaptured as f64) / weight, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_outcomes_the_prior_stands() {
        assert_eq!(uplift(0.03, 0.015, &ObservedOutcomes::default()), (0.03, 0.015));
    }

    #[test]
    fn a_handful_of_outcomes_hardly_moves_an_effect_of_a_few_points() {
        let seen = ObservedOutcomes {
            displaced: 30,
            displaced_exits: 6,
            matched: 30,
            matched_exits: 3,
            ..ObservedOutcomes::default()
        };
        let (mean, deviation) = uplift(0.03, 0.015, &seen);
        assert!((0.03..0.036).contains(&mean), "{mean}");
        assert!((0.014..0.016).contains(&deviation), "{deviation}");
    }

    #[test]
    fn many_outcomes_win_over_a_wrong_prior() {
        let seen = ObservedOutcomes {
            displaced: 100_000,
            displaced_exits: 18_000,
            matched: 100_000,
            matched_exits: 10_000,
            visits: 1_000,
            recaptured: 700,
        };
        let (mean, _) = uplift(0.03, 0.015, &seen);
        assert!((mean - 0.08).abs() < 0.001, "{mean}");
        let (share, _) = recapture(0.4, 12.0, &seen);
        assert!((share - 0.7).abs() < 0.005, "{share}");
    }
}
