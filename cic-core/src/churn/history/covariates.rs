use serde::{Deserialize, Serialize};

use super::calendar::MONTH_SECONDS;
use super::cells::{Cell, Cells};
use super::contract::{Contract, Contracts};
use crate::club::Person;
use crate::domain::{Billing, Motivation};

/// Months of the quarter and of the habit before the latest month.
const QUARTER: usize = 3;
const HABIT: usize = 6;
const WEEKS_A_MONTH: f64 = MONTH_SECONDS as f64 / (7.0 * 86_400.0);
const DAY_SECONDS: i64 = 86_400;
/// Longer silence and longer membership say no more.
const MOST_SILENT_DAYS: f64 = 180.0;
const MOST_TENURE_MONTHS: f64 = 120.0;
/// Plans with a column of their own.
const MOST_PLANS: usize = 12;
const MOTIVATIONS: [Motivation; 5] = [
    Motivation::Social,
    Motivation::Competitive,
    Motivation::Fitness,
    Motivation::Convenience,
    Motivation::Business,
];

/// What the hazard looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covariate {
    /// ln(1 + days since the last visit / 7).
    Silence,
    /// ln(1 + visits a week in the last month).
    VisitsLastMonth,
    /// ln(1 + visits a week in the last three months).
    VisitsLastQuarter,
    /// Share by which the last month falls short of the six before it, -1 to 1.
    VisitShortfall,
    /// ln(1 + spend a month over three months / 10).
    Spend,
    /// Share of the last three months' bookings on weekday evenings.
    PeakShare,
    /// Share of them in sessions and lessons.
    SessionShare,
    /// Share of bookings to which nobody came.
    MissedShare,
    /// Visits made impossible in the last month, at most 4.
    DisplacedLastMonth,
    /// The same in the two months before.
    DisplacedBefore,
    /// ln(1 + months of membership / 6).
    Tenure,
    /// Fee a month, hundreds of units.
    Fee,
    /// 1 for annual plans.
    Annual,
    /// 1 for members of this plan.
    Plan(String),
    /// 1 when this was answered to the question on motivation.
    Plays(Motivation),
    /// ln(median income of the home's tract / the members' mean); 0 where unknown.
    TractIncome,
}

impl Covariate {
    /// Whether it describes the member for years rather than the last weeks.
    #[must_use]
    pub const fn is_lasting(&self) -> bool {
        matches!(
            self,
            Self::VisitsLastQuarter
                | Self::PeakShare
                | Self::SessionShare
                | Self::Tenure
                | Self::Fee
                | Self::Annual
                | Self::Plan(_)
                | Self::Plays(_)
                | Self::TractIncome
        )
    }

    /// Whether it describes the contract, which binds in a year as it does now.
    #[must_use]
    pub const fn is_contract(&self) -> bool {
        matches!(self, Self::Fee | Self::Annual | Self::Plan(_))
    }
}

/// The columns of a club's hazard, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covariates {
    /// The columns.
    pub columns: Vec<Covariate>,
}

/// Place of [`Covariate::Tenure`]: the one column that is known ahead.
pub(crate) const TENURE: usize = 10;
const PLANS_FROM: usize = 13;

impl Covariates {
    /// The columns for a club with these contracts: the most common plan is the reference for the others.
    #[must_use]
    pub fn of(contracts: &Contracts) -> Self {
        let mut counts = vec![0_u32; contracts.plans.len()];
        for contract in contracts.contracts.iter().flatten() {
            counts[contract.plan] += 1;
        }
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|&plan| (std::cmp::Reverse(counts[plan]), plan));
        let mut plans: Vec<usize> = order.into_iter().skip(1).take(MOST_PLANS).collect();
        plans.sort_unstable();
        let mut columns = vec![
            Covariate::Silence,
            Covariate::VisitsLastMonth,
            Covariate::VisitsLastQuarter,
            Covariate::VisitShortfall,
            Covariate::Spend,
            Covariate::PeakShare,
            Covariate::SessionShare,
            Covariate::MissedShare,
            Covariate::DisplacedLastMonth,
            Covariate::DisplacedBefore,
            Covariate::Tenure,
            Covariate::Fee,
            Covariate::Annual,
        ];
        columns.extend(
            plans
                .into_iter()
                .map(|plan| Covariate::Plan(contracts.plans[plan].clone())),
        );
        columns.extend(MOTIVATIONS.map(Covariate::Plays));
        columns.push(Covariate::TractIncome);
        Self { columns }
    }
}

/// What is known of a member beside the months' counts.
pub(super) struct Traits {
    /// The plan's column, if it has one.
    pub plan_column: Option<usize>,
    /// Answers to the question on motivation: when and which, in order of time.
    pub motivations: Vec<(i64, Motivation)>,
    /// Logarithm of the tract's income against the mean; 0 where unknown.
    pub income: f64,
}

impl Traits {
    pub(super) fn of(
        person: &Person,
        contract: &Contract,
        plans: &[String],
        columns: &[Covariate],
        income: f64,
    ) -> Self {
        let name = &plans[contract.plan];
        let is_plan = |column: &Covariate| matches!(column, Covariate::Plan(plan) if plan == name);
        let mut motivations: Vec<(i64, Motivation)> = person
            .surveys
            .iter()
            .filter(|row| row.question.eq_ignore_ascii_case("motivation"))
            .filter_map(|row| {
                let answered = row.answered_at.map_or(i64::MIN, |at| at.timestamp());
                Some((answered, Motivation::of_response(&row.response)?))
            })
            .collect();
        motivations.sort_by_key(|&(answered, motivation)| (answered, motivation as u8));
        Self {
            plan_column: columns.iter().position(is_plan),
            motivations,
            income,
        }
    }
}

