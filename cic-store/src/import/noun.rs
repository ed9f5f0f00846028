use cic_core::ingest::{Row, RowKind};

use super::{Directory, Refusal};
use crate::connection::{Columns, Value};
use crate::wall_clock::WallClock;

/// The staging table of a noun.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Staging {
    /// The statement that makes it.
    pub(crate) create: &'static str,
    /// The statement that drops it.
    pub(crate) drop: &'static str,
    /// What is filled in.
    pub(crate) columns: Columns,
}

/// How staged rows find their way into the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Merge {
    /// Sets `staged.outcome` to 0 (known already) or 1 (known otherwise); rows left at 2 are new.
    pub(crate) compare: &'static str,
    /// Why a row that stays new cannot go in, for nouns that only change what is there: column and reason.
    pub(crate) refuse_new: Option<(&'static str, &'static str)>,
    /// The tables that grow.
    pub(crate) tables: &'static [&'static str],
    /// The statements that write, in order.
    pub(crate) write: &'static [&'static str],
}

/// A kind of row that files bring.
pub(crate) trait Noun: Sized + Send + Sync + 'static {
    /// What it is called among rows.
    const KIND: RowKind;
    /// Its staging table, `staged`: columns `line` and `outcome`, and its own.
    const STAGING: Staging;
    /// How many of its own cells, from the first, tell it from others of its kind.
    const KEY_CELLS: usize;
    /// A second staging table, for rows that hang on the first.
    const PARTS: Option<Staging> = None;
    /// How it is merged.
    const MERGE: Merge;

    /// The noun in a row.
    fn of(row: &Row) -> Option<&Self>;

    /// Why it cannot go in.
    fn refusal(&self, directory: &Directory) -> Option<Refusal>;

    /// Its cells, in the order of [`Noun::STAGING`] after `line`, the key first.
    fn cells<'a>(&'a self, directory: &'a Directory, clock: &mut WallClock) -> Vec<Value<'a>>;

    /// The rows of [`Noun::PARTS`].
    fn parts(&self) -> Vec<Vec<Value<'_>>> {
        Vec::new()
    }

    /// Notes what later rows of the file have to respect.
    fn note(&self, _directory: &mut Directory) {}
}
