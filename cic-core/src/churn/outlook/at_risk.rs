use crate::churn::hazard::{HazardError, Histories, Spell, SpellSink};
use crate::churn::history::MemberMonths;

/// Members walked together.
const BLOCK: usize = 512;

/// The member-months at risk whose outcome falls into a window of time, as a hazard learns from them.
pub(super) struct AtRisk<'a> {
    pub months: &'a MemberMonths,
    /// Seconds since 1970; see [`MemberMonths::left`].
    pub window: (i64, i64),
}

impl Histories for AtRisk<'_> {
    fn n_features(&self) -> usize {
        self.months.covariates.columns.len()
    }

    fn n_blocks(&self) -> usize {
        self.months.cells.people().div_ceil(BLOCK)
    }

    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError> {
        let mut row = Vec::new();
        let mut outcome = Ok(());
        for member in block * BLOCK..((block + 1) * BLOCK).min(self.months.cells.people()) {
            if !self.months.decides(member) {
                continue;
            }
            self.months.walk(member, &mut row, &mut |start| {
                let Some(exits) = self.months.left(member, start.month, 0, self.window) else {
                    return;
                };
                let month = u32::try_from(start.month).unwrap_or_default();
                let spell = Spell {
                    covariates: start.covariates,
                    first_month: month,
                    last_month: month,
                    exits,
                    weight: 1.0,
                };
                if outcome.is_ok() {
                    outcome = sink.spell(&spell);
                }
            });
        }
        outcome
    }
}
