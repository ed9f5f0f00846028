use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// How a displacement raises a member's churn probability.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpliftScale {
    /// By a shift of the log-odds that makes the segment's uplift at the segment's mean.
    #[default]
    LogOdds,
    /// By the segment's uplift itself, for everyone alike.
    Additive,
}

pub(super) fn default_uplift() -> BTreeMap<String, f64> {
    [
        ("corporate_power_user", 0.05),
        ("competitive_athlete", 0.03),
        ("social_ambassador", 0.02),
        ("casual_drop_in", 0.01),
    ]
    .map(|(segment, uplift)| (segment.to_owned(), uplift))
    .into()
}

pub(super) fn over_default_uplift<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut all = default_uplift();
    all.extend(BTreeMap::deserialize(deserializer)?);
    Ok(all)
}
