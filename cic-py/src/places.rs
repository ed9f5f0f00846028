//! Training over rows that lie in many places: bytes from each, merged by whoever leads.

use cic_core::features::rfm::RfmRequest;
use cic_core::models::{HazardCourse, Next};
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::columns::PyColumns;
use crate::error::Result;
use crate::frame::Frame;
use crate::work::long;

/// A bucket, covariates of its member-months and whether each ended in an exit.
type Part<'py> = (u8, PyReadonlyArray2<'py, f64>, PyReadonlyArray1<'py, bool>);

/// By id, the bucket that keeps its rows together.
#[pyfunction]
pub(crate) fn member_buckets(ids: Vec<String>) -> Vec<u16> {
    let buckets = ids.iter().map(|id| cic_core::member_bucket(id));
    buckets.map(u16::from).collect()
}

/// What one place has to say of its visits.
#[pyfunction]
pub(crate) fn visits_add_up<'py>(
    py: Python<'py>,
    visits: &Bound<'_, PyAny>,
    request: &str,
) -> Result<Bound<'py, PyBytes>> {
    let request = RfmRequest::from_json(request)?;
    let visits = Frame::of("visits", visits)?;
    let bytes = long(py, move |_stop| {
        let mut gathered = request.begin()?;
        request.update(&mut gathered, &visits.table())?;
        Ok::<_, cic_core::Error>(gathered.to_bytes())
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// One row a customer, from what all places said.
#[pyfunction]
pub(crate) fn visits_merge(py: Python<'_>, said: Vec<Vec<u8>>, request: &str) -> Result<PyColumns> {
    let request = RfmRequest::from_json(request)?;
    let columns = long(py, move |_stop| {
        Ok::<_, cic_core::Error>(request.finish(&request.merged(&said)?))
    })?;
    Ok(PyColumns::of(py, columns)?)
}

/// Where a fit of the hazard begins.
#[pyfunction]
pub(crate) fn hazard_begin(n_features: usize, options: &str) -> Result<String> {
    Ok(HazardCourse::new(n_features, options)?.to_json())
}

/// What one place has to say of its member-months in this pass.
#[pyfunction]
pub(crate) fn hazard_add_up<'py>(
    py: Python<'py>,
    course: &str,
    parts: Vec<Part<'py>>,
) -> Result<Bound<'py, PyBytes>> {
    let course = HazardCourse::from_json(course)?;
    let owned = |(bucket, values, exits): Part<'_>| {
        let values: Vec<f64> = values.as_array().iter().copied().collect();
        (bucket, values, exits.as_array().to_vec())
    };
    let parts: Vec<(u8, Vec<f64>, Vec<bool>)> = parts.into_iter().map(owned).collect();
    let bytes = long(py, move |_stop| {
        course.add_up(
            parts
                .iter()
                .map(|(bucket, values, exits)| (*bucket, &values[..], &exits[..])),
        )
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// Where the fit stands after a pass, or the parameters that it came to.
#[pyfunction]
pub(crate) fn hazard_advance(course: &str, said: Vec<Vec<u8>>) -> Result<(Option<String>, Option<String>)> {
    let next = HazardCourse::from_json(course)?.advance(said.iter().map(Vec::as_slice))?;
    Ok(match next {
        Next::Pass(course) => (Some(course.to_json()), None),
        Next::Fitted(fitted) => (None, Some(cic_core::json::to_text(&fitted))),
    })
}
