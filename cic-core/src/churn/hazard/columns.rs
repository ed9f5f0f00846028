use rayon::prelude::*;

use super::spell::LAST_MONTH;
use super::{HazardError, Histories, Spell, SpellSink};
use crate::numeric::bytes::{Reader, Writer};

/// Larger values overflow when squared and summed over many rows.
const LARGEST_VALUE: f64 = 1e100;

/// What is known of columns and months before the first step: moments for scales, counts for levels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnSums {
    pub(super) rows: u64,
    pub(super) periods: u64,
    pub(super) exits: u64,
    pub(super) weight: f64,
    pub(super) weight_of_exits: f64,
    pub(super) means: Vec<f64>,
    /// Sums of squared distances from the means.
    pub(super) squares: Vec<f64>,
    /// Per month, members at risk and exits; empty when nobody asked for them.
    pub(super) months: Vec<(u64, u64)>,
}

/// One block's sums around its first row, which loses nothing to large offsets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnSink {
    with_months: bool,
    sums: ColumnSums,
    shift: Vec<f64>,
    seen: usize,
    /// Members who enter and leave the risk set at a month.
    changes: Vec<(i64, u64)>,
}

impl ColumnSink {
    pub(super) fn new(n_features: usize, with_months: bool) -> Self {
        Self {
            with_months,
            sums: ColumnSums::empty(n_features),
            shift: vec![0.0; n_features],
            seen: 0,
            changes: Vec::new(),
        }
    }

    fn check(&self, spell: &Spell<'_>) -> Result<(), HazardError> {
        let row = self.seen;
        if spell.covariates.len() != self.sums.means.len() {
            return Err(HazardError::Ragged {
                values: spell.covariates.len(),
                n_features: self.sums.means.len(),
            });
        }
        if !(spell.weight.is_finite() && spell.weight >= 0.0) {
            let weight = spell.weight;
            return Err(HazardError::Weight { row, weight });
        }
        if spell.first_month > spell.last_month || spell.last_month > LAST_MONTH {
            return Err(HazardError::Months {
                row,
                first_month: spell.first_month,
                last_month: spell.last_month,
            });
        }
        Ok(())
    }

    fn count_months(&mut self, spell: &Spell<'_>) {
        let last = spell.last_month as usize;
        if self.changes.len() < last + 2 {
            self.changes.resize(last + 2, (0, 0));
        }
        self.changes[spell.first_month as usize].0 += 1;
        self.changes[last + 1].0 -= 1;
        self.changes[last].1 += u64::from(spell.exits);
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        let counts = [self.seen as u64, self.sums.periods, self.sums.exits];
        counts.into_iter().for_each(|count| writer.whole(count));
        writer.number(self.sums.weight);
        writer.number(self.sums.weight_of_exits);
        let columns = self
            .shift
            .iter()
            .chain(&self.sums.means)
            .chain(&self.sums.squares);
        columns.for_each(|value| writer.number(*value));
        writer.whole(self.changes.len() as u64);
        for (change, exits) in &self.changes {
            writer.whole(change.cast_unsigned());
            writer.whole(*exits);
        }
    }

    pub(super) fn read(
        reader: &mut Reader<'_>,
        n_features: usize,
        with_months: bool,
    ) -> Result<Self, HazardError> {
        let mut sink = Self::new(n_features, with_months);
        sink.sums.rows = reader.whole()?;
        sink.seen =
            usize::try_from(sink.sums.rows).map_err(|_| HazardError::Bytes("there are too many rows"))?;
        sink.sums.periods = reader.whole()?;
        sink.sums.exits = reader.whole()?;
        sink.sums.weight = reader.number()?;
        sink.sums.weight_of_exits = reader.number()?;
        sink.shift = vec![0.0; n_features];
        let columns = sink
            .shift
            .iter_mut()
            .chain(&mut sink.sums.means)
            .chain(&mut sink.sums.squares);
        for value in columns {
            *value = reader.number()?;
        }
        for _ in 0..reader.whole()? {
            sink.changes
                .push((reader.whole()?.cast_signed(), reader.whole()?));
        }
        Ok(sink)
    }

