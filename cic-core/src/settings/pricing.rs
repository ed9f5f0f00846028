use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::check_range;
use crate::domain::Money;
use crate::error::Fault;

/// Which price of an hour is recommended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PricingPolicy {
    /// By how full the hour is.
    #[default]
    Tiers,
    /// The price that is expected to bring most, less the value lost with those whom it turns away.
    ExpectedRevenue,
}

/// From this utilisation on the base price is multiplied by this factor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceTier {
    /// Share of open court-hours that are taken, 0 to 1.
    pub at_least: f64,
    /// What the base price is multiplied by.
    pub factor: f64,
}

/// What a court-hour costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PricingSettings {
    /// Which price is recommended.
    pub policy: PricingPolicy,
    /// What a court-hour costs where no price was approved yet.
    pub base_price: Money,
    /// The least price.
    pub min_price: Money,
    /// The highest price.
    pub max_price: Money,
    /// How far a price may move from the current one in a week.
    pub max_weekly_change: Money,
    /// Saturdays and Sundays cost so many times more.
    pub weekend_factor: f64,
    /// The first tier that an hour reaches counts; an hour that reaches none takes `lowest_factor`.
    #[serde(rename = "tier")]
    pub tiers: Vec<PriceTier>,
    /// The factor below every tier.
    pub lowest_factor: f64,
    /// The grid on which prices are tried.
    pub price_step: Money,
    /// Change of demand in % when the price rises by 1 %, per segment id; laid over the defaults.
    #[serde(deserialize_with = "over_default_elasticity")]
    pub elasticity: BTreeMap<String, f64>,
    /// The elasticity of a segment that is not named, and of guests.
    pub other_elasticity: f64,
    /// A wanted hour that is full or too dear costs this share of what a displaced booking costs.
    pub turned_away_share: f64,
    /// An hour observed in fewer weeks is drawn to the base price.
    pub thin_weeks: u32,
    /// Bookings that weigh as much as the base price does when the best price is looked for.
    pub thin_bookings: f64,
}

impl Default for PricingSettings {
    fn default() -> Self {
        let units = |whole: i64| Money::from_cents(whole * 100);
        let tier = |(at_least, factor)| PriceTier { at_least, factor };
        Self {
            policy: PricingPolicy::default(),
            base_price: units(25),
            min_price: units(15),
            max_price: units(40),
            max_weekly_change: units(5),
            weekend_factor: 1.2,
            tiers: [(0.9, 1.4), (0.75, 1.2), (0.5, 1.0), (0.3, 0.8)].map(tier).into(),
            lowest_factor: 0.6,
            price_step: units(1),
            elasticity: default_elasticity(),
            other_elasticity: -0.8,
            turned_away_share: 0.25,
            thin_weeks: 4,
            thin_bookings: 8.0,
        }
    }
}

impl PricingSettings {
    /// The elasticity of a segment; `None` is guests and the club's own programme.
    #[must_use]
    pub fn elasticity_of(&self, segment: Option<&str>) -> f64 {
        segment
            .and_then(|id| self.elasticity.get(id))
            .copied()
            .unwrap_or(self.other_elasticity)
    }

    /// The factor of the tier that `utilisation` reaches.
    #[must_use]
    pub fn factor_at(&self, utilisation: f64) -> f64 {
        self.tiers
            .iter()
            .find(|tier| utilisation >= tier.at_least)
            .map_or(self.lowest_factor, |tier| tier.factor)
    }

    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        for (key, price, least) in [
            ("base_price", self.base_price, 0.0),
            ("min_price", self.min_price, 0.0),
            ("max_price", self.max_price, self.min_price.units().max(0.01)),
            ("max_weekly_change", self.max_weekly_change, 0.0),
            ("price_step", self.price_step, 0.01),
        ] {
            check_range(faults, &format!("pricing.{key}"), price.units(), least, 10_000.0);
        }
        check_range(faults, "pricing.weekend_factor", self.weekend_factor, 0.1, 10.0);
        check_range(faults, "pricing.lowest_factor", self.lowest_factor, 0.0, 10.0);
        check_range(
            faults,
            "pricing.turned_away_share",
            self.turned_away_share,
            0.0,
            1.0,
        );
        check_range(
            faults,
            "pricing.thin_weeks",
            f64::from(self.thin_weeks),
            0.0,
            52.0,
        );
        check_range(faults, "pricing.thin_bookings", self.thin_bookings, 0.0, 1e6);
        for (index, tier) in self.tiers.iter().enumerate() {
            let field = |key: &str| format!("pricing.tier.{index}.{key}");
            check_range(faults, &field("at_least"), tier.at_least, 0.0, 1.0);
            check_range(faults, &field("factor"), tier.factor, 0.0, 10.0);
            if index > 0 && tier.at_least >= self.tiers[index - 1].at_least {
                faults.push(Fault::new(
                    field("at_least"),
                    "tiers go from the fullest to the emptiest",
                ));
            }
        }
        check_range(
            faults,
            "pricing.other_elasticity",
            self.other_elasticity,
            -10.0,
            0.0,
        );
        for (segment, elasticity) in &self.elasticity {
            check_range(
                faults,
                &format!("pricing.elasticity.{segment}"),
                *elasticity,
                -10.0,
                0.0,
            );
        }
    }
}

fn default_elasticity() -> BTreeMap<String, f64> {
    [
        ("corporate_power_user", -0.3),
        ("competitive_athlete", -0.6),
        ("social_ambassador", -0.9),
        ("casual_drop_in", -1.4),
    ]
    .map(|(segment, elasticity)| (segment.to_owned(), elasticity))
    .into()
}

fn over_default_elasticity<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut all = default_elasticity();
    all.extend(BTreeMap::deserialize(deserializer)?);
    Ok(all)
}
