use serde::{Deserialize, Serialize};

use super::{SegmentDefinition, SourceFit, confidence, source_fits};
use crate::features::Evidence;

/// How a member came into a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Origin {
    /// The first rule that matches.
    Rule,
    /// No rule matches; this segment is nearest.
    Nearest,
    /// A person said so.
    Override,
}

/// How firmly a member stands in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Standing {
    /// Confidence 85 or more.
    Assigned,
    /// Confidence 65 to 84, or the nearest segment only: a person should look.
    Review,
    /// Confidence below 65: provisional until a person confirms or overrides.
    NeedsReview,
    /// A person said so.
    Confirmed,
}

/// A member's segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// Its index in the settings' table.
    pub segment: usize,
    /// How it came about.
    pub origin: Origin,
    /// 0 to 100.
    pub confidence: u8,
    /// What each source says.
    pub sources: Vec<SourceFit>,
}

impl Assigned {
    /// How firmly the member stands in it.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        match (self.origin, self.confidence) {
            (Origin::Override, _) => Standing::Confirmed,
            (_, 0..65) => Standing::NeedsReview,
            (Origin::Nearest, _) | (_, 65..85) => Standing::Review,
            _ => Standing::Assigned,
        }
    }

    /// Whether a person should look.
    #[must_use]
    pub const fn needs_review(&self) -> bool {
        matches!(self.standing(), Standing::Review | Standing::NeedsReview)
    }

    /// The confidence that `evidence` gives to a segment someone else chose.
    #[must_use]
    pub fn by_override(segments: &[SegmentDefinition], segment: usize, evidence: &Evidence<'_>) -> Self {
        let sources = source_fits(&segments[segment], evidence);
        Self {
            segment,
            origin: Origin::Override,
            confidence: confidence(&sources),
            sources,
        }
    }
}

/// The first segment whose rule matches, else the one with the most confidence; earlier entries win ties.
///
/// A rule matches when none of its required signs is known not to hold and at least one is known to hold.
/// `segments` must not be empty.
#[must_use]
pub fn assign(segments: &[SegmentDefinition], evidence: &Evidence<'_>) -> Assigned {
    let assigned = |segment: usize, origin: Origin, sources: Vec<SourceFit>| Assigned {
        segment,
        origin,
        confidence: confidence(&sources),
        sources,
    };
    if let Some(segment) = segments.iter().position(|segment| matches(segment, evidence)) {
        return assigned(segment, Origin::Rule, source_fits(&segments[segment], evidence));
    }
    let score = |sources: &[SourceFit]| {
        sources
            .iter()
            .map(|source| source.weight * source.fit)
            .sum::<f64>()
    };
    let mut nearest = (0, source_fits(&segments[0], evidence));
    for (index, segment) in segments.iter().enumerate().skip(1) {
        let sources = source_fits(segment, evidence);
        if score(&sources) > score(&nearest.1) {
            nearest = (index, sources);
        }
    }
    assigned(nearest.0, Origin::Nearest, nearest.1)
}

fn matches(segment: &SegmentDefinition, evidence: &Evidence<'_>) -> bool {
    let mut any_holds = false;
    for sign in segment.signs.iter().filter(|sign| sign.required) {
        match sign.holds(evidence) {
            Some(true) => any_holds = true,
            Some(false) => return false,
            None => {}
        }
    }
    any_holds
}
