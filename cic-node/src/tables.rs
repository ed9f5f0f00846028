//! Columns from JavaScript, as a club is built from them.

use cic_core::club::tables::{Batch, ClubTables, Column, Table, Values};
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
    /// Milliseconds since 1970; `NaN` is missing.
    pub times: Option<Float64Array>,
}

/// The tables of a club, off the hands of JavaScript.
pub(crate) fn club_tables(given: Vec<NativeTable>) -> ClubTables<'static> {
    let mut tables = ClubTables::default();
    for NativeTable { name, rows, columns } in given {
        let columns: Vec<Column<'static>> = columns.into_iter().map(column).collect();
        // Rows that are not there have no keys.
        let batches = if columns.is_empty() {
            Vec::new()
        } else {
            vec![Batch::new(rows as usize, columns)]
        };
        let table = match name.as_str() {
            "members" => &mut tables.members,
            "bookings" => &mut tables.bookings,
            "surveys" => &mut tables.surveys,
            _ => &mut tables.enrichment,
        };
        *table = Some(Table::new(batches));
    }
    tables
}

fn column(given: NativeColumn) -> Column<'static> {
    let name = given.name;
    if let Some(text) = given.text {
        return Column::of_joined_text(name, text.to_vec());
    }
    if let Some(times) = given.times {
        return Column::of_milliseconds(name, &times);
    }
    let values = match (given.numbers, given.integers) {
        (Some(numbers), _) => Values::Numbers(numbers.to_vec().into()),
        (_, Some(integers)) => Values::Integers(integers.to_vec().into()),
        _ => Values::Missing,
    };
    Column::new(name, values)
}
