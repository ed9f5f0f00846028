use serde::{Deserialize, Serialize};

/// A request to compare amenities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AmenityRoiRequest {
    /// What could be built, 1 to 100 of them.
    pub amenities: Vec<Amenity>,
    /// Discount rate a year, 0 to 10; the one of the settings when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_discount_rate: Option<f64>,
    /// Months over which the net present value looks, 1 to 600; the settings' horizon when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_months: Option<u32>,
}

/// Something that could be built.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Amenity {
    /// What it is called.
    pub name: String,
    /// Outlay, currency units, 0 to 1,000,000,000.
    pub setup_cost: f64,
    /// Revenue a month, currency units, 0 to 1,000,000,000.
    pub monthly_revenue: f64,
    /// Running cost a month, currency units, 0 to 1,000,000,000.
    pub monthly_cost: f64,
    /// The survey question that asked for interest in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey_question: Option<String>,
    /// Answers counted elsewhere, instead of a survey question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Interest>,
}

/// How many said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interest {
    /// Very interested.
    pub very: u32,
    /// Somewhat interested.
    pub somewhat: u32,
    /// Not interested.
    pub not: u32,
}

/// Amenities compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AmenityRoi {
    /// The version of the engine that answered.
    pub engine_version: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Discount rate a year.
    pub annual_discount_rate: f64,
    /// Months over which the net present value looks.
    pub horizon_months: u32,
    /// The best score first; of equal ones by the order asked.
    pub amenities: Vec<AmenityReturn>,
    /// What the figures rest on, each in a sentence.
    pub assumptions: Vec<String>,
}

/// What an amenity returns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AmenityReturn {
    /// What it is called.
    pub name: String,
    /// 1 for the best score.
    pub rank: u32,
    /// 0 to 100: quick payback, high return, interest.
    pub score: f64,
    /// Revenue less running cost, a month.
    pub monthly_net: f64,
    /// Outlay / monthly net; `null` when it never pays back.
    pub payback_months: Option<f64>,
    /// Twelve months' net / outlay, as a share: 1.056 is 105.6 %; `null` without an outlay.
    pub annual_roi: Option<f64>,
    /// Net present value over the horizon, net at the end of each month.
    pub net_present_value: f64,
    /// How many said what; `null` when nobody was asked.
    pub interest: Option<Interest>,
    /// Share of those asked who are expected to use it, 0 to 1; `null` when nobody was asked.
    pub expected_uptake: Option<f64>,
    /// Share of 125 shifts of the three weights under which its rank stays.
    pub rank_stability: f64,
    /// The best rank under any of them.
    pub best_rank: u32,
    /// The worst rank under any of them.
    pub worst_rank: u32,
}
