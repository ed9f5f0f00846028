use super::{HazardError, Histories, Spell, SpellSink};

/// Rows of a block. Fixed, so that sums do not depend on the number of threads.
const BLOCK_ROWS: usize = 4_096;

/// Person-periods that are rows of a table already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix<'a> {
    values: &'a [f64],
    n_features: usize,
    exits: &'a [bool],
    weights: Option<&'a [f64]>,
    /// Every how many rows one is taken.
    stride: usize,
}

impl<'a> Matrix<'a> {
    pub(super) fn new(
        values: &'a [f64],
        n_features: usize,
        exits: &'a [bool],
        weights: Option<&'a [f64]>,
    ) -> Result<Self, HazardError> {
        let rows = exits.len();
        if values.len() != rows * n_features {
            return Err(if n_features > 0 && values.len().is_multiple_of(n_features) {
                let (what, found) = ("values", values.len() / n_features);
                HazardError::Length { what, found, rows }
            } else {
                let values = values.len();
                HazardError::Ragged { values, n_features }
            });
        }
        if let Some(weights) = weights
            && weights.len() != rows
        {
            let (what, found) = ("weights", weights.len());
            return Err(HazardError::Length { what, found, rows });
        }
        Ok(Self {
            values,
            n_features,
            exits,
            weights,
            stride: 1,
        })
    }

    /// Every so many-th row alone.
    pub(super) const fn every(self, stride: usize) -> Self {
        Self { stride, ..self }
    }

    pub(super) const fn n_rows(&self) -> usize {
        self.exits.len()
    }
}

impl Histories for Matrix<'_> {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn n_blocks(&self) -> usize {
        self.n_rows().div_ceil(BLOCK_ROWS * self.stride)
    }

    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError> {
        let rows = BLOCK_ROWS * self.stride;
        let last = self.n_rows().min((block + 1) * rows);
        for row in (block * rows..last).step_by(self.stride) {
            let spell = Spell {
                covariates: &self.values[row * self.n_features..][..self.n_features],
                first_month: 1,
                last_month: 1,
                exits: self.exits[row],
                weight: self.weights.map_or(1.0, |weights| weights[row]),
            };
            sink.spell(&spell).map_err(|error| error.in_block(block * rows))?;
        }
        Ok(())
    }
}
