//! Tables of Python as tables of a club: Arrow streams, numpy arrays and lists.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
};
use arrow_array::types::{TimestampNanosecondType, TimestampSecondType, UInt32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int64Array, LargeStringArray, StringArray,
    StringViewArray, UInt32Array,
};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType, Field, TimeUnit};
use arrow_select::concat::concat;
use cic_core::club::tables::{Batch, Column, Table, TextRows, Validity, Values};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};

use crate::error::invalid;

/// A table in pieces, held as Arrow arrays of the few types that [`Column`] knows.
pub(crate) struct Frame {
    pieces: Vec<(usize, Vec<(String, ArrayRef)>)>,
}

impl Frame {
    /// Reads an object with an Arrow stream, or pairs of a name and a column.
    pub(crate) fn of(table: &str, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = value.py();
        if let Ok(pairs) = value.cast::<PyList>() {
            let columns = pairs.iter().map(|pair| {
                let (name, column): (String, Bound<'_, PyAny>) = pair.extract()?;
                let array = array(&format!("{table}.{name}"), &column)?;
                Ok((name, array))
            });
            let columns: Vec<(String, ArrayRef)> = columns.collect::<PyResult<_>>()?;
            let rows = columns.first().map_or(0, |(_, array)| array.len());
            return Ok(Self {
                pieces: vec![(rows, columns)],
            });
        }
        let reader = value.extract::<AnyRecordBatch>()?.into_reader()?;
        let schema = reader.schema();
        let mut pieces = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| invalid(py, table, error.to_string()))?;
            pieces.push((batch.num_rows(), batch.columns().to_vec()));
        }
        if pieces.is_empty() {
            let empty = schema
                .fields()
                .iter()
                .map(|field| arrow_array::new_empty_array(field.data_type()));
            pieces.push((0, empty.collect()));
        }
        let named = |arrays: Vec<ArrayRef>| {
            let names = schema.fields().iter().map(|field| field.name().clone());
            names.zip(arrays.iter().map(normal)).collect()
        };
        Ok(Self {
            pieces: pieces
                .into_iter()
                .map(|(rows, arrays)| (rows, named(arrays)))
                .collect(),
        })
    }

    /// The same, borrowed.
    pub(crate) fn table(&self) -> Table<'_> {
        let mut batches = Vec::with_capacity(self.pieces.len());
        for (rows, arrays) in &self.pieces {
            let columns = arrays.iter().map(|(name, array)| column(name, array)).collect();
            batches.push(Batch::new(*rows, columns));
        }
        Table::new(batches)
    }
}

/// A column of Python: Arrow, numpy, or a tuple whose first entry says what the rest is.
fn array(field: &str, value: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let py = value.py();
    if let Ok(parts) = value.cast::<PyTuple>() {
        let data = parts.get_item(1)?;
        return match parts.get_item(0)?.extract::<&str>()? {
            "text" => texts(field, data.cast::<PyList>()?),
            "integers" => Ok(Arc::new(Int64Array::from(data.extract::<Vec<Option<i64>>>()?))),
            "numbers" => Ok(Arc::new(Float64Array::from(data.extract::<Vec<Option<f64>>>()?))),
            "lists" => lists(field, data.cast::<PyList>()?),
            "times" => times(
                &data,
                &parts.get_item(2)?.extract::<String>()?,
                parts.get_item(3)?.extract()?,
            ),
            _ => words(field, &data, parts.get_item(2)?.cast::<PyList>()?),
        };
    }
    if let Ok(numbers) = value.extract::<PyReadonlyArray1<'_, f64>>() {
        return Ok(Arc::new(
            numbers.as_array().iter().copied().collect::<Float64Array>(),
        ));
    }
    if let Ok(numbers) = value.extract::<PyReadonlyArray1<'_, i64>>() {
        return Ok(Arc::new(Int64Array::from_iter_values(
            numbers.as_array().iter().copied(),
        )));
    }
    let chunks = value.extract::<AnyArray>()?.into_chunked_array()?;
    if chunks.chunks().is_empty() {
        return Ok(normal(&arrow_array::new_empty_array(chunks.data_type())));
    }
    let chunks: Vec<&dyn Array> = chunks.chunks().iter().map(AsRef::as_ref).collect();
    let whole = concat(&chunks).map_err(|error| invalid(py, field, error.to_string()))?;
    Ok(normal(&whole))
}

fn text_of<'a>(field: &str, row: usize, value: &'a Bound<'_, PyAny>) -> PyResult<Option<Cow<'a, str>>> {
    if let Ok(text) = value.cast::<PyString>() {
        return text.to_cow().map(Some);
    }
    if value.is_none()
        || value.extract::<f64>().is_ok_and(f64::is_nan)
        || value.get_type().name()? == "NAType"
    {
        return Ok(None);
    }
    let kind = value.get_type().name()?;
    let message = format!("row {row} holds {kind} where others hold text; convert the column to one type");
    Err(invalid(value.py(), field, message))
}

fn texts(field: &str, list: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    let mut texts = StringBuilder::with_capacity(list.len(), 8 * list.len());
    for (row, value) in list.iter().enumerate() {
        texts.append_option(text_of(field, row, &value)?);
    }
    Ok(Arc::new(texts.finish()))
}

fn lists(field: &str, list: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for (row, entries) in list.iter().enumerate() {
        if !entries.is_none() {
            for entry in entries.try_iter()? {
                let entry = entry?;
                match text_of(field, row, &entry) {
                    Ok(text) => lists.values().append_option(text),
                    Err(_) => lists.values().append_value(entry.str()?.to_cow()?),
                }
            }
        }
        lists.append(!entries.is_none());
    }
    Ok(Arc::new(lists.finish()))
}

