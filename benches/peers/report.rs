use std::fmt::{Display, Formatter, Result};

use serde::{Deserialize, Serialize};

use crate::engine::{EngineFigures, Work};
use crate::import::ImportFigures;
use crate::polars::PolarsFigures;

/// Everything that was measured in one run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) engine: EngineFigures,
    pub(crate) polars: PolarsFigures,
    pub(crate) import: Option<ImportFigures>,
}

impl Display for Report {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let Self {
            engine,
            polars,
            import,
        } = self;
        let EngineFigures {
            people,
            bookings,
            courts,
            ..
        } = engine;
        writeln!(
            out,
            "A simulated club: {people} people, {bookings} bookings, {courts} courts."
        )?;
        writeln!(
            out,
            "Bookings in memory with their indexes: {:.0} MB.\n",
            engine.club_megabytes
        )?;

        writeln!(
            out,
            "fit: columns in memory to features (cic: and homes, segments, confidence, version)"
        )?;
        work(out, "cic", &engine.fit)?;
        work(out, &format!("polars {}", polars.version), &polars.work)?;
        ratio(out, "as fast", polars.work.seconds / engine.fit.seconds)?;
        ratio(
            out,
            "on processor time",
            polars.work.processor_seconds / engine.fit.processor_seconds,
        )?;
        ratio(
            out,
            "less memory at the peak",
            polars.work.peak_megabytes / engine.fit.peak_megabytes,
        )?;
        let (compared, differ) = (polars.values_compared, polars.values_that_differ);
        writeln!(out, "  {compared} values compared, {differ} differ\n")?;

        writeln!(out, "decide: one event request, single thread")?;
        for kind in &engine.decisions {
            writeln!(
                out,
                "  p50 {:>8.0} us   p99 {:>8.0} us   n = {}   {}",
                kind.median, kind.percentile_99, kind.count, kind.what
            )?;
        }
        if let Some(import) = import {
            writeln!(out, "\nimport: bookings.csv into SQLite, {} rows", import.rows)?;
            let rate = |seconds: f64| import.rows as f64 / seconds;
            writeln!(
                out,
                "  {:<16} {:>9.0} rows/s",
                "cic import",
                rate(import.cic_seconds)
            )?;
            let peer = format!("sqlite3 {}", import.sqlite3_version);
            writeln!(out, "  {peer:<16} {:>9.0} rows/s", rate(import.sqlite3_seconds))?;
            ratio(out, "as fast", import.sqlite3_seconds / import.cic_seconds)?;
        }
        Ok(())
    }
}

fn work(out: &mut Formatter<'_>, who: &str, work: &Work) -> Result {
    writeln!(
        out,
        "  {who:<16} {:>7.2} s   {:>7.2} s of processor   peak {:>6.0} MB ({:.0} MB before)",
        work.seconds, work.processor_seconds, work.peak_megabytes, work.resident_megabytes
    )
}

fn ratio(out: &mut Formatter<'_>, what: &str, times: f64) -> Result {
    writeln!(out, "  {times:.2} x {what}")
}
