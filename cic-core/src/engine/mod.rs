//! Club, features, segments and values as of one instant; every question is a method.
//!
//! An [`Engine`] is immutable and identified by its `version`, a hash of its inputs. What people decide
//! (segment overrides) lies over it and needs no refit: [`Engine::with_overrides`].

mod assignment;
mod coverage;
mod decision;
mod location;
mod member;
mod members;
mod risk;
mod segments;

use std::sync::Arc;

use crate::domain::{Instant, SegmentOverride};
use crate::error::Result;
use crate::{Club, Settings};

pub use crate::event_decision::{DecideEventRequest, EventDecision};
pub use assignment::Assignment;
pub use coverage::Coverage;
pub use location::{
    CellFeature, CellGeometry, CellProperties, MapProperties, MemberLocations, MemberLocationsRequest,
};
pub use member::{MemberFeatures, MemberProfile, MemberValue, SegmentFit};
pub use members::{MemberSummary, MembersRequest};
pub use risk::{MemberAtRisk, MembersAtRiskRequest};
pub use segments::SegmentSummary;

/// Everything fitted on one club as of one instant.
#[derive(Debug, Clone)]
pub struct Engine {}

impl Engine {
    /// Fits everything on what was known of `club` at `as_of`.
    pub fn fit(_club: &Arc<Club>, _settings: &Settings, _as_of: Instant) -> Result<Self> {
        todo!()
    }

    /// Hash of the inputs: the same version gives the same answers.
    #[must_use]
    pub fn version(&self) -> &str {
        todo!()
    }

    /// The instant up to which knowledge counts.
    #[must_use]
    pub fn as_of(&self) -> Instant {
        todo!()
    }

    /// The settings it was fitted with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        todo!()
    }

    /// The same engine under people's overrides; an override of an unknown member or segment has no effect.
    #[must_use]
    pub fn with_overrides(&self, _overrides: &[SegmentOverride]) -> Self {
        todo!()
    }
}
