//! What a club decides about itself: every key has a default, and an unknown key is refused by name.

mod economics;
mod event;
mod import;
mod models;
mod planning;
mod pricing;
mod privacy;
mod venue;

use serde::{Deserialize, Serialize};

use crate::domain::{Plan, Venue};
use crate::error::{Error, Fault, Result};
use crate::segmentation::SegmentDefinition;

pub use economics::{ColdStart, Economics};
pub use event::{EventPolicy, EventSettings, ObservedOutcomes, Recapture, UpliftScale};
pub use import::{DateOrder, ImportSettings};
pub use models::ModelSettings;
pub use planning::{AmenitySettings, PlanningSettings};
pub use pricing::{PriceTier, PricingPolicy, PricingSettings};
pub use privacy::Privacy;

/// All settings of one club.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Zone, courts, opening hours.
    pub venue: Venue,
    /// Margins, discounting, cold-start values.
    pub economics: Economics,
    /// How event requests are judged.
    pub event: EventSettings,
    /// What a court-hour costs.
    pub pricing: PricingSettings,
    /// How plans read the past, and what they call good enough.
    pub planning: PlanningSettings,
    /// What the map may show.
    pub privacy: Privacy,
    /// How files are read.
    pub import: ImportSettings,
    /// How models are fitted.
    pub models: ModelSettings,
    /// What members pay for.
    #[serde(rename = "plan")]
    pub plans: Vec<Plan>,
    /// The segment table, first match wins.
    #[serde(rename = "segment")]
    pub segments: Vec<SegmentDefinition>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            venue: Venue::default(),
            economics: Economics::default(),
            event: EventSettings::default(),
            pricing: PricingSettings::default(),
            planning: PlanningSettings::default(),
            privacy: Privacy::default(),
            import: ImportSettings::default(),
            models: ModelSettings::default(),
            plans: Vec::new(),
            segments: crate::segmentation::default_segments(),
        }
    }
}

impl Settings {
    /// Reads a TOML file's text; faults name the key.
    ///
    /// ```
    /// let settings = cic_core::Settings::from_toml("[venue]\ncourts = 4").unwrap();
    /// assert_eq!(settings.venue.courts.len(), 4);
    /// ```
    pub fn from_toml(text: &str) -> Result<Self> {
        let settings: Self = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Error::invalid(format!("settings line {line}"), error.message().to_owned())
        })?;
        settings.validated()
    }

    /// Reads the JSON form that [`Settings::to_json`] writes.
    pub fn from_json(text: &str) -> Result<Self> {
        let settings: Self =
            serde_json::from_str(text).map_err(|error| Error::invalid("settings", error.to_string()))?;
        settings.validated()
    }

    /// The JSON form, the same bytes for the same settings.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_text(self)
    }

    /// These settings, or every fault in them.
    pub fn validated(self) -> Result<Self> {
        let mut faults = Vec::new();
        self.economics.check(&mut faults);
        self.event.check(&mut faults);
        self.pricing.check(&mut faults);
        self.planning.check(&mut faults);
        self.privacy.check(&mut faults);
        self.check_segments(&mut faults);
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(Error::Invalid(faults))
        }
    }

    fn check_segments(&self, faults: &mut Vec<Fault>) {
        if self.segments.is_empty() {
            faults.push(Fault::new("segment", "at least one segment is needed"));
        }
        for (index, segment) in self.segments.iter().enumerate() {
            if self.segments[..index]
                .iter()
                .any(|earlier| earlier.id == segment.id)
            {
                faults.push(Fault::new(
                    format!("segment.{}", segment.id),
                    "the id is used twice",
                ));
            }
            if !self.economics.cold_start.contains_key(&segment.id) {
                faults.push(Fault::new(
                    format!("economics.cold_start.{}", segment.id),
                    "the segment needs monthly, margin, tenure_months and acquisition_cost",
                ));
            }
            if !self.event.uplift.contains_key(&segment.id) {
                faults.push(Fault::new(
                    format!("event.uplift.{}", segment.id),
                    "the segment needs the rise in churn probability after a displacement, 0 to 1",
                ));
            }
            segment.check(faults);
        }
    }
}

/// Faults unless `value` lies in `low..=high`.
fn check_range(faults: &mut Vec<Fault>, field: &str, value: f64, low: f64, high: f64) {
    if !(low..=high).contains(&value) {
        faults.push(Fault::new(
            field,
            format!("{value} is not between {low} and {high}"),
        ));
    }
}