/// The running view of one member's months.
pub(super) struct Look<'a> {
    pub cells: &'a Cells,
    pub member: usize,
    pub contract: &'a Contract,
    pub traits: &'a Traits,
}

impl Look<'_> {
    /// Writes the covariates as of the start of `month` to `row`; `last_day` is the day of the last visit before.
    pub(super) fn write(&self, month: usize, last_day: u16, row: &mut [f64]) {
        let calendar = self.cells.calendar();
        let start = calendar.starts_at(month);
        let begun = self
            .contract
            .joined
            .unwrap_or(i64::MIN)
            .max(calendar.starts_at(0));
        let observed = |months: usize| {
            let from = calendar
                .starts_at(0)
                .max(start - months as i64 * MONTH_SECONDS)
                .max(begun);
            ((start - from) as f64 / MONTH_SECONDS as f64).max(0.25)
        };
        let latest = self.sum(month, 0, 1);
        let quarter = self.sum(month, 0, QUARTER);
        let before = self.sum(month, 1, HABIT);
        let weekly = |visits: u32, months: f64| f64::from(visits) / (months * WEEKS_A_MONTH);
        let last_month = weekly(latest.visit_days, observed(1));
        let habit_months = observed(HABIT + 1) - observed(1);
        let habit = if habit_months >= 0.5 {
            weekly(before.visit_days, habit_months)
        } else {
            last_month
        };
        let played = f64::from(quarter.played);
        let share = |part: u32| f64::from(part) / (played + 1.0);
        row.fill(0.0);
        row[0] = (self.silent_days(start, begun, last_day) / 7.0).ln_1p();
        row[1] = last_month.ln_1p();
        row[2] = weekly(quarter.visit_days, observed(QUARTER)).ln_1p();
        row[3] = (1.0 - (last_month + 0.25) / (habit + 0.25)).max(-1.0);
        row[4] = ((quarter.spend_cents.max(0) as f64 / 100.0) / observed(QUARTER) / 10.0).ln_1p();
        row[5] = share(quarter.peak);
        row[6] = share(quarter.sessions);
        row[7] = f64::from(quarter.missed) / (played + f64::from(quarter.missed) + 1.0);
        row[8] = f64::from(latest.displaced.min(4));
        row[9] = f64::from((quarter.displaced - latest.displaced).min(4));
        row[TENURE] = tenure(self.contract, start);
        row[11] = self.contract.fee_cents as f64 / 10_000.0;
        row[12] = if self.contract.billing == Billing::Annual {
            1.0
        } else {
            0.0
        };
        if let Some(column) = self.traits.plan_column {
            row[column] = 1.0;
        }
        let last = row.len() - 1;
        let known = self
            .traits
            .motivations
            .iter()
            .rev()
            .find(|&&(answered, _)| answered < start);
        if let Some(&(_, motivation)) = known
            && let Some(place) = MOTIVATIONS.iter().position(|&one| one == motivation)
        {
            row[last - MOTIVATIONS.len() + place] = 1.0;
        }
        row[last] = self.traits.income;
        debug_assert!(row.len() > PLANS_FROM + MOTIVATIONS.len());
    }

    /// Days without a visit, from the last one, or from the start of what is observed.
    fn silent_days(&self, start: i64, begun: i64, last_day: u16) -> f64 {
        let days = if last_day == 0 {
            (start - begun) / DAY_SECONDS
        } else {
            let last_visit = i64::from(self.cells.first_day()) + i64::from(last_day) - 1;
            self.contract.local_day(start) - last_visit
        };
        (days.max(0) as f64).min(MOST_SILENT_DAYS)
    }

    /// Sums over `months` months that end `skipped` months before the start of `month`.
    fn sum(&self, month: usize, skipped: usize, months: usize) -> Sums {
        let until = month.saturating_sub(skipped);
        let from = until.saturating_sub(months);
        let mut sums = Sums::default();
        for month in from..until {
            sums.add(self.cells.cell(month, self.member));
        }
        sums
    }
}

/// ln(1 + months of membership / 6) at `seconds`; membership without a start is an old one.
pub(super) fn tenure(contract: &Contract, seconds: i64) -> f64 {
    let months = contract.joined.map_or(MOST_TENURE_MONTHS, |joined| {
        (seconds - joined) as f64 / MONTH_SECONDS as f64
    });
    (months.clamp(0.0, MOST_TENURE_MONTHS) / 6.0).ln_1p()
}

#[derive(Default)]
struct Sums {
    visit_days: u32,
    played: u32,
    peak: u32,
    sessions: u32,
    missed: u32,
    displaced: u32,
    spend_cents: i64,
}

impl Sums {
    fn add(&mut self, cell: &Cell) {
        self.visit_days += u32::from(cell.visit_days);
        self.played += u32::from(cell.played);
        self.peak += u32::from(cell.peak);
        self.sessions += u32::from(cell.sessions);
        self.missed += u32::from(cell.missed);
        self.displaced += u32::from(cell.displaced);
        self.spend_cents += i64::from(cell.spend_cents);
    }
}
