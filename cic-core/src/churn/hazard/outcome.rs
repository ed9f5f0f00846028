use super::block_sums::BlockSums;
use super::information::Information;
use super::training::Training;
use super::{FittedHazard, HazardFlags};

impl Training {
    /// What the training ends in, in the units of the columns as they were given.
    pub(super) fn fitted(
        &self,
        sums: &BlockSums,
        converged: bool,
        decrement: f64,
        information: &Information,
        left_out: &[usize],
    ) -> FittedHazard {
        let levels = self.design.n_levels();
        let flags = HazardFlags {
            converged,
            separated: self.separated,
            left_out: left_out
                .iter()
                .filter(|place| **place >= levels)
                .map(|place| place - levels)
                .collect(),
        };
        FittedHazard {
            link: self.design.link,
            penalty: self.options.penalty.clone(),
            interval_starts: self.design.interval_starts.clone(),
            levels: self.design.raw_levels(&self.parameters),
            coefficients: self.design.raw_coefficients(&self.parameters),
            covariance: self.design.raw_covariance(&information.inverse()),
            column_names: Vec::new(),
            column_means: self.design.centres.clone(),
            log_likelihood: sums.log_likelihood,
            iterations: self.iterations,
            distance_to_optimum: if decrement.is_finite() {
                decrement
            } else {
                f64::MAX
            },
            rows: self.counts.rows,
            periods: self.counts.periods,
            exits: self.counts.exits,
            flags,
        }
    }
}
