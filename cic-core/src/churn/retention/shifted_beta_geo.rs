use super::search::{Slopes, best_of, fitted};
use super::{FittedRetention, RetentionCounts, RetentionCurve, RetentionError, RetentionOptions};

/// How much members may differ where the search starts: the sum of alpha and beta.
const START_SUMS: [f64; 4] = [0.3, 2.0, 12.0, 100.0];

/// The shifted beta-geometric model of retention (Fader and Hardie 2007).
///
/// Each member leaves at the end of each period with a probability of their own, which was drawn from a beta
/// distribution. Retention rates rise because those likely to leave are gone first.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedBetaGeo;

impl ShiftedBetaGeo {
    /// Fits alpha and beta by Newton's method on their logarithms.
    ///
    /// ```
    /// use cic_core::churn::retention::{RetentionCounts, RetentionOptions, ShiftedBetaGeo};
    /// let survivors = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];
    /// let counts = RetentionCounts::from_survivors(&survivors)?;
    /// let fitted = ShiftedBetaGeo::fit(&counts, &RetentionOptions::default())?;
    /// assert!((fitted.parameters()[0].1 - 0.6680883).abs() < 1e-5);
    /// assert!(fitted.flags().is_empty());
    /// assert!(fitted.curve().retention_rate(9) > fitted.curve().retention_rate(1));
    /// # Ok::<(), cic_core::churn::retention::RetentionError>(())
    /// ```
    ///
    /// # Errors
    /// Decisions of fewer than two periods; nobody who left, or nobody who stayed; options that cannot be used.
    pub fn fit(
        counts: &RetentionCounts,
        options: &RetentionOptions,
    ) -> Result<FittedRetention, RetentionError> {
        const NEEDED: usize = 2;
        options.check()?;
        counts.check(NEEDED)?;
        let faced: f64 = counts.faced().iter().sum();
        let left: f64 = counts.left().iter().sum();
        let share = left / faced;
        let starts = START_SUMS.map(|sum| [share * sum, (1.0 - share) * sum]);
        let likelihood = |start: &[f64; 2]| slopes(counts, *start).value;
        let best_start = starts
            .into_iter()
            .max_by(|one, other| likelihood(one).total_cmp(&likelihood(other)));
        let found = best_of(best_start.as_slice(), left, options, |parameters| {
            slopes(counts, parameters)
        })
        .ok_or(RetentionError::NobodyLeft)?;
        let curve = RetentionCurve::ShiftedBetaGeo {
            alpha: found.point[0].exp(),
            beta: found.point[1].exp(),
        };
        Ok(fitted(curve, &found))
    }
}

/// Who faces decision k = 0, 1, ... leaves with probability alpha / (alpha + beta + k), averaged over those still there.
fn slopes(counts: &RetentionCounts, [alpha, beta]: [f64; 2]) -> Slopes<2> {
    let mut slopes = Slopes::none();
    for (period, faced, left) in counts.decisions() {
        let stayed = faced - left;
        let staying = beta + period as f64;
        let all = alpha + staying;
        slopes.value += left * (alpha / all).ln() + stayed * (staying / all).ln();
        slopes.gradient[0] += left / alpha - faced / all;
        slopes.gradient[1] += stayed / staying - faced / all;
        let curvature = faced / (all * all);
        slopes.hessian[0][0] += curvature - left / (alpha * alpha);
        slopes.hessian[1][1] += curvature - stayed / (staying * staying);
        slopes.hessian[0][1] += curvature;
        slopes.hessian[1][0] += curvature;
    }
    slopes
}