    pub(super) fn finish(mut self) -> ColumnSums {
        let rows = self.sums.rows.max(1) as f64;
        for ((mean, square), shift) in self
            .sums
            .means
            .iter_mut()
            .zip(&mut self.sums.squares)
            .zip(&self.shift)
        {
            let offset = *mean / rows;
            *square = (*square - *mean * offset).max(0.0);
            *mean = shift + offset;
        }
        let mut at_risk = 0_i64;
        self.sums.months = self
            .changes
            .iter()
            .map(|&(change, exits)| {
                at_risk += change;
                (at_risk.unsigned_abs(), exits)
            })
            .collect();
        self.sums
    }
}

impl SpellSink for ColumnSink {
    fn spell(&mut self, spell: &Spell<'_>) -> Result<(), HazardError> {
        self.check(spell)?;
        if self.seen == 0 {
            self.shift = spell.covariates.to_vec();
        }
        let mut suspicious = self.seen == 0;
        let sums = self.sums.means.iter_mut().zip(&mut self.sums.squares);
        for ((value, shift), (sum, square)) in spell.covariates.iter().zip(&self.shift).zip(sums) {
            let offset = value - shift;
            *sum += offset;
            let squared = offset * offset;
            *square += squared;
            suspicious |= squared > LARGEST_VALUE || squared.is_nan();
        }
        let usable = |value: &f64| value.is_finite() && value.abs() <= LARGEST_VALUE;
        if suspicious && let Some(column) = spell.covariates.iter().position(|value| !usable(value)) {
            return Err(HazardError::NotFinite {
                row: self.seen,
                column,
                value: spell.covariates[column],
            });
        }
        self.seen += 1;
        self.sums.rows += 1;
        if spell.weight > 0.0 {
            let periods = u64::from(spell.last_month - spell.first_month + 1);
            self.sums.periods += periods;
            self.sums.exits += u64::from(spell.exits);
            self.sums.weight += spell.weight * periods as f64;
            self.sums.weight_of_exits += if spell.exits { spell.weight } else { 0.0 };
            if self.with_months {
                self.count_months(spell);
            }
        }
        Ok(())
    }
}

impl ColumnSums {
    pub(super) fn empty(n_features: usize) -> Self {
        Self {
            rows: 0,
            periods: 0,
            exits: 0,
            weight: 0.0,
            weight_of_exits: 0.0,
            means: vec![0.0; n_features],
            squares: vec![0.0; n_features],
            months: Vec::new(),
        }
    }

    /// The sums over all blocks, added up in their order.
    pub(super) fn of(histories: &dyn Histories, with_months: bool) -> Result<Self, HazardError> {
        let blocks: Vec<Result<Self, HazardError>> = (0..histories.n_blocks())
            .into_par_iter()
            .map(|block| {
                let mut sink = ColumnSink::new(histories.n_features(), with_months);
                histories.walk(block, &mut sink)?;
                Ok(sink.finish())
            })
            .collect();
        let mut total = Self::empty(histories.n_features());
        for block in blocks {
            total.add(&block?);
        }
        Ok(total)
    }

    /// Adds later rows (Chan, Golub & LeVeque, The American Statistician 1983).
    pub(super) fn add(&mut self, later: &Self) {
        let (before, rows) = (self.rows as f64, later.rows as f64);
        let total = before + rows;
        if later.rows > 0 {
            let own = self.means.iter_mut().zip(&mut self.squares);
            for ((mean, square), (later_mean, later_square)) in
                own.zip(later.means.iter().zip(&later.squares))
            {
                let difference = later_mean - *mean;
                *square += later_square + difference * difference * (before * (rows / total));
                *mean = if self.rows == 0 {
                    *later_mean
                } else {
                    *mean + difference * (rows / total)
                };
            }
        }
        self.rows += later.rows;
        self.periods += later.periods;
        self.exits += later.exits;
        self.weight += later.weight;
        self.weight_of_exits += later.weight_of_exits;
        if self.months.len() < later.months.len() {
            self.months.resize(later.months.len(), (0, 0));
        }
        for (own, later) in self.months.iter_mut().zip(&later.months) {
            own.0 += later.0;
            own.1 += later.1;
        }
    }

    /// The standard deviation of a column, 0 when it never changes.
    pub(super) fn standard_deviation(&self, column: usize) -> f64 {
        let deviation = (self.squares[column] / self.rows.max(1) as f64).sqrt();
        // Beside a mean this large, what is left is rounding.
        let rounding = 8.0 * f64::EPSILON * self.means[column].abs();
        if deviation > rounding { deviation } else { 0.0 }
    }
}
