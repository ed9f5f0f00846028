use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Observations, SurvivalError};

/// Who was at risk, had the event and was lost from sight at each time at which a row ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskTable {
    times: Vec<f64>,
    at_risk: Vec<f64>,
    events: Vec<f64>,
    censored: Vec<f64>,
}

impl RiskTable {
    /// Counts rows, or their weights, at each distinct duration.
    ///
    /// # Errors
    /// Columns of unequal length, times or weights that are none, no rows.
    pub fn of(observations: &Observations<'_>) -> Result<Self, SurvivalError> {
        observations.check()?;
        Ok(
            if observations.entries.is_none() && observations.weights.is_none() {
                Self::of_plain(observations)
            } else {
                Self::of_weighted(observations)
            },
        )
    }

    /// Distinct durations, ascending.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The weight under observation just before each time.
    #[must_use]
    pub fn at_risk(&self) -> &[f64] {
        &self.at_risk
    }

    /// The weight that has the event at each time.
    #[must_use]
    pub fn events(&self) -> &[f64] {
        &self.events
    }

    /// The weight whose watching ends at each time without the event.
    #[must_use]
    pub fn censored(&self) -> &[f64] {
        &self.censored
    }

    /// The place of the last time not after `time`.
    pub(super) fn place(&self, time: f64) -> Option<usize> {
        self.times.partition_point(|&known| known <= time).checked_sub(1)
    }

    fn with_capacity(capacity: usize) -> Self {
        Self {
            times: Vec::with_capacity(capacity),
            at_risk: Vec::with_capacity(capacity),
            events: Vec::with_capacity(capacity),
            censored: Vec::with_capacity(capacity),
        }
    }

    fn push(&mut self, time: f64, at_risk: f64, events: f64, censored: f64) {
        self.times.push(time);
        self.at_risk.push(at_risk);
        self.events.push(events);
        self.censored.push(censored);
    }

    /// Every row counts one from the start.
    fn of_plain(observations: &Observations<'_>) -> Self {
        let largest = observations.durations.iter().copied().fold(0.0, f64::max);
        let is_whole = |duration: &f64| duration.fract() == 0.0;
        if largest <= observations.len() as f64 && observations.durations.par_iter().all(is_whole) {
            Self::of_whole_times(observations, largest as usize)
        } else {
            Self::of_any_times(observations)
        }
    }

    /// Days or months: a place for each, and no sort.
    fn of_whole_times(observations: &Observations<'_>, largest: usize) -> Self {
        let mut ends = vec![[0_u64; 2]; largest + 1];
        for (&duration, &event) in observations.durations.iter().zip(observations.events) {
            ends[duration as usize][usize::from(event)] += 1;
        }
        let ended = |[censored, events]: [u64; 2]| censored + events;
        let mut table = Self::with_capacity(ends.iter().filter(|ends| ended(**ends) > 0).count());
        let mut at_risk = observations.len() as u64;
        for (time, ends) in ends.into_iter().enumerate().filter(|(_, ends)| ended(*ends) > 0) {
            let [censored, events] = ends;
            table.push(time as f64, at_risk as f64, events as f64, censored as f64);
            at_risk -= ended(ends);
        }
        table
    }

    /// One sort of one word a row.
    fn of_any_times(observations: &Observations<'_>) -> Self {
        let mut keys: Vec<u64> = (observations.durations, observations.events)
            .into_par_iter()
            .map(|(&duration, &event)| key(duration, event))
            .collect();
        keys.par_sort_unstable();
        let mut table = Self::with_capacity(distinct(&keys));
        let mut at_risk = keys.len();
        for tied in keys.chunk_by(|left, right| left >> 1 == right >> 1) {
            let censored = tied.partition_point(|key| key & 1 == 0);
            let events = tied.len() - censored;
            table.push(duration(tied[0]), at_risk as f64, events as f64, censored as f64);
            at_risk -= tied.len();
        }
        table
    }

