//! Columns of numbers as the models take them.

use numpy::{PyReadonlyArray1, PyReadonlyArray2};

/// A column of floats, as numpy holds it.
pub(crate) type Column<'py> = PyReadonlyArray1<'py, f64>;
/// A row-major table of floats.
pub(crate) type Matrix<'py> = PyReadonlyArray2<'py, f64>;

pub(crate) fn column(values: &Column<'_>) -> Vec<f64> {
    values.as_array().iter().copied().collect()
}

pub(crate) fn some(values: Option<&Column<'_>>) -> Option<Vec<f64>> {
    values.map(column)
}

/// Whether each is true.
pub(crate) fn flags(values: &PyReadonlyArray1<'_, bool>) -> Vec<bool> {
    values.as_array().iter().copied().collect()
}

/// Months, which are whole.
pub(crate) fn months(values: &PyReadonlyArray1<'_, u32>) -> Vec<u32> {
    values.as_array().iter().copied().collect()
}

/// The values of a table and how many columns it has.
pub(crate) fn matrix(values: &Matrix<'_>) -> (Vec<f64>, usize) {
    (
        values.as_array().iter().copied().collect(),
        values.as_array().ncols(),
    )
}
