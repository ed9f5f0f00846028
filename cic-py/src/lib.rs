//! The Python module `cic._engine`: opaque handles that convert, call `cic-core` or `cic-store`, and convert back.
//! What users import is the package `cic` in `python/`, which gives these handles names, types and documentation.

mod answer;
mod arrays;
mod columns;
mod engine;
mod error;
mod frame;
mod hazard;
mod kmeans;
mod purchasing;
mod retention;
mod rfm;
mod store;
mod survival;
mod work;

use pyo3::prelude::*;

#[pymodule]
mod _engine {
    #[pymodule_export]
    use crate::columns::PyColumns;
    #[pymodule_export]
    use crate::engine::PyEngine;
    #[pymodule_export]
    use crate::hazard::{ask_hazard, fit_hazard, fit_hazard_histories};
    #[pymodule_export]
    use crate::kmeans::PyKMeans;
    #[pymodule_export]
    use crate::purchasing::{ask_purchases, fit_purchases};
    #[pymodule_export]
    use crate::retention::{fit_retention, retention_lifetime, retention_survival};
    #[pymodule_export]
    use crate::rfm::rfm;
    #[pymodule_export]
    use crate::store::{fit, import_files, operations};
    #[pymodule_export]
    use crate::survival::{ask_cox, fit_cox, fit_kaplan_meier, kaplan_meier_survival};
}
