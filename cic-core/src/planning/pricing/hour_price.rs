use super::answer::HourPrice;
use super::best_price::{PricedDemand, PricedHour};
use super::price_bounds::PriceBounds;
use crate::domain::{ApprovedPrice, Money};
use crate::planning::court_use::HourUse;
use crate::planning::hour_of_week::HourOfWeek;
use crate::planning::rounding::{cents, four_digits};
use crate::planning::situation::Situation;
use crate::planning::unconstrained::unconstrained_mean;
use crate::settings::PricingPolicy;

/// The price of one open hour.
pub(super) fn price_hour(
    situation: &Situation<'_>,
    policy: PricingPolicy,
    hour: HourOfWeek,
    seen: &HourUse,
    approved: Option<&ApprovedPrice>,
) -> HourPrice {
    let settings = &situation.settings.pricing;
    let current = approved.map_or(settings.base_price, |approved| approved.price);
    let bounds = PriceBounds::new(settings, current);
    let base = settings.base_price.units();
    let weeks_weight = match settings.thin_weeks {
        0 => 1.0,
        thin => (seen.dates.len() as f64 / f64::from(thin)).min(1.0),
    };

    let utilisation = seen.utilisation();
    let weekend = if hour.weekday.is_weekend() {
        settings.weekend_factor
    } else {
        1.0
    };
    let by_tier = base * settings.factor_at(utilisation) * weekend;
    let drawn = if weeks_weight < 1.0 {
        bounds.rounded(base + weeks_weight * (by_tier - base))
    } else {
        Money::from_units(by_tier).unwrap_or(settings.base_price)
    };
    let tier_price = bounds.clamp(drawn);

    let priced = priced_hour(situation, seen, current);
    let parties = f64::from(seen.parties);
    let bookings_weight = match parties + settings.thin_bookings {
        none if none <= 0.0 => 0.0,
        all => parties / all,
    };
    let best = priced.best_of(&bounds.grid()).unwrap_or(current).units();
    let weight = weeks_weight * bookings_weight;
    let best_price = bounds.clamp(bounds.rounded(base + weight * (best - base)));

    let price = match policy {
        PricingPolicy::Tiers => tier_price,
        PricingPolicy::ExpectedRevenue => best_price,
    };
    let is_thin = match policy {
        PricingPolicy::Tiers => weeks_weight < 1.0,
        PricingPolicy::ExpectedRevenue => weight < 0.5,
    };
    let share = seen.open_minutes as f64 / 60.0;
    let at_price = priced.outcome(price.units());
    HourPrice {
        weekday: hour.weekday,
        hour: hour.hour,
        utilisation: four_digits(utilisation),
        open_court_hours: cents(seen.usable_court_hours()),
        taken_court_hours: cents(seen.taken_court_hours()),
        parties: seen.parties,
        expected_demand: cents(priced.demand.iter().map(|demand| demand.courts).sum()),
        current_price: current.units(),
        is_approved: approved.is_some(),
        tier_price: tier_price.units(),
        best_price: best_price.units(),
        price: price.units(),
        expected_revenue_at_current: cents(share * priced.outcome(current.units()).revenue),
        expected_revenue_at_recommended: cents(share * at_price.revenue),
        expected_value_turned_away: cents(share * at_price.turned_away),
        is_thin,
        reason: reason(policy, seen, utilisation, is_thin, tier_price != drawn),
    }
}

fn priced_hour(situation: &Situation<'_>, seen: &HourUse, current: Money) -> PricedHour {
    let wanted = unconstrained_mean(&seen.dates);
    let demand = seen
        .segment_shares()
        .into_iter()
        .enumerate()
        .map(|(segment, share)| PricedDemand {
            courts: wanted * share,
            elasticity: situation
                .settings
                .pricing
                .elasticity_of(situation.segment_id(segment)),
            value_of_turning_away: situation.value_of_turning_away(segment),
        });
    PricedHour {
        courts: situation.club.venue().courts.len(),
        current_price: current.units(),
        demand: demand.collect(),
    }
}

fn reason(
    policy: PricingPolicy,
    seen: &HourUse,
    utilisation: f64,
    is_thin: bool,
    is_limited: bool,
) -> String {
    let weeks = seen.dates.len();
    if is_thin {
        return match policy {
            PricingPolicy::Tiers => format!("seen in {weeks} weeks only: drawn to the base price"),
            PricingPolicy::ExpectedRevenue => format!(
                "{} parties in {weeks} weeks are too few to tell: drawn to the base price",
                seen.parties
            ),
        };
    }
    let full = format!("{:.0} % of open court-hours are taken", 100.0 * utilisation);
    match policy {
        PricingPolicy::Tiers if is_limited => {
            format!("{full}; held within the limits of a price and of a week's change")
        }
        PricingPolicy::Tiers => full,
        PricingPolicy::ExpectedRevenue => {
            format!(
                "{full}; of the prices within reach this one is expected to bring most, less the value turned away"
            )
        }
    }
}
