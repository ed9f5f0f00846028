use std::collections::BTreeMap;
use std::sync::Arc;

use super::Engine;
use super::fit::Fitted;
use super::valuation::Method;
use crate::domain::{MemberStatus, SegmentOverride};
use crate::error::Result;
use crate::event_decision::{
    Commitment, Commitments, DecideEventRequest, DemandCheck, DemandModel, EventDecision, EventModel,
    EventOutcome, Heatmap, HeatmapRequest, Situation, Stake, decide, heatmap, outcome,
};

impl Engine {
    /// Whether an event is worth the courts it takes.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn decide_event(&self, request: &DecideEventRequest) -> Result<EventDecision> {
        self.in_situation(|situation| decide(situation, request))
    }

    /// What an event would cost at each hour of a week.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn heatmap(&self, request: &HeatmapRequest) -> Result<Heatmap> {
        self.in_situation(|situation| heatmap(situation, request))
    }

    /// What came of a committed event: who left, beside members like those displaced.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] before the outcome's days have passed, [`crate::Error::Invalid`] for a start that
    /// cannot be read.
    pub fn event_outcome(&self, commitment: &Commitment) -> Result<EventOutcome> {
        self.in_situation(|situation| outcome(situation, commitment, |member| self.segment_of(member)))
    }

    /// The same engine with these events taken: their courts are gone, and those they displaced were displaced.
    ///
    /// One whose times cannot be read has no effect.
    #[must_use]
    pub fn with_commitments(&self, commitments: &[Commitment]) -> Self {
        Self {
            commitments: Arc::new(Commitments::new(&self.observed.club, commitments)),
            ahead: Arc::default(),
            ..self.clone()
        }
    }

    /// How well the demand model forecast the last four weeks, which it had not seen, beside a naive forecast; `None`
    /// with less than twelve weeks of play.
    #[must_use]
    pub fn demand_check(&self) -> Option<DemandCheck> {
        DemandModel::check(&self.observed.club, crate::club::seconds_of(self.observed.as_of)?)
    }

    /// Lets `ask` look at everything that decisions look at.
    pub(super) fn in_situation<T>(&self, ask: impl FnOnce(&Situation<'_>) -> T) -> T {
        ask(&Situation {
            club: &self.observed.club,
            settings: &self.observed.settings,
            as_of: self.observed.as_of,
            engine_version: &self.observed.version,
            overrides: &self.overrides_text(),
            stake_of: &|member| self.fitted.stake(member, self.segment_of(member)),
            model: &self.event_model,
            commitments: &self.commitments,
            ahead: &self.ahead,
        })
    }

    fn overrides_text(&self) -> String {
        let each =
            |(member, (segment, _)): (&usize, &(usize, SegmentOverride))| format!("{member}={segment};");
        self.overrides.iter().map(each).collect()
    }
}

impl Fitted {
    /// What is at stake with an active member of a segment; anyone else is a guest.
    pub(super) fn stake(&self, member: usize, segment: usize) -> Option<Stake> {
        if self.observed.club.people()[member].member.status != MemberStatus::Active {
            return None;
        }
        let ltv = self.ltv(member, segment);
        let outlook = &self.valuation.outlooks[member];
        let usual = self.segment_churn[segment];
        let churn = outlook.year.unwrap_or(usual);
        let segment_churn = match outlook.year {
            Some(_) => self.valuation.segment_year[segment].unwrap_or(churn),
            None => usual,
        };
        let usual_doubt = ltv.units().max(0.0) * self.observed.settings.event.value_uncertainty;
        let ltv_deviation = match outlook.method {
            Method::ColdStart => usual_doubt,
            _ => outlook.worth.variance.sqrt(),
        };
        Some(Stake {
            segment,
            ltv,
            ltv_deviation,
            ltv_doubt: outlook.doubt.unwrap_or(usual_doubt).min(ltv_deviation),
            churn,
            segment_churn,
            is_learned: outlook.method != Method::ColdStart,
        })
    }

    /// Fits what event decisions need, once segments are assigned.
    pub(super) fn event_model(&self) -> EventModel {
        let segment_of = |member: usize| self.observed.assigned[member].segment;
        let stake_of = |member: usize| self.stake(member, segment_of(member));
        EventModel::fit(
            &self.observed.club,
            &self.observed.settings,
            self.observed.as_of,
            segment_of,
            stake_of,
        )
    }
}

/// By segment: the probability to leave within 12 months that the cold-start tenure means.
pub(super) fn segment_churn(settings: &crate::Settings) -> Vec<f64> {
    let cold_start: &BTreeMap<_, _> = &settings.economics.cold_start;
    let leaving = |id: &String| {
        let tenure = cold_start.get(id).map_or(0.0, |segment| segment.tenure_months);
        if tenure > 0.0 {
            1.0 - (-12.0 / tenure).exp()
        } else {
            1.0
        }
    };
    settings
        .segments
        .iter()
        .map(|segment| leaving(&segment.id))
        .collect()
}
