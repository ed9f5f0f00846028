use super::{HazardError, Histories, Spell, SpellSink};
use crate::numeric::bucket::MEMBER_BUCKETS;

/// Rows of a block. Fixed, so that sums do not depend on the number of threads.
const BLOCK_ROWS: usize = 2_048;

/// A table each of whose rows is a spell.
pub trait SpellRows: Sync {
    /// How many columns a row has.
    fn n_features(&self) -> usize;

    /// How many rows there are.
    fn n_rows(&self) -> usize;

    /// The spell of a row, from 0.
    fn spell(&self, row: usize) -> Spell<'_>;
}

impl<T: SpellRows> Histories for T {
    fn n_features(&self) -> usize {
        SpellRows::n_features(self)
    }

    fn n_blocks(&self) -> usize {
        self.n_rows().div_ceil(BLOCK_ROWS)
    }

    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError> {
        let first = block * BLOCK_ROWS;
        for row in first..self.n_rows().min(first + BLOCK_ROWS) {
            sink.spell(&self.spell(row))
                .map_err(|error| error.in_block(first))?;
        }
        Ok(())
    }
}

/// Every so many-th row of a table.
pub(super) struct EveryRow<'a, T> {
    pub(super) rows: &'a T,
    pub(super) stride: usize,
}

impl<T: SpellRows> SpellRows for EveryRow<'_, T> {
    fn n_features(&self) -> usize {
        self.rows.n_features()
    }

    fn n_rows(&self) -> usize {
        self.rows.n_rows().div_ceil(self.stride)
    }

    fn spell(&self, row: usize) -> Spell<'_> {
        self.rows.spell(row * self.stride)
    }
}

/// Rows gathered by the bucket of their member ([`crate::member_bucket`]), each bucket a block.
///
/// A fit to it is that of [`super::NewtonSums`] over the same buckets, to the last bit.
pub struct InBuckets<'a, T> {
    rows: &'a T,
    places: Vec<Vec<usize>>,
}

impl<'a, T: SpellRows> InBuckets<'a, T> {
    /// Gathers rows by bucket, in their order.
    ///
    /// # Errors
    /// More or fewer buckets than rows.
    pub fn new(rows: &'a T, buckets: &[u8]) -> Result<Self, HazardError> {
        if buckets.len() != rows.n_rows() {
            return Err(HazardError::Length {
                what: "buckets",
                found: buckets.len(),
                rows: rows.n_rows(),
            });
        }
        let mut places = vec![Vec::new(); MEMBER_BUCKETS];
        for (row, bucket) in buckets.iter().enumerate() {
            places[usize::from(*bucket)].push(row);
        }
        Ok(Self { rows, places })
    }
}

impl<T: SpellRows> Histories for InBuckets<'_, T> {
    fn n_features(&self) -> usize {
        self.rows.n_features()
    }

    fn n_blocks(&self) -> usize {
        MEMBER_BUCKETS
    }

    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError> {
        self.places[block]
            .iter()
            .try_for_each(|&row| sink.spell(&self.rows.spell(row)))
    }
}
