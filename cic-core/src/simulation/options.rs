use chrono::NaiveDate;

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulationOptions {
    /// People with a plan at some time; drop-ins come on top.
    pub members: u32,
    /// Months of history.
    pub months: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The club-local day on which history ends; bookings on hand reach two weeks further.
    pub until: NaiveDate,
}
