//! The Python module `cic._engine`: opaque handles that convert, call `cic-core` or `cic-store`, and convert back.
//! What users import is the package `cic` in `python/`, which gives these handles names, types and documentation.

mod columns;
mod engine;
mod error;
mod frame;
mod model;
mod places;
mod progress;
mod store;
mod work;

use pyo3::prelude::*;

#[pymodule]
mod _engine {
    #[pymodule_export]
    use crate::columns::PyColumns;
    #[pymodule_export]
    use crate::engine::{PyEngine, features};
    #[pymodule_export]
    use crate::model::{PyModel, rfm};
    #[pymodule_export]
    use crate::places::{
        hazard_add_up, hazard_advance, hazard_begin, member_buckets, visits_add_up, visits_merge,
    };
    #[pymodule_export]
    use crate::store::{fit, import_files, models, operations, provoke_panic};
}
