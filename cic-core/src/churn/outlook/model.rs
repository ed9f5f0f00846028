use serde::{Deserialize, Serialize};

use super::at_risk::AtRisk;
use super::exit_curve::{ExitCurve, Sight, curve};
use super::fading::{Fading, Scores};
use super::rows::gather;
use crate::churn::hazard::{ChurnHazard, FittedHazard, HazardError, HazardOptions, Penalty, PenaltyScale};
use crate::churn::history::{Covariates, MemberMonths, TENURE};
use crate::{Stop, Stopped};

/// How the hazard is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlookOptions {
    /// Ridge on each coefficient, per standard deviation of its column.
    pub ridge: f64,
    /// Only exits before this instant (seconds since 1970) are learned from.
    pub known_until: i64,
}

/// A fitted hazard of leaving, and how its knowledge fades.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChurnModel {
    /// What it looks at.
    pub covariates: Covariates,
    /// The hazard of the month ahead.
    pub hazard: FittedHazard,
    /// How knowledge fades.
    pub fading: Fading,
}

/// Months ahead at which fading is learned.
const STEPS: [usize; 8] = [1, 2, 3, 5, 8, 11, 16, 22];
/// Fewer exits teach nothing of how knowledge fades.
const FEWEST_EXITS: usize = 15;
/// A decision lies at most so many months before the exit: sights from further back are not needed.
const LONGEST_LEAD_MONTHS: usize = 6;

impl ChurnModel {
    /// Fits on the member-months.
    ///
    /// # Errors
    /// Those of [`ChurnHazard::fit_months`]: no exits, above all.
    pub fn fit(months: &MemberMonths, options: &OutlookOptions, stop: &Stop) -> Result<Self, HazardError> {
        let window = (i64::MIN, options.known_until);
        let hazard_options = HazardOptions {
            penalty: Penalty::Ridge {
                strength: options.ridge,
                scale: PenaltyScale::Standardised,
            },
            ..HazardOptions::default()
        };
        let hazard = ChurnHazard::fit_months_until(&AtRisk { months, window }, &hazard_options, stop)?;
        let at_means: f64 = hazard
            .coefficients()
            .iter()
            .zip(hazard.column_means())
            .map(|(c, mean)| c * mean)
            .sum();
        let mut model = Self {
            covariates: months.covariates.clone(),
            fading: Fading::begins(hazard.intercept() + at_means),
            hazard,
        };
        model.learn_fading(months, window, stop)?;
        Ok(model)
    }

    /// Corrects the month at hand by a line on the log odds, where held-out months ask for it.
    pub(super) fn correct(&mut self, slope: f64, intercept: f64) {
        self.fading.correct(slope, intercept);
    }

    fn learn_fading(
        &mut self,
        months: &MemberMonths,
        window: (i64, i64),
        stop: &Stop,
    ) -> Result<(), Stopped> {
        for ahead in STEPS {
            stop.check()?;
            let table = gather(months, ahead, window, 3, &|member, month, row, values| {
                let scores = self.scores_but_tenure(row);
                let tenure = self.tenure_score(months.tenure(member, month, ahead as f64));
                let parts = [scores.contract, scores.lasting + tenure, scores.passing];
                values.extend(parts.map(|part| part as f32));
            });
            if table.exits() < FEWEST_EXITS {
                break;
            }
            self.fading.learn(ahead as f64, &table);
        }
        Ok(())
    }

    /// What a column adds to the log odds of the month ahead, against the mean of all member-months.
    #[must_use]
    pub fn contribution(&self, column: usize, value: f64) -> f64 {
        self.hazard.coefficients()[column] * (value - self.hazard.column_means()[column])
    }

    /// All scores, tenure left out of the lasting one.
    fn scores_but_tenure(&self, row: &[f64]) -> Scores {
        let mut scores = Scores::default();
        for (column, covariate) in self.covariates.columns.iter().enumerate() {
            if column == TENURE {
                continue;
            }
            let part = self.contribution(column, row[column]);
            if covariate.is_contract() {
                scores.contract += part;
            } else if covariate.is_lasting() {
                scores.lasting += part;
            } else {
                scores.passing += part;
            }
        }
        scores
    }

    /// The part of the lasting score that tenure makes.
    pub(super) fn tenure_score(&self, tenure: f64) -> f64 {
        self.contribution(TENURE, tenure)
    }

    /// The probability of leaving in the month ahead, for one row.
    #[must_use]
    pub fn probability(&self, row: &[f64]) -> f64 {
        let mut scores = self.scores_but_tenure(row);
        scores.lasting += self.tenure_score(row[TENURE]);
        super::logit::logistic(self.fading.log_odds(0.0, scores))
    }

    /// Variance of the log odds of a row, as far as level and coefficients are uncertain.
    fn variance(&self, row: &[f64]) -> f64 {
        let covariance = self.hazard.covariance();
        let size = row.len() + 1;
        let value = |place: usize| if place == 0 { 1.0 } else { row[place - 1] };
        let mut sum = 0.0;
        for high in 0..size {
            if value(high) != 0.0 {
                let line = &covariance[high * size..][..size];
                let product: f64 = line[0]
                    + line[1..]
                        .iter()
                        .zip(row)
                        .map(|(entry, value)| entry * value)
                        .sum::<f64>();
                sum += value(high) * product;
            }
        }
        sum.max(0.0)
    }

    /// When a member will leave, at the estimate and at `shifts` standard errors of their log odds off it.
    #[must_use]
    pub fn exit_curves(
        &self,
        months: &MemberMonths,
        member: usize,
        horizon: usize,
        shifts: &[f64],
    ) -> Vec<ExitCurve> {
        let mut sights = Vec::new();
        let mut row = Vec::new();
        let count = months.calendar().count();
        let from = months
            .pause_begins(member)
            .unwrap_or(count)
            .saturating_sub(LONGEST_LEAD_MONTHS);
        months.walk_from(member, from, &mut row, &mut |start| {
            sights.push(Sight {
                month: start.month,
                but_tenure: self.scores_but_tenure(start.covariates),
                variance: self.variance(start.covariates),
            });
        });
        shifts
            .iter()
            .map(|&shift| curve(self, months, member, &sights, horizon, shift))
            .collect()
    }
}
