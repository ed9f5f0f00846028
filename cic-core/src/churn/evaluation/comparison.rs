use serde::{Deserialize, Serialize};

use super::{BrierDecomposition, CalibrationLine, EvaluationError, Forecast};

/// Bins of calibration figures.
const BINS: usize = 10;

/// How good one forecast was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForecastFigures {
    /// Rows that were judged.
    pub rows: usize,
    /// Exits among them.
    pub exits: usize,
    /// The mean of probabilities.
    pub mean_probability: f64,
    /// The area under the ROC curve; none without exits or without stays.
    pub auc: Option<f64>,
    /// The Brier score and its parts over ten bins.
    pub brier: BrierDecomposition,
    /// The log loss.
    pub log_loss: f64,
    /// The line that would best correct the forecast; none where there is none.
    pub calibration: Option<CalibrationLine>,
    /// The exit rate of the tenth with the highest probabilities over that of all.
    pub top_decile_lift: f64,
}

/// A forecast by the name of what made it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedFigures {
    /// "base rate", "last month's rule".
    pub name: String,
    /// Its figures.
    pub figures: ForecastFigures,
}

/// A model beside naive forecasts of the same rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The model's figures.
    pub model: ForecastFigures,
    /// The benchmarks' figures.
    pub benchmarks: Vec<NamedFigures>,
    /// One minus the model's Brier score over the best of the benchmarks': above 0 the model is better.
    pub brier_skill: f64,
}

impl Forecast<'_> {
    /// All figures at once.
    #[must_use]
    pub fn figures(&self) -> ForecastFigures {
        ForecastFigures {
            rows: self.rows(),
            exits: self.exits(),
            mean_probability: self.probabilities().iter().sum::<f64>() / self.rows() as f64,
            auc: self.auc(),
            brier: self.brier_decomposition(BINS),
            log_loss: self.log_loss(),
            calibration: self.calibration_line(),
            top_decile_lift: self.lift_deciles().first().map_or(0.0, |decile| decile.lift),
        }
    }
}

impl Comparison {
    /// Sets a model beside benchmarks: names with probabilities for the same outcomes.
    ///
    /// # Errors
    /// As [`Forecast::new`], for any of them.
    pub fn new(
        model: &[f64],
        benchmarks: &[(&str, &[f64])],
        outcomes: &[bool],
    ) -> Result<Self, EvaluationError> {
        let model = Forecast::new(model, outcomes)?.figures();
        let benchmarks = benchmarks
            .iter()
            .map(|(name, probabilities)| {
                Ok(NamedFigures {
                    name: (*name).to_owned(),
                    figures: Forecast::new(probabilities, outcomes)?.figures(),
                })
            })
            .collect::<Result<Vec<_>, EvaluationError>>()?;
        let scores = benchmarks.iter().map(|benchmark| benchmark.figures.brier.score);
        let best = scores.fold(f64::INFINITY, f64::min);
        let brier_skill = if best > 0.0 && best.is_finite() {
            1.0 - model.brier.score / best
        } else {
            0.0
        };
        Ok(Self {
            model,
            benchmarks,
            brier_skill,
        })
    }
}

/// The rate of exits in the months of the fit, half an exit and half a stay added: what one says knowing nothing of
/// anybody.
#[must_use]
pub fn base_rate(exits: u64, periods: u64) -> f64 {
    (exits as f64 + 0.5) / (periods as f64 + 1.0)
}

/// Last month's rule: those without a visit last month leave at one rate, the others at another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastMonthRule {
    /// The monthly rate of those who did not come last month.
    pub rate_of_absent: f64,
    /// The monthly rate of those who did.
    pub rate_of_present: f64,
}

impl LastMonthRule {
    /// Learns both rates from the months of the fit: whether a member came in the month before, and whether it left.
    ///
    /// # Errors
    /// Columns of unequal length.
    pub fn fit(came_last_month: &[bool], outcomes: &[bool]) -> Result<Self, EvaluationError> {
        if came_last_month.len() != outcomes.len() {
            return Err(EvaluationError::Unpaired {
                probabilities: came_last_month.len(),
                outcomes: outcomes.len(),
            });
        }
        let rate_of = |present: bool| {
            let rows = || {
                came_last_month
                    .iter()
                    .zip(outcomes)
                    .filter(|(came, _)| **came == present)
            };
            base_rate(
                rows().filter(|(_, left)| **left).count() as u64,
                rows().count() as u64,
            )
        };
        Ok(Self {
            rate_of_absent: rate_of(false),
            rate_of_present: rate_of(true),
        })
    }

    /// The probability of leaving this month.
    #[must_use]
    pub const fn probability(&self, came_last_month: bool) -> f64 {
        if came_last_month {
            self.rate_of_present
        } else {
            self.rate_of_absent
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_set_beside_what_one_says_knowing_little() {
        let outcomes = [true, false, false, true, false, false];
        let came = [false, true, true, true, true, false];
        let rule = LastMonthRule::fit(&came, &outcomes).unwrap();
        assert!((rule.rate_of_absent - 0.5).abs() < 1e-12 && (rule.rate_of_present - 0.3).abs() < 1e-12);
        let base = [base_rate(2, 6); 6];
        let by_rule = came.map(|came| rule.probability(came));
        let model = [0.9, 0.1, 0.1, 0.9, 0.1, 0.1];
        let benchmarks: [(&str, &[f64]); 2] = [("base rate", &base), ("last month's rule", &by_rule)];
        let comparison = Comparison::new(&model, &benchmarks, &outcomes).unwrap();
        assert!(comparison.brier_skill > 0.9, "{comparison:?}");
        assert_eq!(comparison.benchmarks[0].figures.auc, Some(0.5));
        assert!(Comparison::new(&model, &[("short", &base[1..])], &outcomes).is_err());
    }
}
