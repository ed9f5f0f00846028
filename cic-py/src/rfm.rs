//! Visits to what purchase models learn from.

use cic_core::Settings;
use cic_core::features::rfm::{Rfm, RfmNames, RfmOptions};
use pyo3::prelude::*;

use crate::columns::PyColumns;
use crate::engine::explicit;
use crate::error;
use crate::frame::Frame;
use crate::work::long;

/// One row a customer.
#[pyfunction]
#[expect(
    clippy::too_many_arguments,
    reason = "each is a keyword of the Python function"
)]
#[pyo3(signature = (visits, as_of, time_zone, cutoff_hour, member, time, amount))]
pub(crate) fn rfm(
    py: Python<'_>,
    visits: &Bound<'_, PyAny>,
    as_of: String,
    time_zone: &str,
    cutoff_hour: u32,
    member: String,
    time: String,
    amount: Option<String>,
) -> PyResult<PyColumns> {
    let mut settings = Settings::default();
    let zone = time_zone.parse();
    settings.venue.time_zone = zone.map_err(|_| {
        error::invalid(
            py,
            "time_zone",
            format!("{time_zone:?} is no time zone; write it like America/Chicago"),
        )
    })?;
    let as_of = explicit(py, None, Some(as_of))?
        .as_of(&settings)
        .map_err(|fault| error::load(py, &fault))?;
    let options = RfmOptions {
        as_of: as_of.unwrap_or_default(),
        time_zone: settings.venue.time_zone,
        cutoff_hour,
    };
    let visits = Frame::of("visits", visits)?;
    let columns = long(py, None, move || {
        let mut rfm = Rfm::new(options)?;
        rfm.update(
            &visits.table(),
            RfmNames {
                member: &member,
                time: &time,
                amount: amount.as_deref(),
            },
        )?;
        Ok::<_, cic_core::Error>(rfm.finish(amount.is_some()))
    })?;
    PyColumns::of(py, columns.map_err(|fault| error::core(py, &fault))?)
}
