use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::check_range;
use crate::error::Fault;

/// How plans read the past, and what they call good enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanningSettings {
    /// Prices and plans look at the last so many whole weeks.
    pub window_weeks: u32,
    /// A share of wanted courts that is served below this is warned of.
    pub set_rate: f64,
    /// The share of a segment that takes another hour of the day when the wanted one is full; laid over the defaults.
    #[serde(deserialize_with = "over_default_flexibility")]
    pub flexibility: BTreeMap<String, f64>,
    /// The flexibility of a segment that is not named, and of guests.
    pub other_flexibility: f64,
    /// How many hours earlier or later a flexible one moves.
    pub flexible_hours: u32,
    /// How amenities are scored.
    pub amenity: AmenitySettings,
}

/// How amenities are scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AmenitySettings {
    /// The weight of a quick payback.
    pub payback_weight: f64,
    /// The weight of a high return.
    pub return_weight: f64,
    /// The weight of members' interest.
    pub interest_weight: f64,
    /// The share of those who say they are very interested who come to use it: stated is not uptake.
    pub very_interested_uptake: f64,
    /// The same of those who are somewhat interested.
    pub somewhat_interested_uptake: f64,
    /// A payback of this many months or more scores nothing.
    pub slowest_payback_months: f64,
    /// An annual return of this share of the outlay or more scores fully.
    pub best_annual_return: f64,
}

impl Default for PlanningSettings {
    fn default() -> Self {
        Self {
            window_weeks: 12,
            set_rate: 0.8,
            flexibility: default_flexibility(),
            other_flexibility: 0.3,
            flexible_hours: 2,
            amenity: AmenitySettings::default(),
        }
    }
}

impl Default for AmenitySettings {
    fn default() -> Self {
        Self {
            payback_weight: 0.3,
            return_weight: 0.3,
            interest_weight: 0.4,
            very_interested_uptake: 0.6,
            somewhat_interested_uptake: 0.2,
            slowest_payback_months: 60.0,
            best_annual_return: 2.0,
        }
    }
}

impl PlanningSettings {
    /// The flexibility of a segment; `None` is guests and the club's own programme.
    #[must_use]
    pub fn flexibility_of(&self, segment: Option<&str>) -> f64 {
        segment
            .and_then(|id| self.flexibility.get(id))
            .copied()
            .unwrap_or(self.other_flexibility)
    }

    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        let mut check = |key: &str, value: f64, low: f64, high: f64| {
            check_range(faults, &format!("planning.{key}"), value, low, high);
        };
        check("window_weeks", f64::from(self.window_weeks), 1.0, 104.0);
        check("set_rate", self.set_rate, 0.0, 1.0);
        check("other_flexibility", self.other_flexibility, 0.0, 1.0);
        check("flexible_hours", f64::from(self.flexible_hours), 0.0, 23.0);
        for (segment, share) in &self.flexibility {
            check(&format!("flexibility.{segment}"), *share, 0.0, 1.0);
        }
        let amenity = &self.amenity;
        check("amenity.payback_weight", amenity.payback_weight, 0.0, 1.0);
        check("amenity.return_weight", amenity.return_weight, 0.0, 1.0);
        check("amenity.interest_weight", amenity.interest_weight, 0.0, 1.0);
        check(
            "amenity.very_interested_uptake",
            amenity.very_interested_uptake,
            0.0,
            1.0,
        );
        check(
            "amenity.somewhat_interested_uptake",
            amenity.somewhat_interested_uptake,
            0.0,
            1.0,
        );
        check(
            "amenity.slowest_payback_months",
            amenity.slowest_payback_months,
            1.0,
            1_200.0,
        );
        check(
            "amenity.best_annual_return",
            amenity.best_annual_return,
            0.01,
            100.0,
        );
        let weights = amenity.payback_weight + amenity.return_weight + amenity.interest_weight;
        if (weights - 1.0).abs() > 1e-6 {
            faults.push(Fault::new(
                "planning.amenity",
                format!("the three weights add up to {weights}; make it 1"),
            ));
        }
    }
}

fn default_flexibility() -> BTreeMap<String, f64> {
    [
        ("corporate_power_user", 0.2),
        ("competitive_athlete", 0.3),
        ("social_ambassador", 0.5),
        ("casual_drop_in", 0.6),
    ]
    .map(|(segment, share)| (segment.to_owned(), share))
    .into()
}

fn over_default_flexibility<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut all = default_flexibility();
    all.extend(BTreeMap::deserialize(deserializer)?);
    Ok(all)
}
