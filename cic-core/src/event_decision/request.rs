use serde::{Deserialize, Serialize};

/// A request for courts.
///
/// ```
/// use cic_core::event_decision::DecideEventRequest;
/// let text = r#"{"revenue": 500, "dateTime": "2026-02-19T19:00:00-06:00", "courts": 4}"#;
/// let request: DecideEventRequest = serde_json::from_str(text).unwrap();
/// assert_eq!(request, DecideEventRequest::new(500.0, "2026-02-19T19:00:00-06:00", 4));
/// assert_eq!(request.duration_minutes, 120);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideEventRequest {
    /// What the client offers, currency units, 0 to 10,000,000.
    pub revenue: f64,
    /// Start: RFC 3339 with an offset, or club-local time without one.
    pub date_time: String,
    /// How many courts.
    pub courts: u32,
    /// How long, minutes; a multiple of the venue's slot.
    #[serde(default = "two_hours")]
    pub duration_minutes: u32,
    /// Exactly these courts, instead of the cheapest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_ids: Option<Vec<u16>>,
    /// How many people come; fewer courts are offered only while they still seat them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    /// What each of them spends beside the courts, currency units; its margin counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ancillary_per_head: Option<f64>,
    /// What holding the event costs, currency units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variable_cost: Option<f64>,
    /// What is kept when the client calls the event off, currency units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit_kept: Option<f64>,
    /// Probability that the client calls the event off after the courts were kept, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wash_probability: Option<f64>,
    /// What the client is worth beyond this event, currency units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub future_value: Option<f64>,
}

impl DecideEventRequest {
    /// Two hours on `courts` courts from `date_time` for `revenue`; nothing else is known.
    #[must_use]
    pub fn new(revenue: f64, date_time: impl Into<String>, courts: u32) -> Self {
        Self {
            revenue,
            date_time: date_time.into(),
            courts,
            duration_minutes: two_hours(),
            court_ids: None,
            headcount: None,
            ancillary_per_head: None,
            variable_cost: None,
            deposit_kept: None,
            wash_probability: None,
            future_value: None,
        }
    }
}

const fn two_hours() -> u32 {
    120
}
