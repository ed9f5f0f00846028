use super::MonthRule;

/// What a contract says about the months in which a member may leave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContractTerms {
    /// Months from now in which the minimum term still runs.
    pub minimum_months_left: usize,
    /// Whole months between giving notice and leaving; nobody has given notice yet.
    pub notice_months: usize,
    /// For a plan that renews every so many months: months until the next renewal, and months between renewals.
    /// A member leaves at the end of the last month before a renewal.
    pub renewal: Option<Renewal>,
}

/// When a plan renews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// Months from now until the next renewal, 1 or more.
    pub months_ahead: usize,
    /// Months from one renewal to the next, 1 or more.
    pub every_months: usize,
}

impl ContractTerms {
    /// The rule of each of the next `months`.
    ///
    /// ```
    /// use cic_core::churn::hazard::{ContractTerms, MonthRule::{Bound, Open}, Renewal};
    /// let terms = ContractTerms { minimum_months_left: 2, ..ContractTerms::default() };
    /// assert_eq!(terms.rules(4), [Bound, Bound, Open, Open]);
    /// let annual = ContractTerms { renewal: Some(Renewal { months_ahead: 2, every_months: 12 }), ..terms };
    /// assert_eq!(annual.rules(3), [Bound, Open, Bound]);
    /// ```
    #[must_use]
    pub fn rules(&self, months: usize) -> Vec<MonthRule> {
        let renews_after = |month: usize| match self.renewal {
            None => true,
            Some(Renewal {
                months_ahead,
                every_months,
            }) => month >= months_ahead && (month - months_ahead).is_multiple_of(every_months.max(1)),
        };
        // The last month of a minimum term may be the last before a renewal, at which the member is free to go.
        let bound_months = match self.renewal {
            None => self.minimum_months_left.max(self.notice_months),
            Some(_) => self.minimum_months_left.saturating_sub(1).max(self.notice_months),
        };
        (1..=months)
            .map(|month| {
                if month > bound_months && renews_after(month) {
                    MonthRule::Open
                } else {
                    MonthRule::Bound
                }
            })
            .collect()
    }
}