/// Numpy's ticks, whose least value means no time.
fn times(ticks: &Bound<'_, PyAny>, unit: &str, are_instants: bool) -> PyResult<ArrayRef> {
    let ticks: PyReadonlyArray1<'_, i64> = ticks.extract()?;
    let ticks = ticks
        .as_array()
        .iter()
        .map(|&tick| (tick != i64::MIN).then_some(tick))
        .collect::<Int64Array>();
    let unit = match unit {
        "s" => TimeUnit::Second,
        "ms" => TimeUnit::Millisecond,
        "us" => TimeUnit::Microsecond,
        _ => TimeUnit::Nanosecond,
    };
    let zone = are_instants.then(|| "UTC".into());
    Ok(cast(&ticks, &DataType::Timestamp(unit, zone)))
}

fn words(field: &str, codes: &Bound<'_, PyAny>, words: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    let codes: PyReadonlyArray1<'_, i64> = codes.extract()?;
    let codes: UInt32Array = codes
        .as_array()
        .iter()
        .map(|&code| u32::try_from(code).ok())
        .collect();
    let py = words.py();
    let words = DictionaryArray::try_new(codes, texts(field, words)?);
    Ok(Arc::new(
        words.map_err(|error| invalid(py, field, error.to_string()))?,
    ))
}

/// The array as one of the types that [`column`] knows, where it can be one.
fn normal(array: &ArrayRef) -> ArrayRef {
    use DataType as T;
    let wanted = match array.data_type() {
        T::Int8 | T::Int16 | T::Int32 | T::UInt8 | T::UInt16 | T::UInt32 | T::UInt64 => T::Int64,
        T::Float16 | T::Float32 => T::Float64,
        T::Decimal32(..) | T::Decimal64(..) | T::Decimal128(..) | T::Decimal256(..) => T::Float64,
        T::Date64 => T::Date32,
        T::Dictionary(_, words) if matches!(**words, T::Utf8 | T::LargeUtf8 | T::Utf8View) => {
            T::Dictionary(Box::new(T::UInt32), Box::new(T::Utf8))
        }
        T::Dictionary(_, values) => values.as_ref().clone(),
        T::List(_) | T::LargeList(_) | T::FixedSizeList(..) | T::ListView(_) | T::LargeListView(_) => {
            T::List(Arc::new(Field::new_list_field(T::Utf8, true)))
        }
        _ => return Arc::clone(array),
    };
    let read = cast(array.as_ref(), &wanted);
    if read.data_type() == array.data_type() {
        read
    } else {
        normal(&read)
    }
}

/// What cannot be cast stays as it is, and is refused by its type.
fn cast(array: &dyn Array, wanted: &DataType) -> ArrayRef {
    let options = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    cast_with_options(array, wanted, &options).unwrap_or_else(|_| arrow_array::make_array(array.to_data()))
}

struct Texts<'a, A>(&'a A);

macro_rules! text_rows {
    ($($kind:ty),+) => {
        $(impl TextRows for Texts<'_, $kind> {
            fn text(&self, row: usize) -> &str {
                self.0.value(row)
            }

            fn rows(&self) -> usize {
                self.0.len()
            }
        })+
    };
}

text_rows!(StringArray, LargeStringArray, StringViewArray);

fn column<'a>(name: &'a str, array: &'a ArrayRef) -> Column<'a> {
    macro_rules! times {
        ($kind:ty, $ticks_per_second:literal, $zone:expr) => {
            Values::Times {
                ticks: Cow::Borrowed(array.as_primitive::<$kind>().values()),
                ticks_per_second: $ticks_per_second,
                are_instants: $zone.is_some(),
            }
        };
    }
    let values = match array.data_type() {
        DataType::Utf8 => Values::Text(Box::new(Texts(array.as_string::<i32>()))),
        DataType::LargeUtf8 => Values::Text(Box::new(Texts(array.as_string::<i64>()))),
        DataType::Utf8View => Values::Text(Box::new(Texts(array.as_string_view()))),
        DataType::Int64 => Values::Integers(Cow::Borrowed(array.as_primitive::<Int64Type>().values())),
        DataType::Float64 => Values::Numbers(Cow::Borrowed(array.as_primitive::<Float64Type>().values())),
        DataType::Timestamp(TimeUnit::Second, zone) => times!(TimestampSecondType, 1, zone),
        DataType::Timestamp(TimeUnit::Millisecond, zone) => times!(TimestampMillisecondType, 1_000, zone),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => times!(TimestampMicrosecondType, 1_000_000, zone),
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            times!(TimestampNanosecondType, 1_000_000_000, zone)
        }
        DataType::Date32 => Values::Days(Cow::Borrowed(array.as_primitive::<Date32Type>().values())),
        DataType::Dictionary(code, word) if **code == DataType::UInt32 && **word == DataType::Utf8 => {
            let words = array.as_dictionary::<UInt32Type>();
            Values::Words {
                codes: Cow::Borrowed(words.keys().values()),
                words: Box::new(Texts(words.values().as_string::<i32>())),
            }
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            let place = |&offset: &i32| u32::try_from(offset).unwrap_or_default();
            Values::Lists {
                first: list.offsets().first().map_or(0, |offset| place(offset) as usize),
                ends: list.offsets().iter().skip(1).map(place).collect(),
                items: Box::new(column("", list.values())),
            }
        }
        DataType::Null => Values::Missing,
        other => Values::Other(other.to_string()),
    };
    Column {
        name: Cow::Borrowed(name),
        values,
        validity: array.nulls().map(|nulls| Validity {
            bits: nulls.validity(),
            offset: nulls.offset(),
        }),
    }
}
