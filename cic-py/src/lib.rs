//! The Python module `cic._engine`: opaque handles that convert, call `cic-core` or `cic-store`, and convert back.
//! What users import is the package `cic` in `python/`, which gives these handles names, types and documentation.

mod columns;
mod engine;
mod error;
mod frame;
mod model;
mod progress;
mod store;
mod work;

use pyo3::prelude::*;

#[pymodule]
mod _engine {
    #[pymodule_export]
    use crate::columns::PyColumns;
    #[pymodule_export]
    use crate::engine::PyEngine;
    #[pymodule_export]
    use crate::model::{PyModel, rfm};
    #[pymodule_export]
    use crate::store::{fit, import_files, models, operations, provoke_panic};
}
