use serde::{Deserialize, Serialize};

use super::Instant;

/// A kind of customer, as the `segments` table names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// `corporate_power_user`.
    pub id: String,
    /// `Corporate Power User`.
    pub display_name: String,
    /// One sentence for the owner.
    pub description: String,
}

/// A person's word on a member's segment. It wins over every rule and survives every re-run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentOverride {
    /// Whose segment.
    pub member_id: String,
    /// Which segment.
    pub segment_id: String,
    /// Who said so.
    pub decided_by: String,
    /// When.
    pub decided_at: Instant,
    /// Why.
    pub reason: String,
}
