//! Club, features, segments and values as of one instant; every question is a method.
//!
//! An [`Engine`] is immutable and identified by its `version`, a hash of its inputs. What people decide
//! (segment overrides) lies over it and needs no refit: [`Engine::with_overrides`].

mod allocation;
mod amenity_roi;
mod assignment;
mod backtest;
mod churn;
mod churn_words;
mod clusters;
mod coverage;
mod decision;
mod features;
mod fit;
mod growth;
mod location;
mod member;
mod members;
mod models;
mod observed;
mod operation;
mod planning;
mod pricing;
mod risk;
mod segments;
mod tables;
mod valuation;
mod value_doubt;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::domain::{ApprovedPrice, Instant, Money, SegmentOverride};
use crate::event_decision::{Commitments, EventModel, Stretch};
use crate::features::Evidence;
use crate::segmentation::Assigned;
use crate::{Club, Settings, Stop};
use fit::Fitted;

pub use crate::event_decision::{
    Alternative, Commitment, DecideEventRequest, DemandCheck, DisplacedMember, EventDecision, Heatmap,
    HeatmapRequest, HeatmapStart, Recommendation,
};
pub use crate::planning::{
    AddedMembers, Allocation, AllocationRequest, Amenity, AmenityReturn, AmenityRoi, AmenityRoiRequest,
    Flexibility, Growth, GrowthOutcome, GrowthRequest, HourAllocation, HourPrice, Interest,
    PriceApprovalRequest, PriceOfHour, Pricing, PricingRequest, Protection, Quota, SegmentElasticity,
    SegmentGrowth, SegmentService,
};
pub use assignment::Assignment;
pub use backtest::{Backtest, BacktestEvent, BacktestRequest};
pub use churn::{ChurnReason, MemberChurn};
pub use clusters::{Cluster, ClusterCentre, Clusters, ClustersRequest};
pub use coverage::Coverage;
pub use features::FeaturesRequest;
pub use location::{
    CellFeature, CellGeometry, CellProperties, MapProperties, MemberLocations, MemberLocationsRequest,
};
pub use member::{MemberFeatures, MemberProfile, MemberValue, SegmentFit, ValueInterval};
pub use members::{MemberSummary, MembersRequest};
pub use models::{ChurnReport, Coefficient, DropInReport, DropIns, Models, ModelsReport, Parameter};
pub use observed::Observed;
pub use operation::{OPERATIONS, Operation};
pub use risk::{MemberAtRisk, MembersAtRiskRequest};
pub use segments::SegmentSummary;
pub use tables::{TABLES, TableQuestion};

/// Everything fitted on one club as of one instant. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Engine {
    observed: Arc<Observed>,
    fitted: Arc<Fitted>,
    event_model: Arc<EventModel>,
    /// By member index: the override's segment index and the override.
    overrides: Arc<BTreeMap<usize, (usize, SegmentOverride)>>,
    /// What people decided on prices.
    approved_prices: Arc<Vec<ApprovedPrice>>,
    /// Events taken since the club was read.
    commitments: Arc<Commitments>,
    /// Ends long questions early.
    stop: Stop,
    /// The days ahead under those commitments, once a question has looked at them.
    ahead: Arc<OnceLock<Stretch>>,
}

impl Engine {
    /// Hash of the inputs: the same version gives the same answers.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.observed.version
    }

    /// The instant up to which knowledge counts.
    #[must_use]
    pub fn as_of(&self) -> Instant {
        self.observed.as_of
    }

    /// [`Engine::as_of`] on the club's clocks, with its offset.
    #[must_use]
    pub fn as_of_text(&self) -> String {
        let zone = self.observed.settings.venue.time_zone;
        self.as_of().with_timezone(&zone).to_rfc3339()
    }

    /// The settings it was fitted with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.observed.settings
    }

    /// The club as it was known at [`Engine::as_of`].
    #[must_use]
    pub fn club(&self) -> &Arc<Club> {
        &self.observed.club
    }

    /// The same engine under people's overrides; one of an unknown member or
    /// segment has no effect.
    #[must_use]
    pub fn with_overrides(&self, overrides: &[SegmentOverride]) -> Self {
        let found = overrides.iter().filter_map(|decided| {
            let member = self.observed.club.find(&decided.member_id)?;
            let segment = self
                .observed
                .settings
                .segments
                .iter()
                .position(|known| known.id == decided.segment_id)?;
            Some((member, (segment, decided.clone())))
        });
        Self {
            overrides: Arc::new(found.collect()),
            ..self.clone()
        }
    }

    /// The same engine, whose long questions end early once `stop` is raised: those that are fallible, and every one
    /// that is asked by name, then fail with [`crate::Error::Stopped`].
    #[must_use]
    pub fn with_stop(&self, stop: &Stop) -> Self {
        Self {
            stop: stop.clone(),
            ..self.clone()
        }
    }

    /// The segment index of a member, overrides included.
    fn segment_of(&self, member: usize) -> usize {
        self.overrides
            .get(&member)
            .map_or(self.observed.assigned[member].segment, |&(segment, _)| segment)
    }

    /// The segment of a member with its confidence, overrides included.
    fn assigned(&self, member: usize) -> Assigned {
        match self.overrides.get(&member) {
            None => self.observed.assigned[member].clone(),
            Some(&(segment, _)) => {
                Assigned::by_override(&self.observed.settings.segments, segment, &self.evidence(member))
            }
        }
    }

    fn evidence(&self, member: usize) -> Evidence<'_> {
        self.observed.evidence(member)
    }

    /// A member's value: the fitted one, or by the plain rule that of the segment.
    fn ltv(&self, member: usize) -> Money {
        self.fitted.ltv(member, self.segment_of(member))
    }

    /// Indexes of the members that lists, counts and averages hold, by id.
    fn listed(&self) -> impl Iterator<Item = usize> + '_ {
        self.observed.listed.iter().copied()
    }

    fn find_segment(&self, id: &str) -> crate::Result<usize> {
        self.observed.find_segment(id)
    }

    /// Listed members, of one segment if one is named.
    fn listed_in(&self, segment: Option<&str>) -> crate::Result<impl Iterator<Item = usize> + '_> {
        let wanted = segment.map(|id| self.find_segment(id)).transpose()?;
        Ok(self
            .listed()
            .filter(move |&member| wanted.is_none_or(|segment| self.segment_of(member) == segment)))
    }

    fn employer(&self, member: usize) -> Option<&str> {
        let person = &self.observed.club.people()[member];
        let enriched = person
            .enrichments
            .iter()
            .rev()
            .find_map(|row| row.employer.as_deref());
        enriched.or(person.connector_company.as_deref())
    }

    fn is_at_risk(&self, member: usize) -> bool {
        self.observed.is_at_risk(member)
    }
}
