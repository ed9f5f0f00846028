use super::search::{Slopes, best_of, fitted};
use super::{
    FittedRetention, RetentionCounts, RetentionCurve, RetentionError, RetentionOptions, ShiftedBetaGeo,
};
use crate::numeric::special::LogGamma;

/// Shapes from which the search starts, beside the beta-geometric fit.
const START_SHAPES: [f64; 3] = [0.6, 1.0, 1.6];
/// Where members hardly differ, the search starts from where they do.
const LARGEST_START: f64 = 50.0;
const SMALLEST_START: f64 = 0.05;

/// The beta-discrete-Weibull model of retention (Fader, Hardie, Liu, Davin and Steenburgh 2018).
///
/// As [`ShiftedBetaGeo`], with a shape c by which one and the same member grows more (c > 1) or less (c < 1) likely to
/// leave with time: retention may fall before it rises.
#[derive(Debug, Clone, Copy)]
pub struct BetaDiscreteWeibull;

impl BetaDiscreteWeibull {
    /// Fits alpha, beta and c by Newton's method on their logarithms, from several starts.
    ///
    /// ```
    /// use cic_core::churn::retention::{BetaDiscreteWeibull, RetentionCounts, RetentionOptions};
    /// let counts = RetentionCounts::from_survivors(&[1000.0, 631.0, 468.0, 382.0, 326.0])?;
    /// let fitted = BetaDiscreteWeibull::fit(&counts, &RetentionOptions::default())?;
    /// assert!((fitted.log_likelihood() + 1401.3831).abs() < 1e-4);
    /// # Ok::<(), cic_core::churn::retention::RetentionError>(())
    /// ```
    ///
    /// # Errors
    /// Decisions of fewer than three periods; nobody who left, or nobody who stayed; options that cannot be used.
    pub fn fit(
        counts: &RetentionCounts,
        options: &RetentionOptions,
    ) -> Result<FittedRetention, RetentionError> {
        const NEEDED: usize = 3;
        options.check()?;
        counts.check(NEEDED)?;
        let left: f64 = counts.left().iter().sum();
        let beta_geometric = ShiftedBetaGeo::fit(counts, options)?.parameters();
        let start = |place: usize| beta_geometric[place].1.clamp(SMALLEST_START, LARGEST_START);
        let starts = START_SHAPES.map(|shape| [start(0), start(1), shape]);
        let found = best_of(&starts, left, options, |parameters| slopes(counts, parameters))
            .ok_or(RetentionError::NobodyLeft)?;
        let curve = RetentionCurve::BetaDiscreteWeibull {
            alpha: found.point[0].exp(),
            beta: found.point[1].exp(),
            c: found.point[2].exp(),
        };
        Ok(fitted(curve, &found))
    }
}

fn slopes(counts: &RetentionCounts, parameters: [f64; 3]) -> Slopes<3> {
    let at_start = Constants::of(parameters);
    let mut slopes = Slopes::none();
    let mut latest: Option<(usize, Slopes<3>)> = None;
    for (period, faced, left) in counts.decisions() {
        let before = match latest.take() {
            Some((known, survival)) if known == period => survival,
            _ => at_start.log_survival(period),
        };
        let after = at_start.log_survival(period + 1);
        slopes.add_decision(&before, &after, left, faced - left);
        latest = Some((period + 1, after));
    }
    slopes
}

impl Slopes<3> {
    /// Adds left * ln(1 - e^d) + stayed * d, where d is the fall of the log survival.
    fn add_decision(&mut self, before: &Self, after: &Self, left: f64, stayed: f64) {
        // A fall lost in rounding is held at what rounding can tell.
        let fall = (after.value - before.value).min(-f64::EPSILON);
        let odds = 1.0 / (-fall).exp_m1();
        self.value += left * ln_1m_exp(fall) + stayed * fall;
        let slope = stayed - left * odds;
        let curvature = -left * odds * (1.0 + odds);
        for row in 0..3 {
            let by_row = after.gradient[row] - before.gradient[row];
            self.gradient[row] += slope * by_row;
            for column in 0..3 {
                let by_column = after.gradient[column] - before.gradient[column];
                let by_both = after.hessian[row][column] - before.hessian[row][column];
                self.hessian[row][column] += slope * by_both + curvature * by_row * by_column;
            }
        }
    }
}

/// ln(1 - e^x) for `x` < 0, without losing the digits of either end.
fn ln_1m_exp(x: f64) -> f64 {
    if x > -std::f64::consts::LN_2 {
        (-x.exp_m1()).ln()
    } else {
        (-x.exp()).ln_1p()
    }
}

/// What the log survival of every time shares.
struct Constants {
    parameters: [f64; 3],
    beta: LogGamma,
    both: LogGamma,
}

impl Constants {
    fn of(parameters: [f64; 3]) -> Self {
        let [alpha, beta, _] = parameters;
        Self {
            parameters,
            beta: LogGamma::at(beta),
            both: LogGamma::at(alpha + beta),
        }
    }

    /// ln B(alpha, beta + t^c) - ln B(alpha, beta) with its derivatives by alpha, beta and c.
    fn log_survival(&self, time: usize) -> Slopes<3> {
        if time == 0 {
            return Slopes::none();
        }
        let [alpha, beta, shape] = self.parameters;
        let log_time = (time as f64).ln();
        let scaled = (time as f64).powf(shape);
        let (by_shape, by_shape_twice) = (scaled * log_time, scaled * log_time * log_time);
        let staying = LogGamma::at(beta + scaled);
        let all = LogGamma::at(alpha + beta + scaled);
        let by_scaled = staying.digamma - all.digamma;
        let twice_by_scaled = staying.trigamma - all.trigamma;
        let by_alpha_twice = self.both.trigamma - all.trigamma;
        let by_beta_twice = twice_by_scaled - self.beta.trigamma + self.both.trigamma;
        let alpha_shape = -all.trigamma * by_shape;
        let beta_shape = twice_by_scaled * by_shape;
        Slopes {
            value: staying.value - all.value - self.beta.value + self.both.value,
            gradient: [
                self.both.digamma - all.digamma,
                by_scaled - self.beta.digamma + self.both.digamma,
                by_scaled * by_shape,
            ],
            hessian: [
                [by_alpha_twice, by_alpha_twice, alpha_shape],
                [by_alpha_twice, by_beta_twice, beta_shape],
                [
                    alpha_shape,
                    beta_shape,
                    twice_by_scaled * by_shape * by_shape + by_scaled * by_shape_twice,
                ],
            ],
        }
    }
}
