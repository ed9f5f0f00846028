use chrono::{Months, NaiveDate};

use crate::error::{Error, Fault, Result};

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulationOptions {
    /// People with a plan at some time, 1 to 1,000,000; drop-ins come on top.
    pub members: u32,
    /// Months of history, 1 to 240.
    pub months: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The club-local day on which history ends; bookings on hand reach two weeks further.
    pub until: NaiveDate,
}

impl SimulationOptions {
    /// A club of 500 members and 24 months that ends on `until`, with seed 1.
    #[must_use]
    pub const fn new(until: NaiveDate) -> Self {
        Self {
            members: 500,
            months: 24,
            seed: 1,
            until,
        }
    }

    /// Every fault in these options together.
    pub(super) fn check(&self) -> Result<()> {
        const FIRST_YEAR: i32 = 1_990;
        const LAST_YEAR: i32 = 2_100;
        let mut faults = Vec::new();
        if !(1..=1_000_000).contains(&self.members) {
            let message = format!("{} is not between 1 and 1000000", self.members);
            faults.push(Fault::new("members", message));
        }
        if !(1..=240).contains(&self.months) {
            let message = format!("{} is not between 1 and 240", self.months);
            faults.push(Fault::new("months", message));
        }
        let earliest = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1);
        let begins = self.until.checked_sub_months(Months::new(self.months.min(240)));
        let latest = NaiveDate::from_ymd_opt(LAST_YEAR, 1, 1);
        if begins < earliest || Some(self.until) > latest {
            let message = format!(
                "history from {} months before {} leaves the years {FIRST_YEAR} to {LAST_YEAR}",
                self.months, self.until
            );
            faults.push(Fault::new("until", message));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_of_the_options_are_reported_together() {
        let until = NaiveDate::from_ymd_opt(2200, 1, 1).unwrap();
        let options = SimulationOptions {
            members: 0,
            months: 241,
            ..SimulationOptions::new(until)
        };
        let error = options.check().unwrap_err();
        let fields: Vec<_> = error.faults().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["members", "months", "until"]);
    }
}
