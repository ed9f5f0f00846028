//! Questions about many members whose answers are columns: one table that the bindings read.

use super::operation::read;
use super::{Engine, FeaturesRequest, MembersAtRiskRequest, MembersRequest};
use crate::columns::Columns;
use crate::error::{Error, Result};

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
