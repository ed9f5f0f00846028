use serde::{Deserialize, Serialize};

use super::operation::read;
use super::{Engine, Observed};
use crate::columns::Columns;
use crate::error::Result;
use crate::features::{Behaviour, Evidence};
use crate::segmentation::Assigned;

/// Whose features.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FeaturesRequest {
    /// Only this segment.
    pub segment: Option<String>,
    /// Whether members who left and visitors who stayed away are there too.
    pub everyone: bool,
}

impl FeaturesRequest {
    /// Reads a request from JSON text.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for text that is no such request.
    pub fn from_json(text: &str) -> Result<Self> {
        read(text.as_bytes())
    }
}

/// A member's segment, and how sure it is.
struct Standing {
    segment: usize,
    confidence: u8,
    needs_review: bool,
}

impl Standing {
    fn of(assigned: &Assigned) -> Self {
        Self {
            segment: assigned.segment,
            confidence: assigned.confidence,
            needs_review: assigned.needs_review(),
        }
    }
}

impl Observed {
    /// Behaviour and segment of every member as columns, by id: those of [`Engine::features`] without the value.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown segment.
    pub fn features(&self, request: &FeaturesRequest) -> Result<Columns> {
        self.columns(request, &|member| Standing::of(&self.assigned[member]), None)
    }

    fn columns(
        &self,
        request: &FeaturesRequest,
        standing: &dyn Fn(usize) -> Standing,
        ltv: Option<&dyn Fn(usize) -> f64>,
    ) -> Result<Columns> {
        let wanted = request
            .segment
            .as_deref()
            .map(|id| self.find_segment(id))
            .transpose()?;
        let everyone: Vec<usize> = if request.everyone {
            (0..self.behaviours.len()).collect()
        } else {
            self.listed.clone()
        };
        let members: Vec<(usize, Standing)> = everyone
            .into_iter()
            .map(|member| (member, standing(member)))
            .filter(|(_, standing)| wanted.is_none_or(|segment| standing.segment == segment))
            .collect();
        let numbers = || members.iter().map(|&(member, _)| member);
        let standings = || members.iter().map(|(_, standing)| standing);
        let people = || numbers().map(|member| &self.club.people()[member]);
        let behaviours = || numbers().map(|member| &self.behaviours[member]);
        let seen = |of: fn(&Behaviour) -> Option<f64>| behaviours().map(of);
        let told =
            |of: fn(&Evidence<'_>) -> Option<f64>| numbers().map(move |member| of(&self.evidence(member)));
        let segments = &self.settings.segments;
        let mut columns = Columns::default()
            .with("id", people().map(|person| person.member.id.as_str()))
            .with("name", people().map(|person| person.member.name.as_str()))
            .with("status", people().map(|person| person.member.status.as_str()))
            .with(
                "segment",
                standings().map(|standing| segments[standing.segment].id.as_str()),
            )
            .with("confidence", standings().map(|standing| standing.confidence))
            .with("needs_review", standings().map(|standing| standing.needs_review));
        if let Some(ltv) = ltv {
            columns = columns.with("ltv", numbers().map(ltv));
        }
        Ok(columns
            .with("at_risk", numbers().map(|member| self.is_at_risk(member)))
            .with("visits", behaviours().map(|seen| seen.visits))
            .with("visits_per_week", behaviours().map(|seen| seen.visits_per_week))
            .with_some(
                "days_since_last_visit",
                behaviours().map(|seen| seen.days_since_last_visit),
            )
            .with_some("usual_gap_days", seen(|seen| seen.usual_gap_days))
            .with_some("visit_gap_variation", seen(|seen| seen.visit_gap_variation))
            .with(
                "spend_90_days",
                behaviours().map(|seen| seen.spend_90_days.units()),
            )
            .with_some("weekday_peak_share", seen(|seen| seen.weekday_peak_share))
            .with_some("off_peak_share", seen(|seen| seen.off_peak_share))
            .with_some("partner_variety", seen(|seen| seen.partner_variety))
            .with_some("session_share", seen(|seen| seen.session_share))
            .with_some("alone_share", seen(|seen| seen.alone_share))
            .with_some("mean_stay_minutes", seen(|seen| seen.mean_stay_minutes))
            .with("company_events", behaviours().map(|seen| seen.company_events))
            .with_some(
                "motivation",
                numbers().map(|member| Some(self.evidence(member).motivation()?.as_str())),
            )
            .with_some(
                "company_size",
                told(|evidence| evidence.company_size().map(f64::from)),
            )
            .with_some("miles_from_club", told(|evidence| evidence.home?.miles_from_club)))
    }
}

impl Engine {
    /// Behaviour, segment and value of every member as columns, by id.
    ///
    /// Shares are 0 to 1 and have no value without visits to share; spend and value are in currency units.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown segment.
    pub fn features(&self, request: &FeaturesRequest) -> Result<Columns> {
        let standing = |member: usize| match self.overrides.get(&member) {
            None => Standing::of(&self.observed.assigned[member]),
            Some(&(segment, _)) => Standing {
                segment,
                confidence: self.assigned(member).confidence,
                needs_review: false,
            },
        };
        let ltv = |member: usize| self.ltv(member).units();
        self.observed.columns(request, &standing, Some(&ltv))
    }
}
