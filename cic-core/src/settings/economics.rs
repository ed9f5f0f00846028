use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::check_range;
use crate::domain::Money;
use crate::error::Fault;

/// A segment's value before there is history to fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColdStart {
    /// What a member of the segment brings a month, currency units.
    pub monthly: Money,
    /// The share of it that is margin, 0 to 1.
    pub margin: f64,
    /// How many months one stays.
    pub tenure_months: f64,
    /// What it cost to win one.
    pub acquisition_cost: Money,
}

/// Margins and discounting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Economics {
    /// The share of revenue that is margin, 0 to 1.
    pub margin: f64,
    /// Discount rate a year.
    pub annual_discount_rate: f64,
    /// How far values look ahead.
    pub horizon_months: u32,
    /// Per segment id; keys given here are laid over the defaults.
    #[serde(deserialize_with = "over_default_cold_start")]
    pub cold_start: BTreeMap<String, ColdStart>,
}

impl Default for Economics {
    fn default() -> Self {
        Self {
            margin: 0.7,
            annual_discount_rate: 0.10,
            horizon_months: 36,
            cold_start: default_cold_start(),
        }
    }
}

impl Economics {
    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        check_range(faults, "economics.margin", self.margin, 0.0, 1.0);
        check_range(
            faults,
            "economics.annual_discount_rate",
            self.annual_discount_rate,
            0.0,
            10.0,
        );
        check_range(
            faults,
            "economics.horizon_months",
            f64::from(self.horizon_months),
            1.0,
            600.0,
        );
        for (segment, cold_start) in &self.cold_start {
            let field = |key: &str| format!("economics.cold_start.{segment}.{key}");
            check_range(faults, &field("margin"), cold_start.margin, 0.0, 1.0);
            check_range(
                faults,
                &field("tenure_months"),
                cold_start.tenure_months,
                0.0,
                1_200.0,
            );
            check_range(faults, &field("monthly"), cold_start.monthly.units(), 0.0, 1e6);
            check_range(
                faults,
                &field("acquisition_cost"),
                cold_start.acquisition_cost.units(),
                0.0,
                1e6,
            );
        }
    }
}

fn default_cold_start() -> BTreeMap<String, ColdStart> {
    let row = |segment: &str, monthly, margin, tenure_months, acquisition_cost| {
        let units = |whole: i64| Money::from_cents(whole * 100);
        let acquisition_cost = units(acquisition_cost);
        (
            segment.to_owned(),
            ColdStart {
                monthly: units(monthly),
                margin,
                tenure_months,
                acquisition_cost,
            },
        )
    };
    BTreeMap::from([
        row("corporate_power_user", 189, 0.75, 24.0, 150),
        row("social_ambassador", 149, 0.70, 20.0, 50),
        row("competitive_athlete", 174, 0.72, 18.0, 100),
        row("casual_drop_in", 50, 0.60, 6.0, 30),
    ])
}

fn over_default_cold_start<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, ColdStart>, D::Error> {
    let mut all = default_cold_start();
    all.extend(BTreeMap::deserialize(deserializer)?);
    Ok(all)
}
