use rayon::prelude::*;

use super::column::{Cell, Column, Values};
use crate::error::Fault;
use crate::ingest::same_name;

/// Rows that a thread reads at a time.
const BLOCK_ROWS: usize = 65_536;

/// Columns of one length.
pub struct Batch<'a> {
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: usize,
}

/// A table in one or more pieces, all with the same columns.
pub struct Table<'a> {
    batches: Vec<Batch<'a>>,
}

impl<'a> Batch<'a> {
    /// A piece of `rows` rows.
    #[must_use]
    pub const fn new(rows: usize, columns: Vec<Column<'a>>) -> Self {
        Self { columns, rows }
    }
}

impl<'a> Table<'a> {
    /// A table in pieces; without a piece it has neither rows nor columns.
    #[must_use]
    pub const fn new(batches: Vec<Batch<'a>>) -> Self {
        Self { batches }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.batches.iter().map(|batch| batch.rows).sum()
    }
}

/// A table under the name that faults give it, and what is wrong with it so far.
pub(crate) struct Reading<'t, 'a> {
    pub(super) name: &'static str,
    table: &'t Table<'a>,
    pub(crate) faults: Vec<Fault>,
}

/// A column of a table in all its pieces.
pub(crate) struct Found<'t, 'a> {
    pub(super) name: &'t str,
    pieces: Vec<Piece<'t, 'a>>,
}

#[derive(Clone, Copy)]
struct Piece<'t, 'a> {
    column: &'t Column<'a>,
    first_row: usize,
    rows: usize,
}

/// How many entries each row has, and the entries of all.
type Lists<T> = (Vec<u32>, Vec<T>);

/// Why a row cannot be read.
struct RowFault {
    row: usize,
    value: String,
    reason: String,
}

