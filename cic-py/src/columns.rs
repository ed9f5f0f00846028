//! Columns of an answer as an object that carries the Arrow C stream.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema};
use cic_core::columns::{AnswerValues, Columns};
use numpy::PyArray1;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use pyo3_arrow::PyTable;

/// Columns of one length; a consumer of Arrow reads them without a copy.
#[pyclass(frozen, module = "cic._engine", name = "Columns")]
pub(crate) struct PyColumns {
    batch: RecordBatch,
    stream: Py<PyTable>,
}

impl PyColumns {
    pub(crate) fn of(py: Python<'_>, columns: Columns) -> PyResult<Self> {
        let mut fields = Vec::new();
        let mut arrays = Vec::new();
        for column in columns.into_columns() {
            let nulls = column.validity.map(NullBuffer::from);
            let array: ArrayRef = match column.values {
                AnswerValues::Text { bytes, ends } => {
                    let bytes = Buffer::from_vec(bytes.into_bytes());
                    Arc::new(StringArray::new(OffsetBuffer::new(ends.into()), bytes, nulls))
                }
                AnswerValues::Integers(values) => Arc::new(Int64Array::new(values.into(), nulls)),
                AnswerValues::Numbers(values) => Arc::new(Float64Array::new(values.into(), nulls)),
                AnswerValues::Flags(values) => Arc::new(BooleanArray::new(values.into(), nulls)),
            };
            fields.push(Field::new(column.name, array.data_type().clone(), true));
            arrays.push(array);
        }
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)
            .expect("columns have one length and their own types");
        let stream = Py::new(py, PyTable::try_new(vec![batch.clone()], schema)?)?;
        Ok(Self { batch, stream })
    }
}

#[pymethods]
impl PyColumns {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.stream
            .bind(py)
            .call_method1("__arrow_c_stream__", (requested_schema,))
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn names(&self) -> Vec<String> {
        self.batch
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    /// A column as a numpy array; text as a list, and whole numbers with holes as floats.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let column = self
            .batch
            .column_by_name(name)
            .ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        Ok(match column.data_type() {
            DataType::Utf8 => PyList::new(py, column.as_string::<i32>())?.into_any(),
            DataType::Boolean => PyArray1::from_iter(py, column.as_boolean().values()).into_any(),
            DataType::Int64 if column.null_count() == 0 => {
                PyArray1::from_slice(py, column.as_primitive::<Int64Type>().values()).into_any()
            }
            DataType::Int64 => {
                let cells = column.as_primitive::<Int64Type>().iter();
                PyArray1::from_iter(py, cells.map(|cell| cell.map_or(f64::NAN, |value| value as f64)))
                    .into_any()
            }
            _ => {
                let cells = column.as_primitive::<Float64Type>().iter();
                PyArray1::from_iter(py, cells.map(|cell| cell.unwrap_or(f64::NAN))).into_any()
            }
        })
    }
}
