use serde::{Deserialize, Serialize};

use super::layout::Layout;

/// The cumulative hazard of a stratum at the mean of the covariates (Breslow 1974), a step at each event time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BaselineHazard {
    /// The stratum; 0 where the fit had none.
    pub stratum: u32,
    /// Event times, ascending.
    pub times: Vec<f64>,
    /// The hazard up to and including each time.
    pub cumulative_hazard: Vec<f64>,
}

impl BaselineHazard {
    /// One a stratum with events, by its number.
    pub(super) fn of(layout: &Layout, at_risk: &[f64]) -> Vec<Self> {
        let strata = layout.strata.iter();
        strata
            .map(|(stratum, blocks)| {
                let mut baseline = Self {
                    stratum: *stratum,
                    times: Vec::with_capacity(blocks.len()),
                    cumulative_hazard: Vec::with_capacity(blocks.len()),
                };
                let mut sum = 0.0;
                for place in blocks.clone().rev() {
                    let block = &layout.blocks[place];
                    let events: f64 = layout.weights[block.first_event..block.rows.end].iter().sum();
                    sum += events / at_risk[place];
                    baseline.times.push(block.time);
                    baseline.cumulative_hazard.push(sum);
                }
                baseline
            })
            .collect()
    }

    /// The hazard up to and including `time`; level after the last event.
    #[must_use]
    pub fn cumulative_hazard(&self, time: f64) -> f64 {
        let passed = self.times.partition_point(|&event| event <= time);
        let last = passed
            .checked_sub(1)
            .and_then(|place| self.cumulative_hazard.get(place));
        last.copied().unwrap_or(0.0)
    }
}
