use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::confidence::width;
use super::{Observations, RiskTable, SurvivalError};

/// The product-limit estimate of the share that lasts (Kaplan and Meier 1958).
#[derive(Debug, Clone, Copy)]
pub struct KaplanMeier;

/// How to fit [`KaplanMeier`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KaplanMeierOptions {
    /// The confidence of bands and intervals, between 0 and 1.
    pub confidence: f64,
}

impl Default for KaplanMeierOptions {
    fn default() -> Self {
        Self { confidence: 0.95 }
    }
}

/// A survival curve with pointwise bands on the log-log scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedKaplanMeier {
    table: RiskTable,
    survival: Vec<f64>,
    /// Greenwood's sum: the variance of the logarithm of the survival.
    log_variance: Vec<f64>,
    width: f64,
    confidence: f64,
}

/// The time at which a survival curve falls to a level, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SurvivalQuantile {
    /// The first time at which survival is at or below the level; none when the curve stays above it.
    pub time: Option<f64>,
    /// The first time at which the lower band is at or below the level.
    pub lower: Option<f64>,
    /// The first time at which the upper band is at or below the level; none: no upper limit is known.
    pub upper: Option<f64>,
}

/// The mean of time lasted up to a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RestrictedMean {
    /// The area under the curve from 0 to the horizon, in the unit of the durations.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The horizon lies beyond the last time and some last longer: the curve was held level, the mean is at most this.
    pub beyond_last_time: bool,
}

impl KaplanMeier {
    /// Fits the curve.
    ///
    /// ```
    /// use cic_core::churn::survival::{KaplanMeier, KaplanMeierOptions, Observations};
    /// let months = [1.0, 2.0, 2.0, 3.0, 4.0, 6.0];
    /// let left = [true, true, false, true, false, true];
    /// let fitted = KaplanMeier::fit(&Observations::new(&months, &left), &KaplanMeierOptions::default())?;
    /// assert_eq!(fitted.median().time, Some(3.0));
    /// assert!((fitted.survival(3.5) - 5.0 / 6.0 * 4.0 / 5.0 * 2.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), cic_core::churn::survival::SurvivalError>(())
    /// ```
    ///
    /// # Errors
    /// Columns of unequal length, times or weights that are none, no rows, a confidence outside 0 to 1.
    pub fn fit(
        observations: &Observations<'_>,
        options: &KaplanMeierOptions,
    ) -> Result<FittedKaplanMeier, SurvivalError> {
        let width = width(options.confidence)?;
        let table = RiskTable::of(observations)?;
        let mut survival = Vec::with_capacity(table.times().len());
        let mut log_variance = Vec::with_capacity(table.times().len());
        let (mut share, mut variance) = (1.0, 0.0);
        for (&at_risk, &events) in table.at_risk().iter().zip(table.events()) {
            if events > 0.0 {
                let remaining = at_risk - events;
                share *= remaining / at_risk;
                if remaining > 0.0 {
                    variance += events / at_risk / remaining;
                }
            }
            survival.push(share);
            log_variance.push(variance);
        }
        Ok(FittedKaplanMeier {
            table,
            survival,
            log_variance,
            width,
            confidence: options.confidence,
        })
    }
}

impl FittedKaplanMeier {
    /// Who was at risk, had the event and was censored at each time.
    #[must_use]
    pub const fn table(&self) -> &RiskTable {
        &self.table
    }

