use serde::{Deserialize, Serialize};

use super::logit::{Prior, Table, fit};

/// How much today's knowledge says of the hazard some months ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fading {
    /// By months ahead, ascending; straight lines between, level after the last.
    pub steps: Vec<FadingStep>,
}

/// What is known of a member, in parts that fade each at a pace of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Scores {
    /// Plan and fee.
    pub contract: f64,
    /// What describes the member for years.
    pub lasting: f64,
    /// What describes the last weeks.
    pub passing: f64,
}

/// log odds of leaving = level + the weight of each score times the score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FadingStep {
    /// Months ahead.
    pub months_ahead: f64,
    /// Log odds at scores of 0.
    pub level: f64,
    /// Weight of the score of the contract.
    pub contract: f64,
    /// Weight of the lasting score.
    pub lasting: f64,
    /// Weight of the passing score.
    pub passing: f64,
}

impl Fading {
    /// Knowledge of the month at hand, none of it faded.
    pub(super) fn begins(level: f64) -> Self {
        let first = FadingStep {
            months_ahead: 0.0,
            level,
            contract: 1.0,
            lasting: 1.0,
            passing: 1.0,
        };
        Self { steps: vec![first] }
    }

    /// Learns the step `months_ahead` from rows of the three scores; few exits leave it near the last.
    pub(super) fn learn(&mut self, months_ahead: f64, table: &Table) {
        /// Standard deviations of the change from one step to the next before data.
        const LEVEL_MOVES: f64 = 0.15;
        const WEIGHT_MOVES: f64 = 0.25;
        /// Share of the passing score that is expected to be left after one more step.
        const KEPT: f64 = 0.85;
        let Some(last) = self.steps.last().copied() else {
            return;
        };
        let prior = Prior {
            means: vec![last.level, last.contract, last.lasting, KEPT * last.passing],
            precisions: [LEVEL_MOVES, WEIGHT_MOVES, WEIGHT_MOVES, WEIGHT_MOVES]
                .map(|moves| moves.powi(-2))
                .to_vec(),
        };
        if let Some(coefficients) = fit(table, &prior) {
            self.steps.push(FadingStep {
                months_ahead,
                level: coefficients[0],
                contract: coefficients[1],
                lasting: coefficients[2],
                passing: coefficients[3],
            });
        }
    }

    /// Corrects the month at hand by a line on the log odds.
    pub(super) fn correct(&mut self, slope: f64, intercept: f64) {
        if let Some(first) = self.steps.first_mut() {
            first.level = intercept + slope * first.level;
            first.contract *= slope;
            first.lasting *= slope;
            first.passing *= slope;
        }
    }

    /// Log odds of leaving in the month that begins `months_ahead` from now.
    pub(super) fn log_odds(&self, months_ahead: f64, scores: Scores) -> f64 {
        let step = self.at(months_ahead);
        step.level
            + step.contract * scores.contract
            + step.lasting * scores.lasting
            + step.passing * scores.passing
    }

    fn at(&self, months_ahead: f64) -> FadingStep {
        let next = self
            .steps
            .partition_point(|step| step.months_ahead <= months_ahead);
        let before = self.steps[next.saturating_sub(1)];
        let Some(after) = self.steps.get(next) else {
            return before;
        };
        let share = ((months_ahead - before.months_ahead) / (after.months_ahead - before.months_ahead))
            .clamp(0.0, 1.0);
        let between = |from: f64, to: f64| from + share * (to - from);
        FadingStep {
            months_ahead,
            level: between(before.level, after.level),
            contract: between(before.contract, after.contract),
            lasting: between(before.lasting, after.lasting),
            passing: between(before.passing, after.passing),
        }
    }
}
