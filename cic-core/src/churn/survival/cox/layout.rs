use std::ops::Range;

use rayon::prelude::*;

use super::rows::CoxRows;
use super::standardised::Standardisation;

/// A run of rows that one thread takes has at least this many; a constant, so that sums do not depend on threads.
const RUN: usize = 2_048;

/// Rows sorted for the risk sets: by stratum, then from the last time to the first, then those without the event.
///
/// Rows that are gone before the first event of their stratum, and rows without weight, are left out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) n_covariates: usize,
    /// Row-major, centred and divided by the standard deviation.
    pub(super) covariates: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) blocks: Vec<Block>,
    /// Blocks that one thread takes, in their order.
    pub(super) runs: Vec<Range<usize>>,
    /// The blocks of each stratum, with its number.
    pub(super) strata: Vec<Stratum>,
    pub(super) entries: Option<Entries>,
    pub(super) events: usize,
    pub(super) event_weight: f64,
}

/// The number of a stratum, and its blocks.
pub(super) type Stratum = (u32, Range<usize>);

/// The rows that join the risk set from after the next later event time down to this one.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) time: f64,
    pub(super) rows: Range<usize>,
    /// From here on the rows of the block have the event, all at `time`.
    pub(super) first_event: usize,
    pub(super) starts_stratum: bool,
    /// Entries, counted over all strata, at or after `time` or in an earlier stratum.
    pub(super) entries_end: usize,
}

/// Rows by when they come under observation, from the last to the first within a stratum.
#[derive(Debug)]
pub(super) struct Entries {
    pub(super) rows: Vec<u32>,
    /// For each row the first block at whose time it was not yet under observation; `NONE_UNSEEN` if there is none.
    pub(super) unseen_from: Vec<u32>,
}

/// A row that was under observation at every event time of its stratum before its own.
const NONE_UNSEEN: u32 = u32::MAX;

/// Sorts by stratum, then by time descending, then those without the event first, then by row.
type Key = (u32, u64, u32);

/// Bits of numbers of 0 or more sort as the numbers do; the sign of a zero is dropped.
const fn descending(time: f64) -> u64 {
    (u64::MAX >> 1) - (time.to_bits() & (u64::MAX >> 1))
}

impl Layout {
    pub(super) fn new(rows: &CoxRows<'_>, standardisation: &Standardisation) -> Self {
        let order = sorted_rows(rows);
        let (blocks, strata, kept) = blocks(rows, &order);
        let mut layout = Self {
            n_covariates: rows.n_covariates,
            covariates: gather(rows, &kept, standardisation),
            weights: kept
                .iter()
                .map(|&row| rows.observations.weight(row as usize))
                .collect(),
            runs: runs(&blocks),
            blocks,
            strata,
            entries: None,
            events: 0,
            event_weight: 0.0,
        };
        for block in &layout.blocks {
            layout.events += block.rows.end - block.first_event;
            layout.event_weight += layout.weights[block.first_event..block.rows.end]
                .iter()
                .sum::<f64>();
        }
        if let Some(entries) = rows.observations.entries {
            let entries: Vec<f64> = kept.iter().map(|&row| entries[row as usize]).collect();
            layout.add_entries(&entries);
        }
        layout
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.covariates[row * self.n_covariates..][..self.n_covariates]
    }

    pub(super) fn n_rows(&self) -> usize {
        self.weights.len()
    }

    /// The rows that come under observation at or after the time of a block, but before that of the block before.
    pub(super) fn entering(&self, place: usize) -> &[u32] {
        let Some(entries) = &self.entries else {
            return &[];
        };
        let block = &self.blocks[place];
        let from = if block.starts_stratum {
            block.rows.start
        } else {
            self.blocks[place - 1].entries_end
        };
        &entries.rows[from..block.entries_end]
    }

    /// The rows of a run of blocks.
    pub(super) fn rows_of(&self, run: &Range<usize>) -> Range<usize> {
        self.blocks[run.start].rows.start..self.blocks[run.end - 1].rows.end
    }