impl<'t, 'a> Reading<'t, 'a> {
    pub(crate) const fn new(name: &'static str, table: &'t Table<'a>) -> Self {
        Self {
            name,
            table,
            faults: Vec::new(),
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.table.rows()
    }

    /// A column that the table cannot do without; it may be missing when there is not one row.
    pub(crate) fn needed(&mut self, name: &'t str) -> Option<Found<'t, 'a>> {
        let found = self.optional(name);
        if found.is_none() && !self.table.batches.is_empty() && !self.has_faults_at(name) {
            let present: Vec<&str> = self.table.batches[0]
                .columns
                .iter()
                .map(|column| &*column.name)
                .collect();
            let present = if present.is_empty() {
                "no columns".to_owned()
            } else {
                present.join(", ")
            };
            self.fault(
                name,
                format!("the column is missing; rename the one that holds it (the table has {present})"),
            );
        }
        found
    }

    /// A column, if the table has it.
    pub(crate) fn optional(&mut self, name: &'t str) -> Option<Found<'t, 'a>> {
        let mut pieces = Vec::with_capacity(self.table.batches.len());
        let mut first_row = 0;
        for batch in &self.table.batches {
            let mut named = batch
                .columns
                .iter()
                .filter(|column| same_name(&column.name, name));
            let column = named.next()?;
            if let Some(twin) = named.next() {
                self.fault(
                    name,
                    format!(
                        "two columns are called so ({}, {}); drop one",
                        column.name, twin.name
                    ),
                );
                return None;
            }
            if let Some(rows) = column.rows().filter(|&rows| rows != batch.rows) {
                let others = batch.rows;
                self.fault(
                    name,
                    format!("it has {rows} rows, other columns have {others}; make them equally long"),
                );
                return None;
            }
            pieces.push(Piece {
                column,
                first_row,
                rows: batch.rows,
            });
            first_row += batch.rows;
        }
        (!pieces.is_empty()).then_some(Found { name, pieces })
    }

    pub(super) fn fault(&mut self, column: &str, message: impl Into<String>) {
        self.faults
            .push(Fault::new(format!("{}.{column}", self.name), message));
    }

    pub(super) fn fault_in_row(&mut self, column: &str, row: usize, value: &str, reason: &str) {
        self.fault(column, format!("row {row} ({value}): {reason}"));
    }

    fn has_faults_at(&self, column: &str) -> bool {
        let field = format!("{}.{column}", self.name);
        self.faults.iter().any(|fault| fault.field == field)
    }

    /// One value a row; `missing` stands for no value, and without it a row needs one.
    ///
    /// `reader` makes what reads the cells of one block, which may keep what it learnt between them.
    pub(crate) fn read<T, R>(
        &mut self,
        found: &Found<'t, 'a>,
        missing: Option<&T>,
        reader: impl Fn() -> R + Sync,
    ) -> Vec<T>
    where
        T: Clone + Send + Sync,
        R: FnMut(Cell<'_>) -> Result<T, String>,
    {
        let read = |cell: Cell<'_>, reader: &mut R| match (cell, missing) {
            (Cell::Missing, Some(missing)) => Ok(missing.clone()),
            (Cell::Missing, None) => Err("every row needs a value; fill it in or drop the row".to_owned()),
            (cell, _) => reader(cell),
        };
        // A word is read once, however many rows say it.
        let words: Vec<Vec<Result<T, String>>> = found
            .pieces
            .iter()
            .map(|piece| match &piece.column.values {
                Values::Words { words, .. } => {
                    let mut reader = reader();
                    let word = |row| read(Cell::of_text(words.text(row)), &mut reader);
                    (0..words.rows()).map(word).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        let blocks = found.blocks();
        let values: Vec<Result<Vec<T>, RowFault>> = blocks
            .into_par_iter()
            .map(|(piece, rows)| {
                let Piece {
                    column, first_row, ..
                } = found.pieces[piece];
                let mut reader = reader();
                let mut values = Vec::with_capacity(rows.len());
                for row in rows {
                    let cell = column.cell(row);
                    let value = match &column.values {
                        Values::Words { codes, .. } if cell != Cell::Missing => {
                            words[piece][codes[row] as usize].clone()
                        }
                        _ => read(cell, &mut reader),
                    };
                    values.push(value.map_err(|reason| RowFault {
                        row: first_row + row,
                        value: cell.shown(),
                        reason: if cell == Cell::Unreadable {
                            unreadable(column)
                        } else {
                            reason
                        },
                    })?);
                }
                Ok(values)
            })
            .collect();
        self.joined(found.name, values)
    }

    /// The entries of lists, or of texts joined by `;`: how many each row has, and all of them.
    pub(super) fn read_lists<T, R>(
        &mut self,
        found: &Found<'t, 'a>,
        reader: impl Fn() -> R + Sync,
    ) -> Lists<T>
    where
        T: Clone + Send + Sync,
        R: FnMut(Cell<'_>) -> Result<T, String>,
    {
        let lists: Vec<Result<Vec<Lists<T>>, RowFault>> = found
            .blocks()
            .into_par_iter()
            .map(|(piece, rows)| {
                let Piece {
                    column, first_row, ..
                } = found.pieces[piece];
                let mut reader = reader();
                let mut counts = Vec::with_capacity(rows.len());
                let mut entries = Vec::new();
                for row in rows {
                    let before = entries.len();
                    let mut entry = |cell: Cell<'_>| {
                        if cell != Cell::Missing {
                            entries.push(reader(cell).map_err(|reason| RowFault {
                                row: first_row + row,
                                value: cell.shown(),
                                reason,
                            })?);
                        }
                        Ok(())
                    };
                    if let Some((items, places)) = column.list(row) {
                        for place in places {
                            entry(items.cell(place))?;
                        }
                    } else {
                        match column.cell(row) {
                            Cell::Text(joined) => joined
                                .split(';')
                                .try_for_each(|text| entry(Cell::of_text(text)))?,
                            cell => entry(if matches!(column.values, Values::Lists { .. }) {
                                Cell::Missing
                            } else {
                                cell
                            })?,
                        }
                    }
                    counts.push(u32::try_from(entries.len() - before).unwrap_or(u32::MAX));
                }
                Ok(vec![(counts, entries)])
            })
            .collect();
        let mut counts = Vec::with_capacity(self.rows());
        let mut entries = Vec::new();
        for (block_counts, block_entries) in self.joined(found.name, lists) {
            counts.extend(block_counts);
            entries.extend(block_entries);
        }
        (counts, entries)
    }

    /// All blocks in one, or the first fault.
    fn joined<T>(&mut self, name: &str, blocks: Vec<Result<Vec<T>, RowFault>>) -> Vec<T> {
        let mut joined = Vec::with_capacity(blocks.iter().flatten().map(Vec::len).sum());
        for block in blocks {
            match block {
                Ok(values) => joined.extend(values),
                Err(RowFault { row, value, reason }) => {
                    self.fault_in_row(name, row, &value, &reason);
                    return Vec::new();
                }
            }
        }
        joined
    }
}

impl Found<'_, '_> {
    /// Pieces with the rows of each that one thread reads.
    pub(crate) fn blocks(&self) -> Vec<(usize, std::ops::Range<usize>)> {
        let of_piece = |(place, piece): (usize, &Piece<'_, '_>)| {
            let rows = piece.rows;
            (0..rows)
                .step_by(BLOCK_ROWS)
                .map(move |from| (place, from..rows.min(from + BLOCK_ROWS)))
        };
        self.pieces.iter().enumerate().flat_map(of_piece).collect()
    }

    /// A row's place in the whole table.
    pub(crate) fn place(&self, piece: usize, row: usize) -> usize {
        self.pieces[piece].first_row + row
    }

    /// The value of a piece's row.
    pub(crate) fn cell(&self, piece: usize, row: usize) -> Cell<'_> {
        self.pieces[piece].column.cell(row)
    }

    /// Whether all its pieces hold whole numbers.
    pub(crate) fn is_numbered(&self) -> bool {
        let mut columns = self.pieces.iter().map(|piece| &piece.column.values);
        columns.all(|values| matches!(values, Values::Integers(_)))
    }

    /// Whether all its pieces hold whole numbers that rise from row to row.
    pub(super) fn rises(&self) -> bool {
        let mut last = None;
        self.pieces.iter().all(|piece| match &piece.column.values {
            Values::Integers(values) if piece.column.validity.is_none() => values.iter().all(|value| {
                let rises = last.is_none_or(|last| last < *value);
                last = Some(*value);
                rises
            }),
            _ => piece.rows == 0,
        })
    }
}

fn unreadable(column: &Column<'_>) -> String {
    format!(
        "the column holds {}, from which this cannot be read; convert it to text, numbers or timestamps",
        column.kind()
    )
}
