use serde::{Deserialize, Serialize};

use super::Engine;

/// A member's segment as the store keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// Whose.
    pub member_id: String,
    /// Which segment.
    pub segment_id: String,
    /// 0 to 100.
    pub confidence: u8,
    /// Whether a person should look.
    pub needs_review: bool,
}

impl Engine {
    /// Every listed member's segment, by member id.
    #[must_use]
    pub fn assignments(&self) -> Vec<Assignment> {
        self.listed()
            .map(|member| {
                let assigned = self.assigned(member);
                Assignment {
                    member_id: self.observed.club.people()[member].member.id.clone(),
                    segment_id: self.observed.settings.segments[assigned.segment].id.clone(),
                    confidence: assigned.confidence,
                    needs_review: assigned.needs_review(),
                }
            })
            .collect()
    }
}
