use serde::{Deserialize, Serialize};

use crate::churn::history::MemberMonths;

/// What members spend beside their fee, a month, in currency units.
///
/// A member's own spend over the last year, weighed by the club's seasons, is drawn towards the mean of the plan by as
/// much as it is short of telling anything (Buehlmann's credibility). How far a realised sum strays from what was
/// expected is taken from the last half year against the one before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpendModel {
    /// By plan, mean spend a month of an ordinary season.
    pub plan_means: Vec<f64>,
    /// Months of spending that weigh as much as the plan's mean.
    pub credibility_months: f64,
    /// Variance of a realised sum per unit of its expectation.
    pub noise: f64,
    /// The same per squared unit: it does not average out over the months.
    pub drift: f64,
    /// The last months' seasons, the latest last: the club's spend a member in each against the mean of them all.
    pub seasons: Vec<f64>,
}

/// Months of a year.
const YEAR: usize = 12;
const HALF_YEAR: usize = 6;

/// Spend and the time it took, in months of an ordinary season.
#[derive(Debug, Clone, Copy, Default)]
struct Spent {
    units: f64,
    months: f64,
}

impl SpendModel {
    /// Learns from the last year of everyone who was a member then.
    #[must_use]
    pub fn fit(months: &MemberMonths) -> Self {
        let count = months.calendar().count();
        let seasons = seasons(months, count.min(YEAR));
        let mut model = Self {
            plan_means: vec![0.0; months.contracts.plans.len()],
            credibility_months: 1.0,
            noise: 1.0,
            drift: 0.0,
            seasons,
        };
        let window = (count - count.min(YEAR), count);
        model.learn_means(months, window);
        model.learn_spread(months, count);
        model
    }

    /// What a member is expected to spend a month.
    #[must_use]
    pub fn expected_monthly(&self, months: &MemberMonths, member: usize) -> f64 {
        let count = months.calendar().count();
        let Some(contract) = &months.contracts.contracts[member] else {
            return 0.0;
        };
        self.credible(
            contract.plan,
            self.spent(months, member, (count - self.seasons.len(), count)),
        )
    }

    /// Variance of the realised over the squared expected sum, when `expected` units are.
    #[must_use]
    pub fn relative_variance(&self, expected: f64) -> f64 {
        if expected > 0.0 {
            self.noise / expected + self.drift
        } else {
            0.0
        }
    }

    fn credible(&self, plan: usize, spent: Spent) -> f64 {
        let prior = self.credibility_months;
        (spent.units + prior * self.plan_means[plan]) / (spent.months + prior)
    }

    fn spent(&self, months: &MemberMonths, member: usize, window: (usize, usize)) -> Spent {
        let mut spent = Spent::default();
        let count = months.calendar().count();
        for month in window.0..window.1 {
            let share = months.share_of_month(member, month);
            if share > 0.0 {
                let season = self.seasons[month + self.seasons.len() - count];
                spent.months += share * season;
                spent.units += f64::from(months.cells.cell(month, member).spend_cents) / 100.0;
            }
        }
        spent
    }

    /// Means by plan, and how many months outweigh them: variance within a member over variance between members.
    fn learn_means(&mut self, months: &MemberMonths, window: (usize, usize)) {
        let count = months.calendar().count();
        let mut by_plan = vec![Spent::default(); self.plan_means.len()];
        for (member, contract) in months.contracts.contracts.iter().enumerate() {
            if let Some(contract) = contract {
                let spent = self.spent(months, member, window);
                by_plan[contract.plan].units += spent.units;
                by_plan[contract.plan].months += spent.months;
            }
        }
        for (mean, spent) in self.plan_means.iter_mut().zip(&by_plan) {
            *mean = spent.units / spent.months.max(1e-9);
        }
        let (mut within, mut degrees, mut between, mut members) = (0.0, 0.0, 0.0, 0.0);
        for (member, contract) in months.contracts.contracts.iter().enumerate() {
            let Some(contract) = contract else { continue };
            let spent = self.spent(months, member, window);
            if spent.months < 3.0 {
                continue;
            }
            let own = spent.units / spent.months;
            let mut squares = 0.0;
            let mut seen = 0.0;
            for month in window.0..window.1 {
                let share = months.share_of_month(member, month);
                if share > 0.99 {
                    let season = self.seasons[month + self.seasons.len() - count];
                    let units = f64::from(months.cells.cell(month, member).spend_cents) / 100.0;
                    squares += (units / season - own).powi(2);
                    seen += 1.0;
                }
            }
            if seen >= 2.0 {
                within += squares;
                degrees += seen - 1.0;
                between +=
                    (own - self.plan_means[contract.plan]).powi(2) - squares / (seen - 1.0) / spent.months;
                members += 1.0;
            }
        }
        if degrees > 0.0 && members > 1.0 {
            let within = within / degrees;
            let between = (between / members).max(1e-9 * within.max(1e-9));
            self.credibility_months = (within / between).clamp(0.1, 120.0);
        }
    }

    /// Noise and drift, from the last half year of those who were there all along against what the half year before
    /// let expect: squared errors regressed on the expectation and its square.
    fn learn_spread(&mut self, months: &MemberMonths, count: usize) {
        if count < YEAR {
            return;
        }
        let (half, begin) = (count - HALF_YEAR, count - YEAR);
        let [mut e1, mut e2, mut e3, mut r0, mut r1] = [0.0; 5];
        for (member, contract) in months.contracts.contracts.iter().enumerate() {
            let Some(contract) = contract else { continue };
            let (before, after) = (
                self.spent(months, member, (begin, half)),
                self.spent(months, member, (half, count)),
            );
            if before.months < 5.0 || after.months < 5.0 || contract.exited.is_some() {
                continue;
            }
            let expected = self.credible(contract.plan, before) * after.months;
            let error = (after.units - expected).powi(2);
            e1 += expected;
            e2 += expected.powi(2);
            e3 += expected.powi(3);
            r0 += error;
            r1 += error * expected;
        }
        let determinant = e1 * e3 - e2 * e2;
        if determinant > 1e-9 * e1 * e3 && e1 > 0.0 {
            let noise = (r0 * e3 - r1 * e2) / determinant;
            let drift = (e1 * r1 - e2 * r0) / determinant;
            if noise < 0.0 {
                (self.noise, self.drift) = (0.0, r0 / e2);
            } else if drift < 0.0 {
                (self.noise, self.drift) = (r0 / e1, 0.0);
            } else {
                (self.noise, self.drift) = (noise, drift);
            }
        }
    }
}

/// The club's spend a member in each of the last months against the mean of them all; 1 where nothing was spent.
fn seasons(months: &MemberMonths, length: usize) -> Vec<f64> {
    let count = months.calendar().count();
    let totals: Vec<Spent> = (count - length..count)
        .map(|month| {
            let mut total = Spent::default();
            for member in 0..months.cells.people() {
                let share = months.share_of_month(member, month);
                if share > 0.0 {
                    total.months += share;
                    total.units += f64::from(months.cells.cell(month, member).spend_cents) / 100.0;
                }
            }
            total
        })
        .collect();
    let sums = totals.iter().fold(Spent::default(), |sum, month| Spent {
        units: sum.units + month.units,
        months: sum.months + month.months,
    });
    let mean = sums.units / sums.months.max(1e-9);
    let season = |total: &Spent| {
        let rate = total.units / total.months.max(1e-9);
        if mean > 0.0 && rate > 0.0 {
            (rate / mean).clamp(0.2, 5.0)
        } else {
            1.0
        }
    };
    totals.iter().map(season).collect()
}
