use serde::{Deserialize, Serialize};

/// How good a model was on the last months, after learning from those before them alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldOut {
    /// Months that were held out.
    pub months: usize,
    /// Member-months judged.
    pub member_months: usize,
    /// Exits among them.
    pub exits: usize,
    /// Mean probability of leaving in a month.
    pub mean_probability: f64,
    /// Share who left.
    pub rate: f64,
    /// Area under the ROC curve: 0.5 is chance; `null` without an exit or a stay.
    pub auc: Option<f64>,
    /// Mean squared error of the probabilities.
    pub brier: f64,
    /// Mean logarithmic loss.
    pub log_loss: f64,
    /// Slope of the outcomes on the log odds: 1 is calibrated; `null` where there is none.
    pub calibration_slope: Option<f64>,
    /// Standard error of it.
    pub calibration_slope_error: Option<f64>,
    /// Intercept beside that slope: 0 is calibrated.
    pub calibration_intercept: Option<f64>,
    /// The other models that were tried, on the same months.
    pub models: Vec<Benchmark>,
    /// What one says knowing little, on the same months.
    pub benchmarks: Vec<Benchmark>,
}

/// Another forecast on the same months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Benchmark {
    /// `hazard of behaviour`, `shifted beta-geometric`, `beta-discrete-Weibull`; `last month's rule`, `base rate`.
    pub name: String,
    /// Mean squared error of its probabilities.
    pub brier: f64,
    /// Mean logarithmic loss.
    pub log_loss: f64,
}

impl HeldOut {
    /// Whether no naive forecast has a lower Brier score.
    #[must_use]
    pub fn is_best(&self) -> bool {
        self.benchmarks
            .iter()
            .all(|benchmark| self.brier <= benchmark.brier)
    }

    /// The line that the held-out months ask for, where the slope is off by more than chance would have it.
    #[must_use]
    pub(super) fn correction(&self) -> Option<(f64, f64)> {
        const SURE: f64 = 2.5;
        let (slope, error) = (self.calibration_slope?, self.calibration_slope_error?);
        let is_off = (slope - 1.0).abs() > SURE * error && (0.3..3.0).contains(&slope);
        is_off.then_some((slope, self.calibration_intercept?))
    }
}
