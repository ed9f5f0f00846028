//! Errors as exceptions: one class per kind.

use std::any::Any;

use cic_core::{ErrorKind, Fault};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The class of a kind, in `cic._errors`.
const fn class_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Invalid => "InvalidError",
        ErrorKind::NotFound => "NotFoundError",
        ErrorKind::Conflict => "ConflictError",
        ErrorKind::Unavailable => "UnavailableError",
        ErrorKind::Internal => "InternalError",
    }
}

/// An exception of `kind` that says `message`.
pub(crate) fn raise(py: Python<'_>, kind: ErrorKind, message: &str, faults: &[Fault]) -> PyErr {
    static MODULE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let exception = || {
        let module = MODULE.get_or_try_init(py, || {
            Ok::<_, PyErr>(py.import("cic._errors")?.into_any().unbind())
        })?;
        let pairs: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| (fault.field.as_str(), fault.message.as_str()))
            .collect();
        module.bind(py).getattr(class_of(kind))?.call1((message, pairs))
    };
    exception().map_or_else(|error| error, PyErr::from_value)
}

/// An exception about unusable values.
pub(crate) fn invalid(py: Python<'_>, field: &str, message: impl Into<String>) -> PyErr {
    core(py, &cic_core::Error::invalid(field, message))
}

pub(crate) fn core(py: Python<'_>, error: &cic_core::Error) -> PyErr {
    raise(py, error.kind(), &error.to_string(), error.faults())
}

pub(crate) fn load(py: Python<'_>, error: &cic_store::standing::LoadError) -> PyErr {
    raise(py, error.kind(), &error.to_string(), &error.faults())
}

pub(crate) fn store(py: Python<'_>, error: &cic_store::Error) -> PyErr {
    raise(py, error.kind(), &error.to_string(), &[])
}

/// What a panic said, as a fault of ours.
pub(crate) fn panic(py: Python<'_>, payload: &(dyn Any + Send)) -> PyErr {
    let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
    let message = format!(
        "a fault of cic itself, please report it: {}",
        said.unwrap_or_default()
    );
    raise(py, ErrorKind::Internal, &message, &[])
}
