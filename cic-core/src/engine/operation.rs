//! Every question as text in and text out: one table that all faces, and the test that holds them together, read.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::{Error, Result};
use crate::json;

/// A question that an [`Engine`] answers.
pub struct Operation {
    /// `decide_event`: the method's name in Rust and Python; Node says `decideEvent`.
    pub name: &'static str,
    /// `POST /yield/event-decision`, under `/api/v1`.
    pub route: &'static str,
    /// One sentence.
    pub summary: &'static str,
    answer: fn(&Engine, &[u8]) -> Result<String>,
}

impl Operation {
    /// The operation of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// Whether an answer can take seconds: faces ask it on threads of its own, and stop it when nobody waits any more.
    #[must_use]
    pub fn takes_long(&self) -> bool {
        matches!(self.name, "backtest" | "clusters" | "growth")
    }

    /// The name in Node and in JSON: `decideEvent`.
    #[must_use]
    pub fn camel_case_name(&self) -> String {
        json::camel_case(self.name)
    }
}

/// A question about the one thing that has this id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ById {
    id: String,
}

/// A question without parameters.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

macro_rules! operations {
    ($($name:literal, $route:literal, $summary:literal, |$engine:ident, $request:ident: $kind:ty| $answer:expr;)*) => {
        /// Every question. A new one is one entry here.
        pub const OPERATIONS: &[Operation] = &[$(Operation {
            name: $name,
            route: $route,
            summary: $summary,
            answer: |$engine, text| {
                let $request: $kind = read(text)?;
                Ok(json::to_text(&$answer))
            },
        }),*];
    };
}

operations! {
    "segments", "GET /segments", "Every segment with its members' number and mean value.",
        |engine, _request: Nothing| engine.segments();
    "segment", "GET /segments/{id}", "One segment.",
        |engine, request: ById| engine.segment(&request.id)?;
    "members", "GET /members", "Members by id, of one segment if one is named.",
        |engine, request: super::MembersRequest| engine.members(&request)?;
    "member", "GET /members/{id}", "All that is known and concluded of one member.",
        |engine, request: ById| engine.member(&request.id)?;
    "members_at_risk", "GET /members-at-risk", "Members who are likely to leave, the most valuable first.",
        |engine, request: super::MembersAtRiskRequest| engine.members_at_risk(&request)?;
    "member_locations", "GET /map/member-locations", "Homes as cells of at least k members.",
        |engine, request: super::MemberLocationsRequest| engine.member_locations(&request)?;
    "coverage", "GET /coverage", "How many members have each source of evidence.",
        |engine, _request: Nothing| engine.coverage();
    "clusters", "GET /clusters", "The groups that behaviour alone shows, beside the rules.",
        |engine, request: super::ClustersRequest| engine.clusters(&request);
    "models", "GET /models", "What is fitted, why, and how good it was on months it had not seen.",
        |engine, _request: Nothing| engine.models();
    "decide_event", "POST /yield/event-decision", "Whether an event is worth the courts it takes.",
        |engine, request: super::DecideEventRequest| engine.decide_event(&request)?;
    "pricing", "GET /yield/pricing", "What a court-hour should cost, hour by hour of the week.",
        |engine, request: super::PricingRequest| engine.pricing(&request);
    "allocation", "POST /yield/allocation", "Who finds a court when some are kept for some segments.",
        |engine, request: super::AllocationRequest| engine.allocation(&request)?;
    "growth", "POST /yield/growth", "How the courts serve more members, in simulated weeks.",
        |engine, request: super::GrowthRequest| engine.growth(&request)?;
    "amenity_roi", "POST /yield/amenity-roi", "Which amenities pay, and how sure their order is.",
        |engine, request: super::AmenityRoiRequest| engine.amenity_roi(&request)?;
    "backtest", "GET /yield/backtest", "The club's past events: what would have been said as of then, and what came of them.",
        |engine, request: super::BacktestRequest| engine.backtest(&request)?;
    "heatmap", "GET /yield/heatmap", "What an event would cost at each hour of a week.",
        |engine, request: super::HeatmapRequest| engine.heatmap(&request)?;
}

/// A question without text is the one with no parameters.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    let text = if text.trim_ascii().is_empty() { b"{}" } else { text };
    Ok(json::from_text(text)?)
}

impl Engine {
    /// Answers the operation called `name`; request and answer are JSON text, the same bytes on every face.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use cic_core::{ClubBuilder, Engine, Settings};
    /// let settings = Settings::default();
    /// let club = Arc::new(ClubBuilder::new(&settings.venue).build()?);
    /// let engine = Engine::fit(&club, &settings, "2026-02-01T00:00:00Z".parse()?)?;
    /// assert!(engine.ask("segments", "{}")?.starts_with(r#"[{"id":"corporate_power_user""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] for an operation that does not exist, [`Error::Invalid`] for a request that cannot be
    /// read, and whatever the operation itself refuses.
    pub fn ask(&self, name: &str, request: &str) -> Result<String> {
        let operation = Operation::find(name).ok_or_else(|| Error::NotFound {
            what: "operation",
            id: name.to_owned(),
        })?;
        self.stop.check()?;
        let answer = (operation.answer)(self, request.as_bytes())?;
        self.stop.check()?;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_route_stands_once() {
        for (index, operation) in OPERATIONS.iter().enumerate() {
            let later = &OPERATIONS[index + 1..];
            assert!(
                later.iter().all(|other| other.name != operation.name),
                "{}",
                operation.name
            );
            assert!(
                later.iter().all(|other| other.route != operation.route),
                "{}",
                operation.route
            );
        }
    }

    #[test]
    fn node_says_the_name_in_camel_case() {
        let operation = Operation::find("decide_event").unwrap();
        assert_eq!(operation.camel_case_name(), "decideEvent");
    }
}
