use std::error::Error;
use std::sync::Arc;
use std::time::Instant as Clock;

use chrono::{Duration, Months, NaiveDate};
use cic_benches::process::processor_seconds;
use cic_core::domain::Instant;
use cic_core::simulation::{SimulationOptions, simulate};
use cic_core::{Club, Engine, Settings};

/// A twelfth of a year of 365.25 days.
const MONTH_SECONDS: i64 = 2_629_800;

/// The day on which knowledge ends.
pub(crate) fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 2, 15)
}

/// A club whose future is known, and the engine as of the cut.
pub(crate) struct Cut {
    /// The whole history.
    pub(crate) whole: Club,
    pub(crate) settings: Settings,
    pub(crate) as_of: Instant,
    pub(crate) engine: Engine,
    pub(crate) fit_seconds: f64,
    /// Of all threads.
    pub(crate) fit_processor_seconds: f64,
}

impl Cut {
    pub(crate) fn make(members: u32, months: u32, horizon: u32, seed: u64) -> Result<Self, Box<dyn Error>> {
        let cut = day().ok_or("no such day")?;
        // The history may end a few days before the last of the horizon's months does.
        let until = cut
            .checked_add_months(Months::new(horizon))
            .ok_or("no such day")?
            + Duration::days(3);
        let options = SimulationOptions {
            members,
            months: months + horizon,
            seed,
            until,
        };
        let simulated = simulate(&options, &mut |_| ())?;
        let as_of =
            simulated.as_of() - Duration::seconds(MONTH_SECONDS * i64::from(horizon)) - Duration::days(3);
        let mut settings = simulated.settings().clone();
        settings.economics.horizon_months = horizon;
        let whole = simulated.club()?;
        drop(simulated);
        let known = Arc::new(whole.clone()).known_at(as_of);
        let (begun, processor) = (Clock::now(), processor_seconds().unwrap_or_default());
        let engine = Engine::fit(&known, &settings, as_of)?;
        Ok(Self {
            whole,
            settings,
            as_of,
            engine,
            fit_seconds: begun.elapsed().as_secs_f64(),
            fit_processor_seconds: processor_seconds().unwrap_or_default() - processor,
        })
    }
}
