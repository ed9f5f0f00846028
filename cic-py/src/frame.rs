//! Tables of Python as tables of a club: Arrow streams, numpy arrays and lists.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, UInt32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int64Array, LargeStringArray, StringArray,
    StringViewArray, UInt32Array, new_empty_array,
};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType as T, Field, TimeUnit};
use arrow_select::concat::concat;
use cic_core::club::tables::{Batch, Column, Table, TextRows, Validity, Values};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};

use crate::error::{Failure, Result};

type NamedArrays = Vec<(String, ArrayRef)>;

/// A table in pieces, held as Arrow arrays of the few types that [`column`] knows.
pub(crate) struct Frame {
    pieces: Vec<(usize, NamedArrays)>,
}

impl Frame {
    /// Reads an object with an Arrow stream, or pairs of a name and a column.
    pub(crate) fn of(table: &str, value: &Bound<'_, PyAny>) -> Result<Self> {
        if let Ok(pairs) = value.cast::<PyList>() {
            let columns = pairs.iter().map(|pair| {
                let (name, column): (String, Bound<'_, PyAny>) = pair.extract()?;
                let array = array(&format!("{table}.{name}"), &column)?;
                Ok((name, normal(&array)))
            });
            let columns = columns.collect::<Result<NamedArrays>>()?;
            let rows = columns.first().map_or(0, |(_, array)| array.len());
            return Ok(Self {
                pieces: vec![(rows, columns)],
            });
        }
        let reader = value.extract::<AnyRecordBatch>()?.into_reader()?;
        let schema = reader.schema();
        let named = |arrays: &[ArrayRef]| -> NamedArrays {
            let names = schema.fields().iter().map(|field| field.name().clone());
            names.zip(arrays.iter().map(normal)).collect()
        };
        let mut pieces = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| Failure::invalid(table, error.to_string()))?;
            pieces.push((batch.num_rows(), named(batch.columns())));
        }
        if pieces.is_empty() {
            let fields = schema.fields().iter();
            let empty: Vec<ArrayRef> = fields.map(|field| new_empty_array(field.data_type())).collect();
            pieces.push((0, named(&empty)));
        }
        Ok(Self { pieces })
    }

    /// The same, borrowed.
    pub(crate) fn table(&self) -> Table<'_> {
        fn batch((rows, arrays): &(usize, NamedArrays)) -> Batch<'_> {
            Batch::new(
                *rows,
                arrays.iter().map(|(name, array)| column(name, array)).collect(),
            )
        }
        Table::new(self.pieces.iter().map(batch).collect())
    }
}

/// A column of Python: Arrow, numpy, or a tuple whose first entry says what the rest is.
fn array(field: &str, value: &Bound<'_, PyAny>) -> Result<ArrayRef> {
    if let Ok(parts) = value.cast::<PyTuple>() {
        let data = parts.get_item(1)?;
        return match parts.get_item(0)?.extract::<&str>()? {
            "text" => texts(field, data.cast::<PyList>().map_err(PyErr::from)?),
            "integers" => Ok(Arc::new(Int64Array::from(data.extract::<Vec<Option<i64>>>()?))),
            "numbers" => Ok(Arc::new(Float64Array::from(data.extract::<Vec<Option<f64>>>()?))),
            "times" => times(
                &data,
                parts.get_item(2)?.extract()?,
                parts.get_item(3)?.extract()?,
            ),
            _ => {
                let codes = integers(&data)?.map(|code| u32::try_from(code).ok());
                let words = parts.get_item(2)?;
                let words = texts(field, words.cast::<PyList>().map_err(PyErr::from)?)?;
                let array = DictionaryArray::try_new(codes.collect::<UInt32Array>(), words);
                Ok(Arc::new(
                    array.map_err(|error| Failure::invalid(field, error.to_string()))?,
                ))
            }
        };
    }
    if let Ok(numbers) = value.extract::<PyReadonlyArray1<'_, f64>>() {
        return Ok(Arc::new(Float64Array::from_iter_values(
            numbers.as_array().iter().copied(),
        )));
    }
    if value.extract::<PyReadonlyArray1<'_, i64>>().is_ok() {
        return Ok(Arc::new(Int64Array::from_iter_values(integers(value)?)));
    }
    let chunks = value
        .extract::<AnyArray>()?
        .into_chunked_array()
        .map_err(PyErr::from)?;
    if chunks.chunks().is_empty() {
        return Ok(new_empty_array(chunks.data_type()));
    }
    let chunks: Vec<&dyn Array> = chunks.chunks().iter().map(AsRef::as_ref).collect();
    concat(&chunks).map_err(|error| Failure::invalid(field, error.to_string()))
}

