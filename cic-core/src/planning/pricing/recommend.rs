use std::collections::BTreeMap;

use super::answer::{HourPrice, Pricing, PricingRequest, SegmentElasticity};
use super::hour_price::price_hour;
use crate::domain::ApprovedPrice;
use crate::planning::court_use::CourtUse;
use crate::planning::hour_of_week::HourOfWeek;
use crate::planning::rounding::cents;
use crate::planning::situation::Situation;

/// The week's prices; of approvals of one hour the latest counts.
pub(crate) fn recommend(
    situation: &Situation<'_>,
    request: PricingRequest,
    approvals: &[ApprovedPrice],
) -> Pricing {
    let policy = request.policy.unwrap_or(situation.settings.pricing.policy);
    let seen = CourtUse::observe(situation);
    let mut approved = BTreeMap::new();
    for approval in approvals {
        let latest = approved
            .entry((approval.weekday, approval.hour))
            .or_insert(approval);
        if approval.approved_at >= latest.approved_at {
            *latest = approval;
        }
    }
    let price = |hour: HourOfWeek| {
        let seen = &seen.hours[hour.index()];
        let approved = approved.get(&(hour.weekday, hour.hour)).copied();
        seen.is_open()
            .then(|| price_hour(situation, policy, hour, seen, approved))
    };
    let all: Vec<Option<HourPrice>> = HourOfWeek::all().map(price).collect();
    let prices = all.chunks(24).map(|day| {
        day.iter()
            .map(|hour| hour.as_ref().map(|hour| hour.price))
            .collect()
    });
    let prices = prices.collect();
    let hours: Vec<HourPrice> = all.into_iter().flatten().collect();
    let sum = |value: fn(&HourPrice) -> f64| cents(hours.iter().map(value).sum());
    let venue = situation.club.venue();
    Pricing {
        engine_version: situation.engine_version.to_owned(),
        as_of: situation.as_of.with_timezone(&venue.time_zone).to_rfc3339(),
        currency: venue.currency.clone(),
        policy,
        days_observed: seen.days,
        prices,
        expected_revenue_at_current: sum(|hour| hour.expected_revenue_at_current),
        expected_revenue_at_recommended: sum(|hour| hour.expected_revenue_at_recommended),
        elasticities: elasticities(situation),
        assumptions: assumptions(situation, &seen, &hours),
        hours,
    }
}

fn elasticities(situation: &Situation<'_>) -> Vec<SegmentElasticity> {
    (0..=situation.segments())
        .map(|segment| SegmentElasticity {
            segment: situation.segment_name(segment),
            elasticity: situation
                .settings
                .pricing
                .elasticity_of(situation.segment_id(segment)),
            value_of_turning_away: cents(situation.value_of_turning_away(segment)),
        })
        .collect()
}

fn assumptions(situation: &Situation<'_>, seen: &CourtUse, hours: &[HourPrice]) -> Vec<String> {
    let settings = &situation.settings.pricing;
    let mut said = situation.window_in_words(seen.days, seen.without_court);
    let tiers: Vec<String> = settings
        .tiers
        .iter()
        .map(|tier| format!("{:.0} % x {}", 100.0 * tier.at_least, tier.factor))
        .collect();
    said.push(format!(
        "Tiers of the base price of {}: {}, below that x {}; Saturday and Sunday x {}; then between {} and {}, and \
         last within {} of the current price (club-set)",
        settings.base_price,
        tiers.join(", "),
        settings.lowest_factor,
        settings.weekend_factor,
        settings.min_price,
        settings.max_price,
        settings.max_weekly_change
    ));
    said.push(
        "Expected revenue: every court-hour that is let pays the price; demand has constant elasticity by segment \
         (prior, not learned); courts wanted are Poisson, and full dates hide demand, which is estimated"
            .to_owned(),
    );
    said.push(format!(
        "One who finds the hour full, or too dear at a price above the current one, costs {} of what a displaced \
         booking costs: the segment's uplift of churn x its mean lifetime value (prior)",
        settings.turned_away_share
    ));
    let thin = hours.iter().filter(|hour| hour.is_thin).count();
    if thin > 0 {
        said.push(format!(
            "{thin} of {} open hours were seen too little and are drawn to the base price",
            hours.len()
        ));
    }
    said
}
