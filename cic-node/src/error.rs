//! Errors as the text of `{"code","message","faults"}`, from which the JavaScript around makes a `CicError`.

use cic_core::{ErrorKind, Fault};
use cic_store::standing::LoadError;
use serde_json::json;

pub(crate) type Result<T, E = napi::Error> = std::result::Result<T, E>;

fn error(kind: ErrorKind, message: &str, faults: &[Fault]) -> napi::Error {
    let said = json!({ "code": kind.code(), "message": message, "faults": faults });
    napi::Error::from_reason(said.to_string())
}

pub(crate) fn of_engine(refused: &cic_core::Error) -> napi::Error {
    error(refused.kind(), &refused.to_string(), refused.faults())
}

pub(crate) fn of_load(failed: &LoadError) -> napi::Error {
    match failed {
        LoadError::AsOf(message) => of_engine(&cic_core::Error::invalid("asOf", message)),
        failed => error(failed.kind(), &failed.to_string(), &failed.faults()),
    }
}

/// A panic, whose text has gone to standard error.
pub(crate) fn internal() -> napi::Error {
    let message = "a fault of the engine; please report it with what was asked";
    error(ErrorKind::Internal, message, &[])
}
