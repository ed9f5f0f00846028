use serde::{Deserialize, Serialize};

use super::purchase_log::Trail;
use crate::purchasing::{
    FitOptions, Fitted, MbgNbd, PurchasingError, VisitHistories, VisitHistory, VisitModel,
};

/// How often a customer without a plan comes, against a newcomer, by the weeks since they first came.
///
/// Models of visits know customers who come at a steady rate until they leave for good. Where interest wanes instead,
/// they expect too much, and the more so the further they look. So time is counted in weeks of a newcomer's interest:
/// interest falls to a lasting share, and a week in which it stands at a fifth counts a fifth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Interest {
    /// Share of a newcomer's interest that never fades, at most 1.
    pub lasting: f64,
    /// Weeks in which what does fade falls to 1/e.
    pub fades_over_weeks: f64,
}

/// Customers from whom the fall is learned; each takes some twenty fits.
const SAMPLE: usize = 4_000;
/// A fall that raises the log-likelihood by less is none.
const NOTICEABLE: f64 = 4.0;
/// The shortest and the longest time over which interest may fade, in weeks.
const WEEKS: (f64, f64) = (4.0, 400.0);

impl Interest {
    /// Interest that never fades.
    pub const STEADY: Self = Self {
        lasting: 1.0,
        fades_over_weeks: 52.0,
    };

    /// Interest after so many weeks; 1 at the first visit.
    #[must_use]
    pub fn level(&self, age: f64) -> f64 {
        self.lasting + (1.0 - self.lasting) * (-age / self.fades_over_weeks).exp()
    }

    /// Weeks of a newcomer's interest between two ages in weeks.
    ///
    /// ```
    /// let interest = cic_core::ltv::Interest { lasting: 0.1, fades_over_weeks: 40.0 };
    /// assert!(interest.between(0.0, 1.0) > 0.98);
    /// assert!((interest.between(1_000.0, 1_010.0) - 1.0).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn between(&self, from: f64, until: f64) -> f64 {
        let length = (until - from).max(0.0);
        let faded = -(-length / self.fades_over_weeks).exp_m1() * self.fades_over_weeks;
        self.lasting * length + (1.0 - self.lasting) * (-from / self.fades_over_weeks).exp() * faded
    }

    /// Paying days in weeks of a newcomer's interest.
    pub(super) fn history(&self, trail: &Trail<'_>) -> Option<VisitHistory> {
        let first = trail.age_at_first();
        let (last, now) = (trail.age_at_last(), trail.age_now());
        VisitHistory::new(
            trail.repeats(),
            self.between(first, last),
            self.between(first, now.max(last)),
        )
        .ok()
    }

    /// The model of visits in weeks of a newcomer's interest.
    pub(super) fn fit_visits(&self, trails: &[Trail<'_>]) -> Result<Fitted<MbgNbd>, PurchasingError> {
        // Where waning explains who stays away, the chance of leaving for good is hardly known.
        let options = FitOptions {
            ridge: 1e-5,
            ..FitOptions::default()
        };
        let histories: Vec<VisitHistory> = trails.iter().filter_map(|trail| self.history(trail)).collect();
        MbgNbd::fit(&VisitHistories::new(&histories)?, &options)
    }

    /// The fall under which the customers' paying days are likeliest, together with the model of visits.
    pub(super) fn learn(trails: &[Trail<'_>]) -> Self {
        let stride = trails.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<Trail<'_>> = trails.iter().step_by(stride).copied().collect();
        let likelihood = |[weeks, odds]: [f64; 2]| Self::at(weeks, odds).log_likelihood(&sample);
        let start = [[3.6, -2.0], [4.4, -2.0], [3.6, -1.0]];
        let ([weeks, odds], found) = climb(start, likelihood);
        if found > Self::STEADY.log_likelihood(&sample) + NOTICEABLE {
            Self::at(weeks, odds)
        } else {
            Self::STEADY
        }
    }

    /// From the logarithm of the weeks and the log odds of the lasting share.
    fn at(log_weeks: f64, log_odds: f64) -> Self {
        Self {
            lasting: 1.0 / (1.0 + (-log_odds).exp()),
            fades_over_weeks: log_weeks.exp().clamp(WEEKS.0, WEEKS.1),
        }
    }

    /// Of the days as they fell; minus infinity where no model can be fitted.
    fn log_likelihood(&self, trails: &[Trail<'_>]) -> f64 {
        let Ok(fitted) = self.fit_visits(trails) else {
            return f64::NEG_INFINITY;
        };
        // Density of days in natural time, from that in time of interest.
        let density = trails
            .iter()
            .flat_map(Trail::ages_of_repeats)
            .map(|age| self.level(age).ln());
        fitted.summary().log_likelihood + density.sum::<f64>()
    }
}

/// The highest point by Nelder and Mead's simplex (1965), as far as a likelihood can tell points apart.
fn climb(start: [[f64; 2]; 3], value: impl Fn([f64; 2]) -> f64) -> ([f64; 2], f64) {
    const MOST_ROUNDS: usize = 24;
    const NEAR: f64 = 0.25;
    let mut corners = start.map(|point| (point, value(point)));
    for _ in 0..MOST_ROUNDS {
        corners.sort_by(|one, other| other.1.total_cmp(&one.1));
        let [best, middle, worst] = corners;
        if best.1 - worst.1 < NEAR {
            break;
        }
        let centre: [f64; 2] = std::array::from_fn(|place| f64::midpoint(best.0[place], middle.0[place]));
        let along = |step: f64| {
            let point = std::array::from_fn(|place| centre[place] + step * (centre[place] - worst.0[place]));
            (point, value(point))
        };
        let reflected = along(1.0);
        corners[2] = if reflected.1 > best.1 {
            let further = along(2.0);
            if further.1 > reflected.1 {
                further
            } else {
                reflected
            }
        } else if reflected.1 > middle.1 {
            reflected
        } else {
            let nearer = along(if reflected.1 > worst.1 { 0.5 } else { -0.5 });
            if nearer.1 <= worst.1 {
                for corner in &mut corners[1..] {
                    let point = std::array::from_fn(|place| f64::midpoint(best.0[place], corner.0[place]));
                    *corner = (point, value(point));
                }
                continue;
            }
            nearer
        };
    }
    corners
        .into_iter()
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .unwrap_or(corners[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_climb_ends_at_the_top() {
        let hill = |[x, y]: [f64; 2]| -20.0 * (x - 1.0).powi(2) - 5.0 * (y + 2.0 + 0.5 * x).powi(2);
        let (point, value) = climb([[3.6, -2.0], [4.4, -2.0], [3.6, -1.0]], hill);
        assert!(value > -0.3, "{point:?} {value}");
    }

    #[test]
    fn weeks_of_interest_add_up_and_grow_by_its_level() {
        let interest = Interest {
            lasting: 0.15,
            fades_over_weeks: 30.0,
        };
        let parts = interest.between(2.0, 9.0) + interest.between(9.0, 60.0);
        assert!((parts - interest.between(2.0, 60.0)).abs() < 1e-12);
        let slope = interest.between(0.0, 20.001) - interest.between(0.0, 19.999);
        assert!((slope / 0.002 - interest.level(20.0)).abs() < 1e-6);
        assert!((Interest::STEADY.between(3.0, 11.0) - 8.0).abs() < 1e-12);
    }
}
