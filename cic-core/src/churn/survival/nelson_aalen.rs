use serde::{Deserialize, Serialize};

use super::confidence::width;
use super::{Observations, RiskTable, SurvivalError};
use crate::numeric::special::{digamma, trigamma};

/// The cumulative hazard as a sum over event times (Nelson 1969, Aalen 1978).
#[derive(Debug, Clone, Copy)]
pub struct NelsonAalen;

/// What several events at one time mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NelsonAalenTies {
    /// Time is discrete: d events among n add d / n.
    #[default]
    Discrete,
    /// Time is continuous and was rounded: d events add 1/n + 1/(n-1) + ... + 1/(n-d+1) (Fleming and Harrington).
    ///
    /// Under weights that are not whole, the last term counts for its part.
    Sequential,
}

/// How to fit [`NelsonAalen`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NelsonAalenOptions {
    /// What several events at one time mean.
    pub ties: NelsonAalenTies,
    /// The confidence of bands, between 0 and 1.
    pub confidence: f64,
}

impl Default for NelsonAalenOptions {
    fn default() -> Self {
        Self {
            ties: NelsonAalenTies::default(),
            confidence: 0.95,
        }
    }
}

/// A cumulative hazard with pointwise bands on the log scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedNelsonAalen {
    table: RiskTable,
    cumulative_hazard: Vec<f64>,
    variance: Vec<f64>,
    width: f64,
}

impl NelsonAalen {
    /// Fits the cumulative hazard.
    ///
    /// ```
    /// use cic_core::churn::survival::{NelsonAalen, NelsonAalenOptions, Observations};
    /// let observations = Observations::new(&[1.0, 2.0], &[true, true]);
    /// let fitted = NelsonAalen::fit(&observations, &NelsonAalenOptions::default())?;
    /// assert_eq!(fitted.cumulative_hazard(2.0), 1.5);
    /// # Ok::<(), cic_core::churn::survival::SurvivalError>(())
    /// ```
    ///
    /// # Errors
    /// Columns of unequal length, times or weights that are none, no rows, a confidence outside 0 to 1.
    pub fn fit(
        observations: &Observations<'_>,
        options: &NelsonAalenOptions,
    ) -> Result<FittedNelsonAalen, SurvivalError> {
        let width = width(options.confidence)?;
        let table = RiskTable::of(observations)?;
        let mut cumulative_hazard = Vec::with_capacity(table.times().len());
        let mut cumulative_variance = Vec::with_capacity(table.times().len());
        let (mut hazard, mut variance) = (0.0, 0.0);
        for (&at_risk, &events) in table.at_risk().iter().zip(table.events()) {
            if events > 0.0 {
                let (step, step_variance) = options.ties.step(at_risk, events);
                hazard += step;
                variance += step_variance;
            }
            cumulative_hazard.push(hazard);
            cumulative_variance.push(variance);
        }
        Ok(FittedNelsonAalen {
            table,
            cumulative_hazard,
            variance: cumulative_variance,
            width,
        })
    }
}

impl NelsonAalenTies {
    /// What the events of one time add to the hazard and to its variance.
    fn step(self, at_risk: f64, events: f64) -> (f64, f64) {
        match self {
            Self::Discrete => {
                let share = events / at_risk;
                (share, share * (1.0 - share).max(0.0) / at_risk)
            }
            Self::Sequential => sequential_step(at_risk, events),
        }
    }
}

/// Beyond this many events at one time the sum of terms gives way to its closed form.
const MOST_TERMS: f64 = 1_000.0;

fn sequential_step(at_risk: f64, events: f64) -> (f64, f64) {
    let after = (at_risk - events).max(0.0);
    if events > MOST_TERMS {
        return (
            digamma(at_risk + 1.0) - digamma(after + 1.0),
            trigamma(after + 1.0) - trigamma(at_risk + 1.0),
        );
    }
    let (mut hazard, mut variance, mut passed) = (0.0, 0.0, 0.0);
    while passed < events {
        let part = (events - passed).min(1.0);
        // Less than one can be left only of weights below one.
        let left = (at_risk - passed).max(part);
        hazard += part / left;
        variance += part / (left * left);
        passed += 1.0;
    }
    (hazard, variance)
}

impl FittedNelsonAalen {
    /// Who was at risk, had the event and was censored at each time.
    #[must_use]
    pub const fn table(&self) -> &RiskTable {
        &self.table
    }

    /// Distinct durations, ascending.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        self.table.times()
    }

    /// The cumulative hazard at each of [`Self::times`].
    #[must_use]
    pub fn cumulative_hazard_curve(&self) -> &[f64] {
        &self.cumulative_hazard
    }

    /// Its standard error at each of [`Self::times`].
    #[must_use]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.variance.iter().map(|variance| variance.sqrt()).collect()
    }

    /// The cumulative hazard up to and including `time`.
    #[must_use]
    pub fn cumulative_hazard(&self, time: f64) -> f64 {
        let place = self.table.place(time);
        place.map_or(0.0, |place| self.cumulative_hazard[place])
    }

    /// The band of the cumulative hazard at `time`, lower and upper; both 0 before the first event.
    #[must_use]
    pub fn cumulative_hazard_interval(&self, time: f64) -> (f64, f64) {
        let place = self.table.place(time);
        let Some(place) = place.filter(|&place| self.cumulative_hazard[place] > 0.0) else {
            return (0.0, 0.0);
        };
        let hazard = self.cumulative_hazard[place];
        let spread = (self.width * self.variance[place].sqrt() / hazard).exp();
        (hazard / spread, hazard * spread)
    }
}
