use serde::{Deserialize, Serialize};

use super::exit_curve::{ExitCurve, follow};
use super::retention::TenureCounts;
use super::rows::gather;
use crate::churn::evaluation::{LastMonthRule, base_rate};
use crate::churn::history::MemberMonths;

/// What one says knowing little: a rate for everyone, or one by whether a member came last month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NaiveChurn {
    /// Share of all who leave in a month in which they may.
    pub monthly_rate: f64,
    /// The rates for the month at hand, if visits of the month before tell them apart; later months have the rate of all.
    pub last_month: Option<LastMonthRule>,
    /// Member-months learned from.
    pub member_months: u64,
    /// Exits among them.
    pub exits: u64,
}

/// Column of visits in the last month among the covariates.
const VISITS_LAST_MONTH: usize = 1;

impl NaiveChurn {
    /// One rate for everyone.
    #[must_use]
    pub fn base_rate(counts: &TenureCounts) -> Self {
        let (member_months, exits) = (counts.member_months(), counts.exits());
        Self {
            monthly_rate: base_rate(exits, member_months),
            last_month: None,
            member_months,
            exits,
        }
    }

    /// Last month's rule, on the months at risk whose outcome lies in `window`.
    pub(super) fn last_months_rule(
        months: &MemberMonths,
        counts: &TenureCounts,
        window: (i64, i64),
    ) -> Option<Self> {
        Some(Self {
            last_month: Some(learn_rule(months, window)?),
            ..Self::base_rate(counts)
        })
    }

    /// When a member will leave.
    #[must_use]
    pub fn exit_curve(&self, months: &MemberMonths, member: usize, horizon: usize) -> ExitCurve {
        let count = months.calendar().count();
        follow(months, member, horizon, &|decided| match &self.last_month {
            Some(rule) if decided < (count + 1) as f64 => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "months of a calendar"
                )]
                let month = (decided.max(0.0) as usize).min(count);
                let came = month > 0 && months.cells.cell(month - 1, member).visit_days > 0;
                rule.probability(came)
            }
            _ => self.monthly_rate,
        })
    }
}

/// The rates of those who came the month before and of those who did not.
pub(super) fn learn_rule(months: &MemberMonths, window: (i64, i64)) -> Option<LastMonthRule> {
    let table = gather(months, 0, window, 1, &|_, _, row, values| {
        values.push(if came_last_month(row) { 1.0 } else { 0.0 });
    });
    let came: Vec<bool> = table.values.iter().map(|&value| value > 0.5).collect();
    LastMonthRule::fit(&came, &table.outcomes).ok()
}

/// Whether covariates speak of someone who came in the month before.
pub(super) fn came_last_month(row: &[f64]) -> bool {
    row[VISITS_LAST_MONTH] > 0.0
}
