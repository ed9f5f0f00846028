use super::Profile;
use crate::domain::{Instant, Venue};
use crate::settings::ImportSettings;

/// How to read a file; borrowed while it is opened.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions<'a> {
    /// The place: its zone reads local times, its courts are the ones bookings may name.
    pub venue: &'a Venue,
    /// What the club decided about imports.
    pub import: &'a ImportSettings,
    /// The sources to recognise, usually [`Profile::built_in`] and the club's own.
    pub profiles: &'a [Profile],
    /// Reads with this profile alone; a file that is none of its tables is refused.
    pub profile_name: Option<&'a str>,
    /// The moment of the import, for rows that carry no time of their own.
    pub recorded_at: Instant,
}
