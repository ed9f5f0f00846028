use super::{Horizon, SimulatedCustomer, VisitHistory};

/// The visits of one simulated customer, counted as they come.
pub(super) struct VisitLog {
    observed_age: f64,
    end: f64,
    repeat_visits: u32,
    age_at_last_visit: f64,
    holdout_visits: u32,
}

impl VisitLog {
    pub(super) const fn new(observed_age: Horizon, holdout: Horizon) -> Self {
        Self {
            observed_age: observed_age.length(),
            end: observed_age.length() + holdout.length(),
            repeat_visits: 0,
            age_at_last_visit: 0.0,
            holdout_visits: 0,
        }
    }

    /// Counts a visit at this age; `false` when the holdout has ended before it.
    pub(super) fn visit(&mut self, age: f64) -> bool {
        if age <= self.observed_age {
            self.repeat_visits = self.repeat_visits.saturating_add(1);
            self.age_at_last_visit = age;
            return true;
        }
        if age <= self.end {
            self.holdout_visits = self.holdout_visits.saturating_add(1);
            return true;
        }
        false
    }

    pub(super) fn customer(self, alive: bool) -> SimulatedCustomer {
        let history = VisitHistory::new(self.repeat_visits, self.age_at_last_visit, self.observed_age);
        SimulatedCustomer {
            history: history.expect("visits were counted in order within the observed age"),
            holdout_visits: self.holdout_visits,
            alive,
        }
    }
}
