use crate::domain::{Enrichment, Instant, Member, SurveyResponse, VisitCount};

/// A member and everything known of them beside their bookings.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The member's row.
    pub member: Member,
    /// The first trace of them: joining, or the first booking if that is earlier.
    pub known_since: Instant,
    /// What providers said, the latest last.
    pub enrichments: Vec<Enrichment>,
    /// Survey answers, by survey and question.
    pub surveys: Vec<SurveyResponse>,
    /// Months' visits as numbers, the latest last.
    pub visit_counts: Vec<VisitCount>,
    /// The company for which the club lists the member as connector.
    pub connector_company: Option<String>,
}

impl Person {
    pub(super) fn new(member: Member) -> Self {
        let joined = Some(member.joined_at).filter(|&joined| joined != Member::UNKNOWN_JOINING);
        let known_since = joined.unwrap_or(Instant::MAX_UTC);
        Self {
            member,
            known_since,
            enrichments: Vec::new(),
            surveys: Vec::new(),
            visit_counts: Vec::new(),
            connector_company: None,
        }
    }

    /// Puts what came in any order into one order.
    pub(super) fn settle(&mut self) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        self.enrichments
            .sort_by_cached_key(|row| (row.last_enriched, text(&row.employer), text(&row.title)));
        self.surveys.sort_by(|one, other| {
            let key = |row: &SurveyResponse| (row.survey_name.clone(), row.question.clone(), row.answered_at);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.response.cmp(&other.response))
        });
        self.visit_counts
            .sort_by_key(|row| (row.recorded_at, row.visits_last_month));
    }

    /// What a provider said last.
    #[must_use]
    pub fn enrichment(&self) -> Option<&Enrichment> {
        self.enrichments.last()
    }

    /// The latest month's visits as a number.
    #[must_use]
    pub fn visit_count(&self) -> Option<&VisitCount> {
        self.visit_counts.last()
    }

    /// The latest answer to a question of this name (without regard to case), in any survey.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&str> {
        self.surveys
            .iter()
            .filter(|survey| survey.question.eq_ignore_ascii_case(question))
            .max_by_key(|survey| (survey.answered_at, survey.survey_name.as_str()))
            .map(|survey| survey.response.as_str())
    }
}
