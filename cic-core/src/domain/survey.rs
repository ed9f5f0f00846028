use serde::{Deserialize, Serialize};

use super::Instant;

/// One answer to one question of one survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyResponse {
    /// Who answered.
    pub member_id: String,
    /// Which survey (`onboarding_q1_2026`).
    pub survey_name: String,
    /// Which question (`motivation`).
    pub question: String,
    /// The answer as given.
    pub response: String,
    /// When, if known.
    pub answered_at: Option<Instant>,
}

/// Why a member says they play: the answer to a question named `motivation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Motivation {
    /// To meet people.
    Social,
    /// To win.
    Competitive,
    /// To keep fit.
    Fitness,
    /// Because it is near or easy.
    Convenience,
    /// For business.
    Business,
}

impl Motivation {
    /// The word used in segment tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Social => "social",
            Self::Competitive => "competitive",
            Self::Fitness => "fitness",
            Self::Convenience => "convenience",
            Self::Business => "business",
        }
    }

    /// Reads an answer; `None` when it is none of the known words.
    #[must_use]
    pub fn of_response(response: &str) -> Option<Self> {
        let lower = response.trim().to_lowercase();
        let begins = |stem: &str| lower.starts_with(stem);
        if begins("soci") || begins("friend") || begins("communit") {
            Some(Self::Social)
        } else if begins("compet") || begins("tournament") || begins("ranking") {
            Some(Self::Competitive)
        } else if begins("fit") || begins("health") || begins("exercise") {
            Some(Self::Fitness)
        } else if begins("conven") || begins("locat") || begins("close") {
            Some(Self::Convenience)
        } else if begins("busi") || begins("network") || begins("corporate") || begins("client") {
            Some(Self::Business)
        } else {
            None
        }
    }
}
