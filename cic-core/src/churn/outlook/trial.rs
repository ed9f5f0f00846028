use super::candidate::Candidate;
use super::held_out::{Benchmark, HeldOut};
use super::model::{ChurnModel, OutlookOptions};
use super::naive::{NaiveChurn, came_last_month, learn_rule};
use super::retention::{TenureCounts, TenureCurve};
use super::rows::gather;
use crate::Stop;
use crate::churn::evaluation::{Forecast, ForecastFigures};
use crate::churn::history::{MONTH_SECONDS, MemberMonths};

/// What each candidate said of the last months, after learning from those before them alone.
pub(super) struct Trial {
    /// Months that were held out.
    pub months: usize,
    /// The richest first.
    figures: Vec<(Candidate, ForecastFigures)>,
}

impl Trial {
    /// Holds out the last third of the months, at most six; `None` when either part has too little.
    ///
    /// `ridge` is that of the hazard; without one it is not tried.
    pub(super) fn hold(months: &MemberMonths, ridge: Option<f64>, stop: &Stop) -> Option<Self> {
        let calendar = months.calendar();
        let held = (calendar.count() / 3).min(6);
        if held == 0 {
            return None;
        }
        let split = calendar.now() - held as i64 * MONTH_SECONDS;
        let before = (i64::MIN, split);
        let hazard = ridge.and_then(|ridge| {
            let options = OutlookOptions {
                ridge,
                known_until: split,
            };
            ChurnModel::fit(months, &options, stop).ok()
        });
        let counts = TenureCounts::of(months, before);
        let geometric = TenureCurve::shifted_beta_geo(&counts);
        let weibull = TenureCurve::beta_discrete_weibull(&counts);
        let rule = learn_rule(months, before)?;
        let rate = NaiveChurn::base_rate(&counts).monthly_rate;
        let by_tenure = |curve: &Option<TenureCurve>, tenure| {
            curve.as_ref().map_or(0.0, |curve| curve.probability(tenure))
        };
        let width = 5;
        let after = gather(
            months,
            0,
            (split, i64::MAX),
            width,
            &|member, month, row, values| {
                let tenure = months.tenure_months(member, month, 0.0);
                let said = [
                    hazard.as_ref().map_or(0.0, |model| model.probability(row)),
                    by_tenure(&geometric, tenure),
                    by_tenure(&weibull, tenure),
                    rule.probability(came_last_month(row)),
                    rate,
                ];
                values.extend(said.map(|probability| probability as f32));
            },
        );
        let candidates = [
            (Candidate::Hazard, hazard.is_some()),
            (Candidate::ShiftedBetaGeo, geometric.is_some()),
            (Candidate::BetaDiscreteWeibull, weibull.is_some()),
            (Candidate::LastMonthsRule, true),
            (Candidate::BaseRate, true),
        ];
        let judged = candidates
            .into_iter()
            .enumerate()
            .filter(|(_, (_, tried))| *tried);
        let figures = judged
            .map(|(place, (candidate, _))| {
                let said = after.values.chunks_exact(width);
                let said: Vec<f64> = said.map(|row| f64::from(row[place])).collect();
                Some((candidate, Forecast::new(&said, &after.outcomes).ok()?.figures()))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            months: held,
            figures,
        })
    }

    /// Everyone tried by Brier score, the best first, the richer of equals.
    pub(super) fn ranking(&self) -> Vec<Candidate> {
        let mut ranking: Vec<_> = self.figures.iter().collect();
        ranking.sort_by(|one, other| one.1.brier.score.total_cmp(&other.1.brier.score));
        ranking.into_iter().map(|&(candidate, _)| candidate).collect()
    }

    /// Whether a candidate was tried.
    pub(super) fn has(&self, candidate: Candidate) -> bool {
        self.figures.iter().any(|&(tried, _)| tried == candidate)
    }

    /// One candidate's figures beside those of the others.
    pub(super) fn of(&self, candidate: Candidate) -> Option<HeldOut> {
        let (_, figures) = self.figures.iter().find(|&&(tried, _)| tried == candidate)?;
        let beside = |naive: bool| {
            self.figures
                .iter()
                .filter(|&&(other, _)| other.is_naive() == naive && (naive || other != candidate))
                .map(|(other, figures)| Benchmark {
                    name: other.name().to_owned(),
                    brier: figures.brier.score,
                    log_loss: figures.log_loss,
                })
                .collect()
        };
        let line = figures.calibration.as_ref();
        Some(HeldOut {
            months: self.months,
            member_months: figures.rows,
            exits: figures.exits,
            mean_probability: figures.mean_probability,
            rate: figures.exits as f64 / figures.rows as f64,
            auc: figures.auc,
            brier: figures.brier.score,
            log_loss: figures.log_loss,
            calibration_slope: line.map(|line| line.slope),
            calibration_slope_error: line.map(|line| line.slope_standard_error),
            calibration_intercept: line.map(|line| line.intercept),
            models: beside(false),
            benchmarks: beside(true),
        })
    }
}