    /// Cuts a slice with one value a row into the runs.
    pub(super) fn cut_rows<'a, T>(&self, mut values: &'a mut [T]) -> Vec<&'a mut [T]> {
        let mut parts = Vec::with_capacity(self.runs.len());
        for run in &self.runs {
            let (part, rest) = values.split_at_mut(self.rows_of(run).len());
            parts.push(part);
            values = rest;
        }
        parts
    }

    fn add_entries(&mut self, entries: &[f64]) {
        let mut rows = Vec::with_capacity(entries.len());
        let mut unseen_from = vec![NONE_UNSEEN; entries.len()];
        for (_, stratum) in &self.strata {
            let first = rows.len();
            let blocks = &mut self.blocks[stratum.clone()];
            let (Some(start), Some(end)) = (
                blocks.first().map(|block| block.rows.start),
                blocks.last().map(|block| block.rows.end),
            ) else {
                continue;
            };
            for row in start..end {
                let seen = blocks.partition_point(|block| block.time > entries[row]);
                if seen < blocks.len() {
                    unseen_from[row] = number(stratum.start + seen);
                }
                rows.push(number(row));
            }
            rows[first..].par_sort_unstable_by_key(|&row| (descending(entries[row as usize]), row));
            for block in blocks {
                let after = |row: &u32| entries[*row as usize] >= block.time;
                block.entries_end = first + rows[first..].partition_point(after);
            }
        }
        self.entries = Some(Entries { rows, unseen_from });
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "more than 4,294,967,295 rows fill over 300 GB"
)]
const fn number(place: usize) -> u32 {
    place as u32
}

fn sorted_rows(rows: &CoxRows<'_>) -> Vec<Key> {
    let observations = rows.observations;
    let mut order: Vec<Key> = (0..observations.len())
        .into_par_iter()
        .filter(|&row| observations.weight(row) > 0.0)
        .map(|row| {
            let stratum = rows.strata.map_or(0, |strata| strata[row]);
            let time = descending(observations.durations[row]) << 1;
            (stratum, time | u64::from(observations.events[row]), number(row))
        })
        .collect();
    order.par_sort_unstable();
    order
}

/// Ends a block after each run of tied events; what follows the last one of a stratum is left out.
fn blocks(rows: &CoxRows<'_>, order: &[Key]) -> (Vec<Block>, Vec<Stratum>, Vec<u32>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut strata = Vec::new();
    let mut kept: Vec<u32> = Vec::with_capacity(order.len());
    for stratum in order.chunk_by(|left, right| left.0 == right.0) {
        let first_block = blocks.len();
        let mut block_start = kept.len();
        for tied in stratum.chunk_by(|left, right| left.1 == right.1) {
            let first_event = kept.len();
            kept.extend(tied.iter().map(|&(_, _, row)| row));
            if tied[0].1 & 1 == 1 {
                blocks.push(Block {
                    time: rows.observations.durations[tied[0].2 as usize],
                    rows: block_start..kept.len(),
                    first_event,
                    starts_stratum: blocks.len() == first_block,
                    entries_end: 0,
                });
                block_start = kept.len();
            }
        }
        kept.truncate(block_start);
        if blocks.len() > first_block {
            strata.push((stratum[0].0, first_block..blocks.len()));
        }
    }
    (blocks, strata, kept)
}

fn runs(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (place, block) in blocks.iter().enumerate() {
        let long_enough = block.rows.end - blocks[start].rows.start >= RUN;
        if long_enough || place + 1 == blocks.len() {
            runs.push(start..place + 1);
            start = place + 1;
        }
    }
    runs
}

fn gather(rows: &CoxRows<'_>, kept: &[u32], standardisation: &Standardisation) -> Vec<f64> {
    let width = rows.n_covariates;
    let mut covariates = vec![0.0; kept.len() * width];
    covariates
        .par_chunks_mut(RUN * width)
        .zip(kept.par_chunks(RUN))
        .for_each(|(to, from)| {
            for (to, &row) in to.chunks_exact_mut(width).zip(from) {
                let values = rows.covariates_of(row as usize);
                let scales = standardisation.means.iter().zip(&standardisation.deviations);
                for ((to, &value), (mean, deviation)) in to.iter_mut().zip(values).zip(scales) {
                    *to = (value - mean) / deviation;
                }
            }
        });
    covariates
}
