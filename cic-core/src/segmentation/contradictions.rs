use serde::{Deserialize, Serialize};

use crate::domain::Motivation;
use crate::features::Evidence;

/// Two things known of a member that do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contradiction {
    /// `convenience_but_far`, `competitive_without_tournament` or `frequent_but_alone`.
    pub code: String,
    /// In words.
    pub message: String,
}

const FAR_MILES: f64 = 5.0;
const FREQUENT_VISITS_A_WEEK: f64 = 3.0;
const MOSTLY: f64 = 0.9;

/// What does not fit together.
#[must_use]
pub fn contradictions(evidence: &Evidence<'_>) -> Vec<Contradiction> {
    let behaviour = evidence.behaviour;
    let motivation = evidence.motivation();
    let mut found = Vec::new();
    let mut add = |code: &str, message: String| {
        found.push(Contradiction {
            code: code.to_owned(),
            message,
        });
    };
    if let Some(miles) = evidence.home.and_then(|home| home.miles_from_club)
        && motivation == Some(Motivation::Convenience)
        && miles >= FAR_MILES
    {
        add(
            "convenience_but_far",
            format!("says it is convenient, but lives {miles:.1} miles away"),
        );
    }
    if motivation == Some(Motivation::Competitive)
        && behaviour.visits > 0
        && behaviour.session_share.is_none_or(|share| share <= 0.0)
        && behaviour.company_events == 0
    {
        let message = "says it is to compete, but has not played a league, clinic or tournament in 52 weeks";
        add("competitive_without_tournament", message.to_owned());
    }
    if behaviour.visits_per_week >= FREQUENT_VISITS_A_WEEK
        && let Some(alone) = behaviour.alone_share
        && alone >= MOSTLY
    {
        let visits = behaviour.visits_per_week;
        add(
            "frequent_but_alone",
            format!(
                "comes {visits:.1} times a week, but {:.0} % of it alone",
                alone * 100.0
            ),
        );
    }
    found
}
