//! Rows whose hazard is known.

use cic_core::churn::survival::{CoxRows, Observations};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rows with two covariates.
pub(crate) struct Sample {
    pub(crate) covariates: Vec<f64>,
    pub(crate) durations: Vec<f64>,
    pub(crate) events: Vec<bool>,
    pub(crate) entries: Vec<f64>,
}

/// The effects of the two covariates.
pub(crate) const EFFECTS: [f64; 2] = [0.7, -0.4];

/// Exponential times under [`EFFECTS`], cut at 12 or before; a third of the rows come under observation late.
pub(crate) fn sample(seed: u64, rows: usize, tied: bool) -> Sample {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut sample = Sample {
        covariates: Vec::new(),
        durations: Vec::new(),
        events: Vec::new(),
        entries: Vec::new(),
    };
    while sample.durations.len() < rows {
        let first: f64 = random.gen_range(-1.5..1.5);
        let second = f64::from(random.gen_range(0_u8..2));
        let hazard = 0.12 * (EFFECTS[0] * first + EFFECTS[1] * second).exp();
        let until = -(1.0 - random.r#gen::<f64>()).ln() / hazard;
        let watched = random.gen_range(2.0..12.0);
        let duration = f64::min(until, watched);
        let duration = if tied {
            (duration * 2.0).ceil() / 2.0
        } else {
            duration
        };
        let entry = if random.gen_range(0..3) == 0 {
            random.gen_range(0.0..3.0)
        } else {
            0.0
        };
        let entry = if tied {
            f64::floor(entry * 2.0) / 2.0
        } else {
            entry
        };
        // Who is gone before the records begin is not in them.
        if entry >= duration {
            continue;
        }
        sample.covariates.extend([first, second]);
        sample.durations.push(duration);
        sample.events.push(until <= watched);
        sample.entries.push(entry);
    }
    sample
}

impl Sample {
    pub(crate) const WIDTH: usize = 2;

    pub(crate) fn observations(&self) -> Observations<'_> {
        Observations::new(&self.durations, &self.events).with_entries(&self.entries)
    }

    pub(crate) fn rows(&self) -> CoxRows<'_> {
        CoxRows::new(self.observations(), &self.covariates, Self::WIDTH)
    }

    /// Every row twice.
    pub(crate) fn repeated(&self) -> Self {
        Self {
            covariates: self.covariates.repeat(2),
            durations: self.durations.repeat(2),
            events: self.events.repeat(2),
            entries: self.entries.repeat(2),
        }
    }

    /// The same rows, each cut in two at half its time under observation.
    pub(crate) fn split_in_time(&self) -> Self {
        let mut split = Self {
            covariates: self.covariates.repeat(2),
            durations: self.durations.repeat(2),
            events: self.events.repeat(2),
            entries: self.entries.repeat(2),
        };
        let rows = self.durations.len();
        for row in 0..rows {
            let middle = f64::midpoint(self.entries[row], self.durations[row]);
            split.durations[row] = middle;
            split.events[row] = false;
            split.entries[rows + row] = middle;
        }
        split
    }

    /// The same rows from another one on.
    pub(crate) fn rotated(&self, shift: usize) -> Self {
        let mut turned = Self {
            covariates: self.covariates.clone(),
            durations: self.durations.clone(),
            events: self.events.clone(),
            entries: self.entries.clone(),
        };
        turned.covariates.rotate_left(shift * Self::WIDTH);
        turned.durations.rotate_left(shift);
        turned.events.rotate_left(shift);
        turned.entries.rotate_left(shift);
        turned
    }
}
