use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::error::Fault;

/// What came of displacements in one segment: counts that add up over decisions and over clubs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ObservedOutcomes {
    /// Members who were displaced.
    pub displaced: u64,
    /// Those of them who left within the outcome's days.
    pub displaced_exits: u64,
    /// Members like them who were not displaced.
    pub matched: u64,
    /// Those of them who left within the same days.
    pub matched_exits: u64,
    /// Displaced visits.
    pub visits: u64,
    /// Those of them that moved to another slot.
    pub recaptured: u64,
}

impl AddAssign for ObservedOutcomes {
    fn add_assign(&mut self, other: Self) {
        self.displaced += other.displaced;
        self.displaced_exits += other.displaced_exits;
        self.matched += other.matched;
        self.matched_exits += other.matched_exits;
        self.visits += other.visits;
        self.recaptured += other.recaptured;
    }
}

impl ObservedOutcomes {
    pub(super) fn check(&self, faults: &mut Vec<Fault>, field: &str) {
        let pairs = [
            (
                "displaced_exits",
                self.displaced_exits,
                "displaced",
                self.displaced,
            ),
            ("matched_exits", self.matched_exits, "matched", self.matched),
            ("recaptured", self.recaptured, "visits", self.visits),
        ];
        for (part, count, whole, of) in pairs {
            if count > of || of > 1 << 50 {
                faults.push(Fault::new(
                    format!("{field}.{part}"),
                    format!("{count} is more than {whole} = {of} allows"),
                ));
            }
        }
    }
}
