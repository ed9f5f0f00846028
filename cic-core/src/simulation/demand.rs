//! What was wished for at each hour of the week, and what became of it.

use serde::Serialize;

/// Wishes for a court by the hour of the week first wished for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct HourDemand {
    /// Wishes whose first choice began in this hour.
    pub wished: u32,
    /// Of them, served at the very time.
    pub served: u32,
    /// Of them, served at another time of the same day.
    pub shifted: u32,
    /// Of them, lost for want of a court.
    pub lost: u32,
}

/// Hours of a week.
pub(super) const HOURS_PER_WEEK: usize = 168;
