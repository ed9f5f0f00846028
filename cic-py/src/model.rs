//! Models by their names: numpy columns in, numpy columns out.

use std::sync::Arc;

use cic_core::features::rfm::RfmRequest;
use cic_core::models::{Given, GivenColumn, Model};
use numpy::{PyArray1, PyReadonlyArrayDyn};
use pyo3::prelude::*;

use crate::columns::PyColumns;
use crate::error::Result;
use crate::frame::Frame;
use crate::work::{brief, long};

/// Named columns of floats; those of two dimensions are tables.
type NamedColumns<'py> = Vec<(String, PyReadonlyArrayDyn<'py, f64>)>;

/// A model that has its parameters. It pickles as these.
#[pyclass(frozen, module = "cic._engine", name = "Model")]
pub(crate) struct PyModel(Arc<Model>);

fn given(options: &str, columns: &NamedColumns<'_>) -> Result<Given> {
    let column = |(name, values): &(String, PyReadonlyArrayDyn<'_, f64>)| GivenColumn {
        name: name.clone(),
        values: values.as_array().iter().copied().collect(),
        width: values.as_array().shape().get(1).copied().unwrap_or(1),
    };
    Ok(Given::new(options, columns.iter().map(column).collect())?)
}

#[pymethods]
impl PyModel {
    /// The model at parameters known as JSON text.
    #[new]
    fn at(name: &str, parameters: &str) -> Result<Self> {
        Ok(Self(Arc::new(Model::at(name, parameters)?)))
    }

    #[staticmethod]
    fn fit(py: Python<'_>, name: String, options: &str, columns: NamedColumns<'_>) -> Result<Self> {
        let given = given(options, &columns)?;
        let model = long(py, move |stop| Model::fit(&name, &given, stop))?;
        Ok(Self(Arc::new(model)))
    }

    fn ask<'py>(
        &self,
        py: Python<'py>,
        question: &str,
        options: &str,
        columns: NamedColumns<'py>,
    ) -> Result<Bound<'py, PyArray1<f64>>> {
        let given = given(options, &columns)?;
        let answer = brief(py, || self.0.ask(question, &given))?;
        Ok(PyArray1::from_vec(py, answer))
    }

    /// A column of the fit itself.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> Bound<'py, PyArray1<f64>> {
        PyArray1::from_vec(py, self.0.column(name))
    }

    /// Parameters and figures of the fit as JSON text.
    #[getter]
    fn figures(&self) -> String {
        self.0.figures()
    }

    fn __getnewargs__(&self) -> (&'static str, String) {
        (self.0.kind().name, self.0.parameters())
    }
}

/// What purchase models learn from: one row a customer.
#[pyfunction]
pub(crate) fn rfm(py: Python<'_>, visits: &Bound<'_, PyAny>, request: &str) -> Result<PyColumns> {
    let request = RfmRequest::from_json(request)?;
    let mut gathered = request.begin()?;
    let visits = Frame::of("visits", visits)?;
    let columns = long(py, move |_stop| {
        request.update(&mut gathered, &visits.table())?;
        Ok::<_, cic_core::Error>(request.finish(&gathered))
    })?;
    Ok(PyColumns::of(py, columns)?)
}
