use std::sync::Arc;

use super::Engine;
use crate::domain::ApprovedPrice;
use crate::planning::Situation;

impl Engine {
    /// The same engine with prices that people approved: they are the current prices.
    #[must_use]
    pub fn with_approved_prices(&self, approved: &[ApprovedPrice]) -> Self {
        Self {
            approved_prices: Arc::new(approved.to_vec()),
            ..self.clone()
        }
    }

    /// Asks `question` of what plans are made on.
    pub(super) fn plan<T>(&self, question: impl FnOnce(&Situation<'_>) -> T) -> T {
        let segments = self.observed.settings.segments.len();
        let (mut members, mut values) = (vec![0_usize; segments], vec![0.0; segments]);
        for member in self.listed() {
            let segment = self.segment_of(member);
            members[segment] += 1;
            values[segment] += self.ltv(member).units();
        }
        for (value, &members) in values.iter_mut().zip(&members) {
            *value /= members.max(1) as f64;
        }
        question(&Situation {
            club: &self.observed.club,
            settings: &self.observed.settings,
            as_of: self.observed.as_of,
            engine_version: &self.observed.version,
            segment_of: &|member| self.segment_of(member),
            members,
            values,
            stop: &self.stop,
        })
    }
}
