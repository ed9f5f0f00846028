use serde::{Deserialize, Serialize};

use super::interest::Interest;
use super::purchase_log::{PurchaseLog, Trail};
use crate::purchasing::{Horizon, VisitModel};

/// The paying days of the last half year against what was known before it let expect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldOutDays {
    /// Paying days that were expected; 0 where the log is too short to tell.
    pub expected: f64,
    /// Paying days that came.
    pub came: f64,
    /// Variance of a customer's days over their squared expectation, beyond what the model of visits has: interest
    /// turns in ways that no common fall describes.
    pub spread: f64,
}

const HALF_YEAR_WEEKS: f64 = 365.25 / 2.0 / 7.0;
/// Interest does not turn more than this.
const LARGEST_SPREAD: f64 = 2.0;

impl HeldOutDays {
    /// Learns from all but the last half year, and judges on that.
    pub(super) fn of(log: &PurchaseLog, fewest_repeaters: usize) -> Self {
        let cut = log.day_before_weeks(HALF_YEAR_WEEKS);
        let customers: Vec<(Trail<'_>, f64)> = log
            .customers()
            .iter()
            .filter_map(|customer| {
                let known = customer.trail(cut)?;
                Some((known, (customer.paying_days() - known.days()) as f64))
            })
            .collect();
        let trails: Vec<Trail<'_>> = customers.iter().map(|&(trail, _)| trail).collect();
        if trails.iter().filter(|trail| trail.repeats() > 0).count() < fewest_repeaters {
            return Self::default();
        }
        let interest = Interest::learn(&trails);
        let Ok(fitted) = interest.fit_visits(&trails) else {
            return Self::default();
        };
        let model = fitted.model();
        let [r, ..] = model.parameters();
        let (mut expected, mut came, mut unexplained, mut squares) = (0.0, 0.0, 0.0, 0.0);
        for (trail, followed) in &customers {
            let Some(history) = interest.history(trail) else {
                continue;
            };
            let age = trail.age_now();
            let Ok(ahead) = Horizon::new(interest.between(age, age + HALF_YEAR_WEEKS)) else {
                continue;
            };
            let alive = model.probability_alive(&history).max(f64::MIN_POSITIVE);
            let days = model.expected_visits(ahead, &history);
            expected += days;
            came += followed;
            // Days of who has not left are about negative binomial.
            let if_alive = days / alive;
            let square = if_alive * if_alive * (1.0 + 1.0 / (r + f64::from(trail.repeats())));
            unexplained += (followed - days).powi(2) - (alive * (if_alive + square) - days * days);
            squares += alive * square;
        }
        Self {
            expected,
            came,
            spread: (unexplained / squares.max(f64::MIN_POSITIVE)).clamp(0.0, LARGEST_SPREAD),
        }
    }
}
