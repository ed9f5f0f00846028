//! Questions about many members whose answers are columns: one table that the bindings read.

use serde::{Deserialize, Serialize};

use super::operation::read;
use super::{Engine, MembersAtRiskRequest, MembersRequest};
use crate::columns::Columns;
use crate::error::{Error, Result};
use crate::features::{Behaviour, Evidence};

/// Whose features.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FeaturesRequest {
    /// Only this segment.
    pub segment: Option<String>,
    /// Whether members who left and visitors who stayed away are there too.
    pub everyone: bool,
}

/// A question whose answer is columns.
pub struct TableQuestion {
    /// The method's name in Python; Node says it in camel case.
    pub name: &'static str,
    answer: fn(&Engine, &[u8]) -> Result<Columns>,
}

/// Every question whose answer is columns. A new one is one entry here.
pub const TABLES: &[TableQuestion] = &[
    TableQuestion {
        name: "members",
        answer: |engine, text| Ok(members(&engine.members(&read::<MembersRequest>(text)?)?)),
    },
    TableQuestion {
        name: "members_at_risk",
        answer: |engine, text| {
            Ok(at_risk(
                &engine.members_at_risk(&read::<MembersAtRiskRequest>(text)?)?,
            ))
        },
    },
    TableQuestion {
        name: "features",
        answer: |engine, text| engine.features(&read::<FeaturesRequest>(text)?),
    },
];

impl Engine {
    /// Answers the question called `name` as columns; the request is JSON text.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub fn ask_table(&self, name: &str, request: &str) -> Result<Columns> {
        let question = TABLES.iter().find(|question| question.name == name);
        let question = question.ok_or_else(|| Error::NotFound {
            what: "table",
            id: name.to_owned(),
        })?;
        self.stop.check()?;
        (question.answer)(self, request.as_bytes())
    }

    /// Behaviour, segment and value of every member as columns, by id.
    ///
    /// Shares are 0 to 1 and have no value without visits to share; spend and value are in currency units.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown segment.
    pub fn features(&self, request: &FeaturesRequest) -> Result<Columns> {
        let wanted = request
            .segment
            .as_deref()
            .map(|id| self.find_segment(id))
            .transpose()?;
        let everyone: Vec<usize> = if request.everyone {
            (0..self.fitted.behaviours.len()).collect()
        } else {
            self.listed().collect()
        };
        let members: Vec<usize> = everyone
            .into_iter()
            .filter(|&member| wanted.is_none_or(|segment| self.segment_of(member) == segment))
            .collect();
        let people = || members.iter().map(|&member| &self.fitted.club.people()[member]);
        let seen = |of: fn(&Behaviour) -> Option<f64>| {
            members
                .iter()
                .map(move |&member| of(&self.fitted.behaviours[member]))
        };
        let told = |of: fn(&Evidence<'_>) -> Option<f64>| {
            members.iter().map(move |&member| of(&self.evidence(member)))
        };
        let segments = &self.fitted.settings.segments;
        let behaviours = || members.iter().map(|&member| &self.fitted.behaviours[member]);
        Ok(Columns::default()
            .with("id", people().map(|person| person.member.id.as_str()))
            .with("name", people().map(|person| person.member.name.as_str()))
            .with("status", people().map(|person| person.member.status.as_str()))
            .with(
                "segment",
                members
                    .iter()
                    .map(|&member| segments[self.segment_of(member)].id.as_str()),
            )
            .with(
                "confidence",
                members.iter().map(|&member| self.confidence(member)),
            )
            .with(
                "needs_review",
                members.iter().map(|&member| self.is_to_review(member)),
            )
            .with("ltv", members.iter().map(|&member| self.ltv(member).units()))
            .with("at_risk", members.iter().map(|&member| self.is_at_risk(member)))
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
                members
                    .iter()
                    .map(|&member| Some(self.evidence(member).motivation()?.as_str())),
            )
            .with_some(
                "company_size",
                told(|evidence| evidence.company_size().map(f64::from)),
            )
            .with_some("miles_from_club", told(|evidence| evidence.home?.miles_from_club)))
    }

    fn confidence(&self, member: usize) -> u8 {
        if self.overrides.contains_key(&member) {
            return self.assigned(member).confidence;
        }
        self.fitted.assigned[member].confidence
    }

    fn is_to_review(&self, member: usize) -> bool {
        !self.overrides.contains_key(&member) && self.fitted.assigned[member].needs_review()
    }
}

fn members(rows: &[super::MemberSummary]) -> Columns {
    Columns::default()
        .with("id", rows.iter().map(|row| row.id.as_str()))
        .with("name", rows.iter().map(|row| row.name.as_str()))
        .with_some("employer", rows.iter().map(|row| row.employer.as_deref()))
        .with("segment", rows.iter().map(|row| row.segment.as_str()))
        .with("confidence", rows.iter().map(|row| row.confidence))
        .with("ltv", rows.iter().map(|row| row.ltv))
        .with("visits_per_week", rows.iter().map(|row| row.visits_per_week))
        .with_some(
            "days_since_last_visit",
            rows.iter().map(|row| row.days_since_last_visit),
        )
}

fn at_risk(rows: &[super::MemberAtRisk]) -> Columns {
    Columns::default()
        .with("id", rows.iter().map(|row| row.id.as_str()))
        .with("name", rows.iter().map(|row| row.name.as_str()))
        .with("segment", rows.iter().map(|row| row.segment.as_str()))
        .with(
            "days_since_last_visit",
            rows.iter().map(|row| row.days_since_last_visit),
        )
        .with("usual_gap_days", rows.iter().map(|row| row.usual_gap_days))
        .with("ltv", rows.iter().map(|row| row.ltv))
}
