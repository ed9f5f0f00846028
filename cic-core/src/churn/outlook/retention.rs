use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::exit_curve::{ExitCurve, follow};
use crate::churn::history::MemberMonths;
use crate::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, RetentionCounts, RetentionError, RetentionOptions, ShiftedBetaGeo,
    Tenure,
};

/// Retention by months of membership alone, on months at risk: members who joined long ago enter late, and months in
/// which the contract binds count for nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenureCurve {
    /// The curve.
    pub retention: FittedRetention,
    /// Member-months learned from.
    pub member_months: u64,
    /// Exits among them.
    pub exits: u64,
}

/// Months of membership told apart.
const MONTHS: usize = 121;

/// Members at risk and exits by whole months of membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenureCounts(Vec<(u64, u64)>);

impl TenureCounts {
    /// Counts the months at risk whose outcome lies in `window` (seconds since 1970).
    #[must_use]
    pub fn of(months: &MemberMonths, window: (i64, i64)) -> Self {
        Self(counts(months, window))
    }

    /// Months at risk.
    #[must_use]
    pub fn member_months(&self) -> u64 {
        self.0.iter().map(|&(at_risk, _)| at_risk).sum()
    }

    /// Exits among them.
    #[must_use]
    pub fn exits(&self) -> u64 {
        self.0.iter().map(|&(_, exits)| exits).sum()
    }

    fn as_retention(&self) -> Option<RetentionCounts> {
        let (mut tenures, mut weights) = (Vec::new(), Vec::new());
        for (period, &(at_risk, exits)) in (1..).zip(&self.0) {
            for (left, count) in [(true, exits), (false, at_risk - exits)] {
                tenures.push(Tenure {
                    first_period: period,
                    last_period: period,
                    left,
                });
                weights.push(count as f64);
            }
        }
        RetentionCounts::from_tenures(&tenures, Some(&weights)).ok()
    }
}

impl TenureCurve {
    /// By the shifted beta-geometric; `None` without an exit, or where no curve can be fitted.
    #[must_use]
    pub fn shifted_beta_geo(counts: &TenureCounts) -> Option<Self> {
        Self::fit(counts, ShiftedBetaGeo::fit)
    }

    /// By the beta-discrete-Weibull; `None` without an exit, or where no curve can be fitted.
    #[must_use]
    pub fn beta_discrete_weibull(counts: &TenureCounts) -> Option<Self> {
        Self::fit(counts, BetaDiscreteWeibull::fit)
    }

    fn fit(
        counts: &TenureCounts,
        fit: impl Fn(&RetentionCounts, &RetentionOptions) -> Result<FittedRetention, RetentionError>,
    ) -> Option<Self> {
        Some(Self {
            retention: fit(&counts.as_retention()?, &RetentionOptions::default()).ok()?,
            member_months: counts.member_months(),
            exits: counts.exits(),
        })
    }

    /// The probability of leaving in the month after so many months of membership.
    #[must_use]
    pub fn probability(&self, tenure_months: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "months of membership are at most 120"
        )]
        let period = tenure_months.clamp(0.0, 120.0) as u32 + 1;
        1.0 - self.retention.curve().retention_rate(period)
    }

    /// When a member will leave.
    #[must_use]
    pub fn exit_curve(&self, months: &MemberMonths, member: usize, horizon: usize) -> ExitCurve {
        follow(months, member, horizon, &|decided| {
            let month = decided.max(0.0);
            self.probability(months.tenure_months(member, 0, month))
        })
    }
}

/// `(at risk, exits)` by whole months of membership.
fn counts(months: &MemberMonths, window: (i64, i64)) -> Vec<(u64, u64)> {
    let of_member = |member: usize| {
        let mut counts = vec![(0, 0); MONTHS];
        for month in 0..months.calendar().count() {
            let has_joined = months.contracts.contracts[member].is_some_and(|contract| {
                contract
                    .joined
                    .is_none_or(|at| at <= months.calendar().starts_at(month))
            });
            if !has_joined {
                continue;
            }
            if let Some(left) = months.left(member, month, 0, window) {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 120 months"
                )]
                let tenure = months.tenure_months(member, month, 0.0).min(120.0) as usize;
                counts[tenure].0 += 1;
                counts[tenure].1 += u64::from(left);
            }
        }
        counts
    };
    let add = |mut sums: Vec<(u64, u64)>, more: Vec<(u64, u64)>| {
        for (sum, more) in sums.iter_mut().zip(more) {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
        sums
    };
    (0..months.cells.people())
        .into_par_iter()
        .filter(|&member| months.decides(member))
        .map(of_member)
        .reduce(|| vec![(0, 0); MONTHS], add)
}