    /// Weights add up from the last time to the first, so that few are left over from few.
    fn of_weighted(observations: &Observations<'_>) -> Self {
        let rows = (0..observations.len()).filter(|&row| observations.weight(row) > 0.0);
        let mut exits: Vec<Weighted> = rows
            .clone()
            .map(|row| {
                let key = key(observations.durations[row], observations.events[row]);
                Weighted::new(key, observations.weight(row))
            })
            .collect();
        exits.par_sort_unstable();
        let mut entries: Vec<Weighted> = observations.entries.map_or_else(Vec::new, |entries| {
            rows.map(|row| Weighted::new(key(entries[row], false), observations.weight(row)))
                .collect()
        });
        entries.par_sort_unstable();

        let mut table = Self::with_capacity(exits.len());
        let (mut still, mut still_rows) = (0.0, 0);
        let (mut yet_to_enter, mut unentered) = (0.0, entries.as_slice());
        for tied in exits
            .chunk_by(|left, right| left.key >> 1 == right.key >> 1)
            .rev()
        {
            let split = tied.partition_point(|exit| exit.key & 1 == 0);
            let (censored, events) = (sum(&tied[..split]), sum(&tied[split..]));
            still += events + censored;
            still_rows += tied.len();
            while let Some((last, rest)) = unentered.split_last() {
                if last.key >> 1 < tied[0].key >> 1 {
                    break;
                }
                yet_to_enter += last.weight();
                unentered = rest;
            }
            let at_risk_rows = still_rows + unentered.len() - entries.len();
            // A difference of sums leaves crumbs where nobody but those who end now is at risk.
            let at_risk = if at_risk_rows == tied.len() {
                events + censored
            } else {
                (still - yet_to_enter).max(events + censored)
            };
            table.push(duration(tied[0].key), at_risk, events, censored);
        }
        table.reversed()
    }

    fn reversed(mut self) -> Self {
        for column in [
            &mut self.times,
            &mut self.at_risk,
            &mut self.events,
            &mut self.censored,
        ] {
            column.reverse();
        }
        self
    }
}

/// Sorts by time, and within a time those without the event first. Bits of numbers of 0 or more sort as they do.
const fn key(duration: f64, event: bool) -> u64 {
    duration.to_bits() << 1 | event as u64
}

const fn duration(key: u64) -> f64 {
    f64::from_bits(key >> 1)
}

fn distinct(keys: &[u64]) -> usize {
    let changes = |pair: &[u64]| pair[0] >> 1 != pair[1] >> 1;
    1 + keys.windows(2).filter(|pair| changes(pair)).count()
}

/// Sorted by both, so that the order of equal keys, and with it every sum, does not depend on the sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weighted {
    key: u64,
    weight_bits: u64,
}

impl Weighted {
    const fn new(key: u64, weight: f64) -> Self {
        Self {
            key,
            weight_bits: weight.to_bits(),
        }
    }

    const fn weight(self) -> f64 {
        f64::from_bits(self.weight_bits)
    }
}

fn sum(rows: &[Weighted]) -> f64 {
    rows.iter().map(|row| row.weight()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_at_risk_from_after_they_enter_to_the_end_of_their_time() {
        let (durations, events) = ([2.0, 4.0, 4.0, 6.0], [true, true, false, true]);
        let observations = Observations::new(&durations, &events).with_entries(&[0.0, 2.0, 0.0, 4.0]);
        let table = RiskTable::of(&observations).unwrap();
        assert_eq!(table.times(), [2.0, 4.0, 6.0]);
        assert_eq!(table.at_risk(), [2.0, 2.0, 1.0]);
        assert_eq!(table.events(), [1.0, 1.0, 1.0]);
        assert_eq!(table.censored(), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn whole_times_are_counted_as_any_times_are() {
        let durations = [3.0, 0.0, 7.0, 3.0, 3.0, 1.0, 7.0, 0.0, 5.0];
        let events = [true, false, true, false, true, true, false, true, false];
        let observations = Observations::new(&durations, &events);
        let counted = RiskTable::of(&observations).unwrap();
        assert_eq!(counted, RiskTable::of_any_times(&observations));
        assert_eq!(counted, RiskTable::of_weighted(&observations));
    }

    #[test]
    fn a_weight_counts_like_as_many_rows() {
        let durations = [1.0, 3.0, 3.0, 3.0, 9.0];
        let events = [false, true, true, false, true];
        let plain = RiskTable::of(&Observations::new(&durations, &events)).unwrap();
        let (durations, events) = ([9.0, 3.0, 3.0, 1.0, 5.0], [true, false, true, false, true]);
        let weighted = Observations::new(&durations, &events).with_weights(&[1.0, 1.0, 2.0, 1.0, 0.0]);
        assert_eq!(RiskTable::of(&weighted).unwrap(), plain);
    }
}
