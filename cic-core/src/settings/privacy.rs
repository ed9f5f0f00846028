use serde::{Deserialize, Serialize};

use super::check_range;
use crate::error::Fault;

/// What the map may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    /// The least number of members in a cell of the map.
    pub k: u32,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { k: 5 }
    }
}

impl Privacy {
    pub(super) fn check(self, faults: &mut Vec<Fault>) {
        check_range(faults, "privacy.k", f64::from(self.k), 2.0, 1e6);
    }
}
