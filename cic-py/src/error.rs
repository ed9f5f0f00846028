//! Errors as exceptions: one class per kind.

use std::any::Any;

use cic_core::{ErrorKind, Fault};
use cic_store::standing::LoadError;
use pyo3::prelude::*;

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// What ends a call: an exception of Python's, or an error of ours that becomes one.
pub(crate) enum Failure {
    Python(PyErr),
    Cic(ErrorKind, String, Vec<Fault>),
}

/// The class of a kind, in `cic._errors`.
const fn class_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Invalid => "InvalidError",
        ErrorKind::NotFound => "NotFoundError",
        ErrorKind::Conflict => "ConflictError",
        ErrorKind::Unavailable => "UnavailableError",
        ErrorKind::Internal => "InternalError",
        ErrorKind::Stopped => "StoppedError",
    }
}

impl Failure {
    /// Values that cannot be used.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        cic_core::Error::invalid(field, message).into()
    }

    /// What a panic said, as a fault of ours.
    pub(crate) fn panic(payload: &(dyn Any + Send)) -> Self {
        let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
        let said = said.unwrap_or_default();
        let message = format!("a fault of cic itself, please report it: {said}");
        Self::Cic(ErrorKind::Internal, message, Vec::new())
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<cic_core::Error> for Failure {
    fn from(error: cic_core::Error) -> Self {
        Self::Cic(error.kind(), error.to_string(), error.faults().to_vec())
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::Cic(error.kind(), error.to_string(), error.faults())
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let (kind, message, faults) = match failure {
            Failure::Python(error) => return error,
            Failure::Cic(kind, message, faults) => (kind, message, faults),
        };
        Python::attach(|py| {
            let pairs = faults.into_iter().map(|fault| (fault.field, fault.message));
            let pairs: Vec<(String, String)> = pairs.collect();
            let class = py.import("cic._errors")?.getattr(class_of(kind))?;
            class.call1((message, pairs)).map(Self::from_value)
        })
        .unwrap_or_else(|error| error)
    }
}