fn integers(values: &Bound<'_, PyAny>) -> Result<impl Iterator<Item = i64>> {
    let values: PyReadonlyArray1<'_, i64> = values.extract()?;
    Ok(values.as_array().to_vec().into_iter())
}

fn texts(field: &str, list: &Bound<'_, PyList>) -> Result<ArrayRef> {
    let mut texts = StringBuilder::with_capacity(list.len(), 8 * list.len());
    for (row, value) in list.iter().enumerate() {
        if let Ok(text) = value.cast::<PyString>() {
            texts.append_value(text.to_cow()?);
            continue;
        }
        let kind = value.get_type().name()?;
        if !(value.is_none() || kind == "NAType" || value.extract::<f64>().is_ok_and(f64::is_nan)) {
            let message =
                format!("row {row} holds {kind} where others hold text; convert the column to one type");
            return Err(Failure::invalid(field, message));
        }
        texts.append_null();
    }
    Ok(Arc::new(texts.finish()))
}

/// Numpy's ticks, whose least value means no time.
fn times(ticks: &Bound<'_, PyAny>, unit: &str, are_instants: bool) -> Result<ArrayRef> {
    let ticks = integers(ticks)?.map(|tick| (tick != i64::MIN).then_some(tick));
    let unit = match unit {
        "s" => TimeUnit::Second,
        "ms" => TimeUnit::Millisecond,
        "us" => TimeUnit::Microsecond,
        _ => TimeUnit::Nanosecond,
    };
    let zone = are_instants.then(|| "UTC".into());
    Ok(cast(&ticks.collect::<Int64Array>(), &T::Timestamp(unit, zone)))
}

/// The array as one of the types that [`column`] knows, where it can be one.
fn normal(array: &ArrayRef) -> ArrayRef {
    let wanted = match array.data_type() {
        T::Int8 | T::Int16 | T::Int32 | T::UInt8 | T::UInt16 | T::UInt32 | T::UInt64 => T::Int64,
        T::Float16 | T::Float32 => T::Float64,
        T::Decimal32(..) | T::Decimal64(..) | T::Decimal128(..) | T::Decimal256(..) => T::Float64,
        T::Date64 => T::Date32,
        T::Timestamp(_, zone) => T::Timestamp(TimeUnit::Microsecond, zone.clone()),
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
fn cast(array: &dyn Array, wanted: &T) -> ArrayRef {
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
    let values = match array.data_type() {
        T::Utf8 => Values::Text(Box::new(Texts(array.as_string::<i32>()))),
        T::LargeUtf8 => Values::Text(Box::new(Texts(array.as_string::<i64>()))),
        T::Utf8View => Values::Text(Box::new(Texts(array.as_string_view()))),
        T::Int64 => Values::Integers(Cow::Borrowed(array.as_primitive::<Int64Type>().values())),
        T::Float64 => Values::Numbers(Cow::Borrowed(array.as_primitive::<Float64Type>().values())),
        T::Timestamp(TimeUnit::Microsecond, zone) => Values::Times {
            ticks: Cow::Borrowed(array.as_primitive::<TimestampMicrosecondType>().values()),
            ticks_per_second: 1_000_000,
            are_instants: zone.is_some(),
        },
        T::Date32 => Values::Days(Cow::Borrowed(array.as_primitive::<Date32Type>().values())),
        T::Dictionary(code, word) if **code == T::UInt32 && **word == T::Utf8 => {
            let words = array.as_dictionary::<UInt32Type>();
            Values::Words {
                codes: Cow::Borrowed(words.keys().values()),
                words: Box::new(Texts(words.values().as_string::<i32>())),
            }
        }
        T::List(_) => {
            let list = array.as_list::<i32>();
            let place = |&offset: &i32| u32::try_from(offset).unwrap_or_default();
            Values::Lists {
                first: list.offsets().first().map_or(0, |offset| place(offset) as usize),
                ends: list.offsets().iter().skip(1).map(place).collect(),
                items: Box::new(column("", list.values())),
            }
        }
        T::Null => Values::Missing,
        other => Values::Other(other.to_string()),
    };
    Column {
        name: Cow::Borrowed(name),
        values,
        validity: array.nulls().map(|nulls| Validity {
            bits: Cow::Borrowed(nulls.validity()),
            offset: nulls.offset(),
        }),
    }
}
