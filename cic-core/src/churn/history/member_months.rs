use std::sync::Arc;

use super::calendar::{MONTH_SECONDS, MonthCalendar};
use super::cells::Cells;
use super::contract::Contracts;
use super::covariates::{Covariates, Look, Traits, tenure};
use crate::domain::{Instant, MemberStatus};
use crate::features::Home;
use crate::{Club, Settings};

/// Everyone's months: counts, contracts and columns.
#[derive(Debug)]
pub struct MemberMonths {
    club: Arc<Club>,
    /// What was done in each month.
    pub cells: Cells,
    /// What binds each member.
    pub contracts: Contracts,
    /// What the hazard looks at.
    pub covariates: Covariates,
    /// By member index: logarithm of the tract's income against the mean.
    incomes: Vec<f64>,
    first_month: usize,
}

/// The start of one month of one member.
#[derive(Debug, Clone, Copy)]
pub struct MonthStart<'a> {
    /// Which month; [`MonthCalendar::count`] is `as_of` itself.
    pub month: usize,
    /// In the order of [`Covariates::columns`].
    pub covariates: &'a [f64],
}

impl MemberMonths {
    /// The months of everyone in `club`, which must be cut at `as_of` already; `homes` are those of its people.
    #[must_use]
    pub fn of(club: &Arc<Club>, settings: &Settings, homes: &[Option<Home>], as_of: Instant) -> Self {
        let calendar = MonthCalendar::of(club, as_of);
        let contracts = Contracts::of(club, settings, as_of);
        Self {
            cells: Cells::count(club, calendar),
            covariates: Covariates::of(&contracts),
            contracts,
            incomes: incomes(club, homes),
            first_month: (calendar.count() / 4).clamp(1, 3),
            club: Arc::clone(club),
        }
    }

    /// The months.
    #[must_use]
    pub const fn calendar(&self) -> &MonthCalendar {
        self.cells.calendar()
    }

    /// Whether a member decides on a membership of their own, or for a household.
    #[must_use]
    pub fn decides(&self, member: usize) -> bool {
        self.contracts.contracts[member].is_some() && self.contracts.payers[member] as usize == member
    }

    /// Visits the start of each of a member's months, the earliest first and `as_of` last.
    ///
    /// The first months of the history, in which habits cannot be known yet, and those before joining are left out
    /// (delayed entry), but `as_of` is always visited. `row` is room for one row of covariates.
    pub fn walk(&self, member: usize, row: &mut Vec<f64>, visit: &mut dyn FnMut(MonthStart<'_>)) {
        self.walk_from(member, self.first_month, row, visit);
    }

    /// The same from the month `from` on.
    pub fn walk_from(
        &self,
        member: usize,
        from: usize,
        row: &mut Vec<f64>,
        visit: &mut dyn FnMut(MonthStart<'_>),
    ) {
        let from = from.max(self.first_month);
        let Some(contract) = &self.contracts.contracts[member] else {
            return;
        };
        let columns = &self.covariates.columns;
        let person = &self.club.people()[member];
        let traits = Traits::of(
            person,
            contract,
            &self.contracts.plans,
            columns,
            self.incomes[member],
        );
        let look = Look {
            cells: &self.cells,
            member,
            contract,
            traits: &traits,
        };
        row.clear();
        row.resize(columns.len(), 0.0);
        let calendar = self.calendar();
        let mut last_day = 0;
        for month in 0..=calendar.count() {
            let start = calendar.starts_at(month);
            let is_now = month == calendar.count();
            let has_joined = contract.joined.is_none_or(|joined| joined <= start);
            let is_gone = contract.exited.is_some_and(|exit| exit < start);
            if is_now || (month >= from && has_joined && !is_gone) {
                look.write(month, last_day, row);
                visit(MonthStart {
                    month,
                    covariates: row,
                });
            }
            if !is_now {
                last_day = match self.cells.cell(month, member).last_day {
                    0 => last_day,
                    day => day,
                };
            }
        }
    }

    /// Whether the exit that could be decided `ahead` months after the start of `month` came.
    ///
    /// It would have fallen into the month that begins the contract's lead later. `None` where that month does not lie
    /// in `window` (seconds since 1970) or is not over yet, the member had left before, the contract allows no exit in
    /// it, or the member pauses.
    #[must_use]
    pub fn left(&self, member: usize, month: usize, ahead: usize, window: (i64, i64)) -> Option<bool> {
        let contract = self.contracts.contracts[member].as_ref()?;
        let calendar = self.calendar();
        let from = calendar.starts_at(month) + contract.lead_seconds + ahead as i64 * MONTH_SECONDS;
        let until = from + MONTH_SECONDS;
        if from < window.0
            || until > window.1.min(calendar.now())
            || contract.exited.is_some_and(|exit| exit < from)
        {
            return None;
        }
        let left = contract.exited.is_some_and(|exit| exit < until);
        let may_leave = contract.may_exit_in(from, until) && !self.pauses(member, month + ahead);
        (left || may_leave).then_some(left)
    }

    /// The share of a month in which a member had a membership and had not given notice, 0 to 1.
    #[must_use]
    pub fn share_of_month(&self, member: usize, month: usize) -> f64 {
        let Some(contract) = &self.contracts.contracts[member] else {
            return 0.0;
        };
        let start = self.calendar().starts_at(month);
        let from = contract.joined.map_or(start, |joined| joined.max(start));
        let end = start + MONTH_SECONDS;
        let until = contract
            .exited
            .map_or(end, |exit| end.min(exit - contract.notice_seconds));
        (until - from).max(0) as f64 / MONTH_SECONDS as f64
    }

    /// Months of membership `ahead` months after the start of `month`.
    #[must_use]
    pub fn tenure_months(&self, member: usize, month: usize, ahead: f64) -> f64 {
        6.0 * self.tenure(member, month, ahead).exp_m1()
    }

    /// ln(1 + months of membership / 6), `ahead` months after the start of `month`.
    #[must_use]
    pub fn tenure(&self, member: usize, month: usize, ahead: f64) -> f64 {
        let Some(contract) = &self.contracts.contracts[member] else {
            return 0.0;
        };
        let start = self.calendar().starts_at(month);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most a horizon of decades in seconds"
        )]
        let later = (ahead * MONTH_SECONDS as f64) as i64;
        tenure(contract, start + later)
    }

    /// The month after the last visit, from which on a suspended member pauses.
    #[must_use]
    pub fn pause_begins(&self, member: usize) -> Option<usize> {
        if self.club.people()[member].member.status != MemberStatus::Suspended {
            return None;
        }
        let count = self.calendar().count();
        let last = (0..count)
            .rev()
            .find(|&month| self.cells.cell(month, member).last_day > 0);
        Some(last.map_or(0, |month| month + 1))
    }

    fn pauses(&self, member: usize, month: usize) -> bool {
        self.pause_begins(member).is_some_and(|from| month >= from)
    }
}

/// Logarithms of tract incomes against their mean; 0 where unknown.
fn incomes(club: &Club, homes: &[Option<Home>]) -> Vec<f64> {
    let income = |home: &Option<Home>| {
        let tract = home.as_ref()?.tract?;
        club.tracts()[tract]
            .median_household_income
            .filter(|&income| income > 0.0)
    };
    let logarithms: Vec<Option<f64>> = homes.iter().map(|home| income(home).map(f64::ln)).collect();
    let known: Vec<f64> = logarithms.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / (known.len() as f64).max(1.0);
    logarithms
        .into_iter()
        .map(|logarithm| logarithm.map_or(0.0, |logarithm| logarithm - mean))
        .collect()
}
