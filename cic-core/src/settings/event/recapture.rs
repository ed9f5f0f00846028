use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::settings::check_range;

/// The share of displaced visits that move to another slot: one figure, or one per segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recapture {
    /// The same for everyone.
    All(f64),
    /// Per segment id; segments that are not named keep the default.
    PerSegment(BTreeMap<String, f64>),
}

impl Recapture {
    /// What is taken where nothing is said.
    pub const DEFAULT: f64 = 0.4;

    /// The share of a segment.
    #[must_use]
    pub fn of(&self, segment: &str) -> f64 {
        match self {
            Self::All(share) => *share,
            Self::PerSegment(shares) => shares.get(segment).copied().unwrap_or(Self::DEFAULT),
        }
    }

    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        match self {
            Self::All(share) => check_range(faults, "event.recapture", *share, 0.0, 1.0),
            Self::PerSegment(shares) => {
                for (segment, share) in shares {
                    check_range(faults, &format!("event.recapture.{segment}"), *share, 0.0, 1.0);
                }
            }
        }
    }
}
