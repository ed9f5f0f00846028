use serde::{Deserialize, Serialize};

/// How models are fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelSettings {
    /// The same seed gives the same intervals.
    pub seed: u64,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self { seed: 1 }
    }
}
