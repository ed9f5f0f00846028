use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::features::Feature;

/// One observable sign of a segment: a feature and the values that speak for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What is looked at.
    pub feature: Feature,
    /// Holds from this value on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Holds below this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// Holds for these words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// A required sign that is known not to hold keeps the rule from matching; the others only lend confidence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// A segment and its signs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentDefinition {
    /// `corporate_power_user`.
    pub id: String,
    /// `Corporate Power User`.
    pub display_name: String,
    /// One sentence for the owner.
    #[serde(default)]
    pub description: String,
    /// What speaks for it.
    #[serde(rename = "sign")]
    pub signs: Vec<Sign>,
}

impl SegmentDefinition {
    pub(crate) fn check(&self, faults: &mut Vec<Fault>) {
        let field = |key: &str| format!("segment.{}.{key}", self.id);
        let id_is_plain = !self.id.is_empty()
            && self.id.chars().all(|character| {
                character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_'
            });
        if !id_is_plain {
            faults.push(Fault::new(field("id"), "use lower-case letters, digits and _"));
        }
        if !self.signs.iter().any(|sign| sign.required) {
            faults.push(Fault::new(field("sign"), "at least one sign must be required"));
        }
        for sign in &self.signs {
            if sign.at_least.is_none() && sign.below.is_none() && sign.is.is_empty() {
                faults.push(Fault::new(field("sign"), "a sign needs at_least, below or is"));
            }
            let numbers_are_finite = sign
                .at_least
                .iter()
                .chain(&sign.below)
                .all(|bound| bound.is_finite());
            if !numbers_are_finite {
                faults.push(Fault::new(field("sign"), "at_least and below must be finite"));
            }
        }
    }
}

/// The segment table a club starts with; the README prints it.
#[must_use]
pub fn default_segments() -> Vec<SegmentDefinition> {
    #[derive(Deserialize)]
    struct Table {
        segment: Vec<SegmentDefinition>,
    }
    let table: Table =
        toml::from_str(include_str!("default_segments.toml")).expect("a test reads the default table");
    table.segment
}
