use super::{DayOfWeek, Instant, Money};

/// A person's word on what an hour of the week costs: it is the current price until the next word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedPrice {
    /// The day.
    pub weekday: DayOfWeek,
    /// The hour, 0 to 23, club-local.
    pub hour: u8,
    /// What a court-hour costs.
    pub price: Money,
    /// Who said so.
    pub approved_by: String,
    /// When.
    pub approved_at: Instant,
}
