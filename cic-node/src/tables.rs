//! Columns from JavaScript, as a club is built from them.

use cic_core::club::tables::{Batch, ClubTables, Column, Table, TextRows, Validity, Values};
use napi::bindgen_prelude::{BigInt64Array, Float64Array, Uint8Array};
use napi_derive::napi;

/// A table in columns.
#[napi(object, object_to_js = false)]
pub struct NativeTable {
    /// `members`, `bookings`, `surveys` or `enrichment`.
    pub name: String,
    /// How long each column is.
    pub rows: u32,
    /// The columns.
    pub columns: Vec<NativeColumn>,
}

/// A column; none of its forms when no row has a value.
#[napi(object, object_to_js = false)]
pub struct NativeColumn {
    /// Its name.
    pub name: String,
    /// Texts, joined by NUL; an empty one is missing.
    pub text: Option<Uint8Array>,
    /// Numbers; `NaN` is missing.
    pub numbers: Option<Float64Array>,
    /// Whole numbers.
    pub integers: Option<BigInt64Array>,
    /// Milliseconds since 1970.
    pub times: Option<Float64Array>,
}

/// The tables of a club, off the hands of JavaScript.
pub(crate) struct Taken(Vec<TakenTable>);

struct TakenTable {
    name: String,
    rows: usize,
    columns: Vec<TakenColumn>,
}

struct TakenColumn {
    name: String,
    values: TakenValues,
}

enum TakenValues {
    Text(Joined),
    Numbers(Vec<f64>),
    Integers(Vec<i64>),
    Times { ticks: Vec<i64>, validity: Vec<u8> },
    Missing,
}

impl Taken {
    pub(crate) fn new(tables: Vec<NativeTable>) -> Self {
        let table = |table: NativeTable| TakenTable {
            name: table.name,
            rows: table.rows as usize,
            columns: table.columns.into_iter().map(TakenColumn::new).collect(),
        };
        Self(tables.into_iter().map(table).collect())
    }

    pub(crate) fn tables(&self) -> ClubTables<'_> {
        let table = |name| {
            let taken = self.0.iter().find(|table| table.name == name)?;
            let columns: Vec<_> = taken.columns.iter().map(TakenColumn::column).collect();
            // Rows that are not there have no keys.
            let batches = if columns.is_empty() {
                Vec::new()
            } else {
                vec![Batch::new(taken.rows, columns)]
            };
            Some(Table::new(batches))
        };
        ClubTables {
            members: table("members"),
            bookings: table("bookings"),
            surveys: table("surveys"),
            enrichment: table("enrichment"),
        }
    }
}

impl TakenColumn {
    fn new(column: NativeColumn) -> Self {
        let values = if let Some(text) = column.text {
            TakenValues::Text(Joined::new(text.to_vec()))
        } else if let Some(numbers) = column.numbers {
            TakenValues::Numbers(numbers.to_vec())
        } else if let Some(integers) = column.integers {
            TakenValues::Integers(integers.to_vec())
        } else if let Some(times) = column.times {
            TakenValues::times(&times)
        } else {
            TakenValues::Missing
        };
        Self {
            name: column.name,
            values,
        }
    }

    fn column(&self) -> Column<'_> {
        let mut validity = None;
        let values = match &self.values {
            TakenValues::Text(texts) => Values::Text(Box::new(texts)),
            TakenValues::Numbers(numbers) => Values::Numbers(numbers.into()),
            TakenValues::Integers(integers) => Values::Integers(integers.into()),
            TakenValues::Times {
                ticks,
                validity: bits,
            } => {
                validity = Some(Validity { bits, offset: 0 });
                Values::Times {
                    ticks: ticks.into(),
                    ticks_per_second: 1_000,
                    are_instants: true,
                }
            }
            TakenValues::Missing => Values::Missing,
        };
        Column {
            validity,
            ..Column::new(self.name.as_str(), values)
        }
    }
}

impl TakenValues {
    fn times(milliseconds: &[f64]) -> Self {
        let mut validity = vec![0; milliseconds.len().div_ceil(8)];
        for (row, _) in milliseconds.iter().enumerate().filter(|(_, at)| at.is_finite()) {
            validity[row / 8] |= 1 << (row % 8);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "beyond the range is refused as out of range"
        )]
        let ticks = milliseconds.iter().map(|&at| at as i64).collect();
        Self::Times { ticks, validity }
    }
}

/// Texts in one piece.
struct Joined {
    bytes: String,
    ends: Vec<usize>,
}

impl Joined {
    fn new(bytes: Vec<u8>) -> Self {
        let bytes = String::from_utf8(bytes).unwrap_or_default();
        let ends = bytes
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == 0)
            .map(|(at, _)| at);
        let ends = ends.chain([bytes.len()]).collect();
        Self { bytes, ends }
    }
}

impl TextRows for &Joined {
    fn text(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        &self.bytes[start..self.ends[row]]
    }

    fn rows(&self) -> usize {
        self.ends.len()
    }
}
