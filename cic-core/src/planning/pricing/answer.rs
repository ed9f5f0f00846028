use serde::{Deserialize, Serialize};

use crate::domain::DayOfWeek;
use crate::settings::PricingPolicy;

/// A request for the week's prices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PricingRequest {
    /// Which price to recommend; the one of the settings when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<PricingPolicy>,
}

/// Prices of a court-hour for the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pricing {
    /// The version of the engine that answered.
    pub engine_version: String,
    /// The instant up to which knowledge counts, club-local.
    pub as_of: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The policy that recommends.
    pub policy: PricingPolicy,
    /// Days of court use behind the figures.
    pub days_observed: u32,
    /// Recommended prices, Monday first, 24 hours each; `null` where the club is closed.
    pub prices: Vec<Vec<Option<f64>>>,
    /// Every open hour with its reasons, Monday first.
    pub hours: Vec<HourPrice>,
    /// Expected revenue of a week at current prices.
    pub expected_revenue_at_current: f64,
    /// Expected revenue of a week at recommended prices.
    pub expected_revenue_at_recommended: f64,
    /// How demand answers to prices, by segment.
    pub elasticities: Vec<SegmentElasticity>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
}

/// The price of one hour of the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourPrice {
    /// The day.
    pub weekday: DayOfWeek,
    /// The hour, 0 to 23, club-local.
    pub hour: u8,
    /// Court-hours taken / court-hours open, 0 to 1.
    pub utilisation: f64,
    /// Court-hours open over the window.
    pub open_court_hours: f64,
    /// Court-hours taken over the window.
    pub taken_court_hours: f64,
    /// Parties that played over the window.
    pub parties: u32,
    /// Courts wanted a week, those that found no court included.
    pub expected_demand: f64,
    /// What it costs now: the approved price, else the base price.
    pub current_price: f64,
    /// Whether the current price was approved by a person.
    pub is_approved: bool,
    /// The price by how full the hour is.
    pub tier_price: f64,
    /// The price that is expected to bring most, less the value lost with those whom it turns away.
    pub best_price: f64,
    /// The recommended one of the two.
    pub price: f64,
    /// Expected revenue of the hour, a week, at the current price.
    pub expected_revenue_at_current: f64,
    /// Expected revenue of the hour, a week, at the recommended price.
    pub expected_revenue_at_recommended: f64,
    /// Value expected to be lost a week, at the recommended price, with those who find the hour full or too dear.
    pub expected_value_turned_away: f64,
    /// Whether too little was seen to move far from the base price.
    pub is_thin: bool,
    /// Why the price is what it is.
    pub reason: String,
}

/// How a segment answers to prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentElasticity {
    /// Segment id; `other` is guests and the club's own programme.
    pub segment: String,
    /// Change of demand in % when the price rises by 1 %.
    pub elasticity: f64,
    /// Value lost with one who is turned away, currency units.
    pub value_of_turning_away: f64,
}
