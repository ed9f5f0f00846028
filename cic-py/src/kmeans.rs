//! Fitted k-means clusters.

use cic_core::segmentation::{FittedKMeans, KMeans, KMeansError, KMeansOptions};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray2};
use pyo3::prelude::*;

use crate::error;
use crate::work::{brief, long};

/// Clusters: centres, labels, inertia.
#[pyclass(frozen, module = "cic._engine", name = "KMeans")]
pub(crate) struct PyKMeans(FittedKMeans);

fn refused(py: Python<'_>, fault: &KMeansError) -> PyErr {
    let faults = match fault {
        KMeansError::Options(faults) => cic_core::Error::Invalid(faults.clone()),
        other => cic_core::Error::invalid("X", other.to_string()),
    };
    error::core(py, &faults)
}

fn rows(table: &PyReadonlyArray2<'_, f64>) -> Vec<f64> {
    table.as_array().iter().copied().collect()
}

#[pymethods]
impl PyKMeans {
    #[staticmethod]
    fn fit(
        py: Python<'_>,
        table: PyReadonlyArray2<'_, f64>,
        clusters: usize,
        restarts: usize,
        max_iterations: usize,
        tolerance: f64,
        seed: u64,
    ) -> PyResult<Self> {
        let options = KMeansOptions {
            clusters,
            restarts,
            max_iterations,
            tolerance,
            seed,
        };
        let (values, width) = (rows(&table), table.as_array().ncols());
        let fitted = long(py, None, move || KMeans::fit(&values, width, &options))?;
        fitted.map(Self).map_err(|fault| refused(py, &fault))
    }

    /// The nearest centre of each row.
    #[staticmethod]
    fn nearest<'py>(
        py: Python<'py>,
        table: PyReadonlyArray2<'py, f64>,
        centres: PyReadonlyArray2<'py, f64>,
    ) -> PyResult<Bound<'py, PyArray1<u32>>> {
        let (values, width) = (rows(&table), table.as_array().ncols());
        let centres = rows(&centres);
        let labels = brief(py, || {
            cic_core::segmentation::nearest_centres(&values, &centres, width)
        })?;
        Ok(PyArray1::from_vec(
            py,
            labels.map_err(|fault| refused(py, &fault))?,
        ))
    }

    fn centres<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        PyArray1::from_slice(py, self.0.centres()).reshape([self.0.clusters(), self.0.n_features()])
    }

    fn labels<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u32>> {
        PyArray1::from_slice(py, self.0.labels())
    }

    #[getter]
    fn inertia(&self) -> f64 {
        self.0.inertia()
    }

    #[getter]
    fn iterations(&self) -> usize {
        self.0.iterations()
    }
}
