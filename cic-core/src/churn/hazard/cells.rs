use super::design::interval_of;
use super::link::Slopes;
use super::{Link, Spell};

/// What was at risk in a panel: one entry for each row, or for each row and interval of the baseline.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Row and interval of each; empty with a constant baseline, where every row is a cell.
    places: Vec<(usize, usize)>,
    periods: Vec<f64>,
    exits: Vec<f64>,
    pub(super) predictor: Vec<f64>,
    pub(super) slopes: Slopes,
}

impl Cells {
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.periods.clear();
        self.exits.clear();
    }

    pub(super) const fn len(&self) -> usize {
        self.periods.len()
    }

    pub(super) fn places(&self) -> &[(usize, usize)] {
        &self.places
    }

    /// The row of a cell, and its interval where there are any.
    pub(super) fn place(&self, cell: usize) -> (usize, Option<usize>) {
        self.places
            .get(cell)
            .map_or((cell, None), |&(row, interval)| (row, Some(interval)))
    }

    /// Adds the cells of a spell that stands in `row`.
    pub(super) fn fill(&mut self, row: usize, spell: &Spell<'_>, interval_starts: &[u32]) {
        let exits = if spell.exits { spell.weight } else { 0.0 };
        if interval_starts.is_empty() {
            let months = spell.last_month - spell.first_month + 1;
            self.periods.push(spell.weight * f64::from(months));
            self.exits.push(exits);
            return;
        }
        let first = interval_of(interval_starts, spell.first_month);
        let mut month = spell.first_month;
        for interval in first..interval_starts.len() {
            let next = interval_starts.get(interval + 1);
            let end = next.map_or(spell.last_month, |next| spell.last_month.min(next - 1));
            self.places.push((row, interval));
            self.periods.push(spell.weight * f64::from(end - month + 1));
            self.exits.push(if end == spell.last_month { exits } else { 0.0 });
            if end == spell.last_month {
                break;
            }
            month = end + 1;
        }
    }

    /// Takes predictors and slopes from the scores of rows and the levels of intervals.
    pub(super) fn predict(&mut self, link: Link, scores: &[f64], levels: &[f64]) {
        self.predictor.clear();
        if levels.is_empty() {
            self.predictor.extend_from_slice(scores);
        } else {
            self.predictor.extend(
                self.places
                    .iter()
                    .map(|&(row, interval)| scores[row] + levels[interval]),
            );
        }
        self.slopes
            .take(link, &self.predictor, &self.periods, &self.exits);
    }

    /// The least and the largest of (2y - 1) times a value of each cell.
    pub(super) fn margins(&self, value: impl Fn(usize) -> f64) -> (f64, f64) {
        let (mut least, mut largest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (cell, (periods, exits)) in self.periods.iter().zip(&self.exits).enumerate() {
            let value = value(cell);
            if *exits > 0.0 {
                (least, largest) = (least.min(value), largest.max(value));
            }
            if *periods > *exits {
                (least, largest) = (least.min(-value), largest.max(-value));
            }
        }
        (least, largest)
    }
}