    /// Distinct durations, ascending; the curve steps at some of them.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        self.table.times()
    }

    /// The share that lasts beyond each of [`Self::times`].
    #[must_use]
    pub fn survival_curve(&self) -> &[f64] {
        &self.survival
    }

    /// Greenwood's standard error of the survival at each of [`Self::times`].
    #[must_use]
    pub fn standard_errors(&self) -> Vec<f64> {
        let pairs = self.survival.iter().zip(&self.log_variance);
        pairs.map(|(share, variance)| share * variance.sqrt()).collect()
    }

    /// The lower band at each of [`Self::times`].
    #[must_use]
    pub fn lower_band(&self) -> Vec<f64> {
        let places = (0..self.above_zero()).into_par_iter();
        let mut band: Vec<f64> = places.map(|place| self.lower(place)).collect();
        band.resize(self.survival.len(), 0.0);
        band
    }

    /// The upper band at each of [`Self::times`].
    ///
    /// Where survival is 0 the band of the time before goes on: the log-log scale has none there.
    #[must_use]
    pub fn upper_band(&self) -> Vec<f64> {
        let places = (0..self.above_zero()).into_par_iter();
        let mut band: Vec<f64> = places.map(|place| self.upper(place)).collect();
        let last = band.last().copied().unwrap_or(1.0);
        band.resize(self.survival.len(), last);
        band
    }

    /// The confidence of bands and intervals.
    #[must_use]
    pub const fn confidence(&self) -> f64 {
        self.confidence
    }

    /// The share that lasts beyond `time`; 1 before the first event, level after the last time.
    #[must_use]
    pub fn survival(&self, time: f64) -> f64 {
        self.table.place(time).map_or(1.0, |place| self.survival[place])
    }

    /// The band of the share that lasts beyond `time`, lower and upper.
    #[must_use]
    pub fn survival_interval(&self, time: f64) -> (f64, f64) {
        let Some(last) = self.table.place(time) else {
            return (1.0, 1.0);
        };
        let share = self.survival[last];
        let last_above_zero = if share > 0.0 {
            Some(last)
        } else {
            self.above_zero().checked_sub(1)
        };
        let (lower, upper) =
            last_above_zero.map_or((0.0, 1.0), |place| (self.lower(place), self.upper(place)));
        (if share > 0.0 { lower } else { 0.0 }, upper)
    }

    /// The median time, with its interval (Brookmeyer and Crowley 1982).
    #[must_use]
    pub fn median(&self) -> SurvivalQuantile {
        self.quantile(0.5)
    }

    /// The time at which no more than `level` of the whole still last.
    #[must_use]
    pub fn quantile(&self, level: f64) -> SurvivalQuantile {
        // The product of many ratios misses a level that it meets exactly by some rounding.
        let reached = |share: f64| share <= level + 1e-12;
        let first = |place: Option<usize>| place.map(|place| self.table.times()[place]);
        let above_zero = self.above_zero();
        let lower = (0..above_zero).position(|place| reached(self.lower(place)));
        let falls_to_zero = (above_zero < self.survival.len()).then_some(above_zero);
        SurvivalQuantile {
            time: first(self.survival.iter().position(|&share| reached(share))),
            lower: first(lower.or(falls_to_zero)),
            upper: first((0..above_zero).position(|place| reached(self.upper(place)))),
        }
    }

    /// The mean of time lasted, none counted beyond `horizon`; a horizon below 0 or not a number gives 0.
    #[must_use]
    pub fn restricted_mean(&self, horizon: f64) -> RestrictedMean {
        let horizon = horizon.clamp(0.0, f64::MAX);
        let horizon = if horizon.is_nan() { 0.0 } else { horizon };
        let steps = self.table.times().partition_point(|&time| time <= horizon);
        let (mut until, mut area, mut variance) = (horizon, 0.0, 0.0);
        for place in (0..steps).rev() {
            let time = self.table.times()[place];
            area += self.survival[place] * (until - time);
            until = time;
            let earlier = place.checked_sub(1).map_or(0.0, |place| self.log_variance[place]);
            variance += area * area * (self.log_variance[place] - earlier);
        }
        let last = self.table.times().last().copied().unwrap_or(0.0);
        RestrictedMean {
            mean: area + until,
            standard_error: variance.sqrt(),
            beyond_last_time: horizon > last && self.survival.last().is_some_and(|&share| share > 0.0),
        }
    }

    /// How many times have a survival above 0; they come first.
    fn above_zero(&self) -> usize {
        self.survival.partition_point(|&share| share > 0.0)
    }

    /// The lower log-log band where survival is above 0.
    fn lower(&self, place: usize) -> f64 {
        self.log_spread(place)
            .map_or(1.0, |(log, spread)| (log * spread).exp())
    }

    /// The upper log-log band where survival is above 0.
    fn upper(&self, place: usize) -> f64 {
        self.log_spread(place)
            .map_or(1.0, |(log, spread)| (log / spread).exp())
    }

    /// The logarithm of survival, and by what factor it may be off either way; none while everyone lasts.
    fn log_spread(&self, place: usize) -> Option<(f64, f64)> {
        let log = self.survival[place].ln();
        (log < 0.0).then(|| (log, (self.width * self.log_variance[place].sqrt() / -log).exp()))
    }
}
