use serde::{Deserialize, Serialize};

use super::logit::Table;
use super::model::{ChurnModel, OutlookOptions};
use super::rows::gather;
use crate::Stop;
use crate::churn::evaluation::{Comparison, LastMonthRule, base_rate};
use crate::churn::history::{MONTH_SECONDS, MemberMonths};

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
    /// What one says knowing little, on the same months.
    pub benchmarks: Vec<Benchmark>,
}

/// A naive forecast on the same months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Benchmark {
    /// `base rate`, `last month's rule`.
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

/// Holds out the last third of the months, at most six, learns from the others and judges; `None` when either part has
/// too little.
pub(super) fn hold_out(months: &MemberMonths, ridge: f64, stop: &Stop) -> Option<HeldOut> {
    let calendar = months.calendar();
    let held = (calendar.count() / 3).min(6);
    if held == 0 {
        return None;
    }
    let split = calendar.now() - held as i64 * MONTH_SECONDS;
    let options = OutlookOptions {
        ridge,
        known_until: split,
    };
    let model = ChurnModel::fit(months, &options, stop).ok()?;
    let before = judged(months, &model, (i64::MIN, split));
    let after = judged(months, &model, (split, i64::MAX));
    let rule = LastMonthRule::fit(&came(&before), &before.outcomes).ok()?;
    let base = base_rate(before.exits() as u64, before.outcomes.len() as u64);
    let base = vec![base; after.outcomes.len()];
    let by_rule: Vec<f64> = came(&after)
        .into_iter()
        .map(|came| rule.probability(came))
        .collect();
    let benchmarks: [(&str, &[f64]); 2] = [("base rate", &base), ("last month's rule", &by_rule)];
    let comparison = Comparison::new(&probabilities(&after), &benchmarks, &after.outcomes).ok()?;
    let figures = comparison.model;
    Some(HeldOut {
        months: held,
        member_months: figures.rows,
        exits: figures.exits,
        mean_probability: figures.mean_probability,
        rate: figures.exits as f64 / figures.rows as f64,
        auc: figures.auc,
        brier: figures.brier.score,
        log_loss: figures.log_loss,
        calibration_slope: figures.calibration.as_ref().map(|line| line.slope),
        calibration_slope_error: figures.calibration.as_ref().map(|line| line.slope_standard_error),
        calibration_intercept: figures.calibration.as_ref().map(|line| line.intercept),
        benchmarks: comparison
            .benchmarks
            .into_iter()
            .map(|benchmark| Benchmark {
                name: benchmark.name,
                brier: benchmark.figures.brier.score,
                log_loss: benchmark.figures.log_loss,
            })
            .collect(),
    })
}

/// Column of visits in the last month among the covariates.
const VISITS_LAST_MONTH: usize = 1;

/// Rows of the model's probability and whether the member came last month.
fn judged(months: &MemberMonths, model: &ChurnModel, window: (i64, i64)) -> Table {
    gather(months, 0, window, 2, &|_, _, row, values| {
        let came = if row[VISITS_LAST_MONTH] > 0.0 { 1.0 } else { 0.0 };
        values.extend([model.probability(row) as f32, came]);
    })
}

fn probabilities(table: &Table) -> Vec<f64> {
    table
        .values
        .chunks_exact(2)
        .map(|row| f64::from(row[0]))
        .collect()
}

fn came(table: &Table) -> Vec<bool> {
    table.values.chunks_exact(2).map(|row| row[1] > 0.5).collect()
}
