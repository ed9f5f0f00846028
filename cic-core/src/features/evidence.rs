use super::{Behaviour, Feature, Home, Source};
use crate::Club;
use crate::club::Person;
use crate::domain::{JobLevel, Motivation};

/// A feature's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A number in the feature's unit.
    Number(f64),
    /// A word such as `social`.
    Word(&'static str),
}

/// Everything known of one member, as segments' signs look at it.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The club.
    pub club: &'a Club,
    /// Whom.
    pub person: &'a Person,
    /// What they do.
    pub behaviour: &'a Behaviour,
    /// Where they live.
    pub home: Option<&'a Home>,
    /// Whether the club records plans at all.
    pub plans_are_known: bool,
}

impl Evidence<'_> {
    /// The value of a feature, if it is known.
    #[must_use]
    pub fn value(&self, feature: Feature) -> Option<Value> {
        let behaviour = self.behaviour;
        let tract = || {
            self.home
                .and_then(|home| home.tract)
                .map(|tract| &self.club.tracts()[tract])
        };
        let number = match feature {
            Feature::VisitsPerWeek => Some(behaviour.visits_per_week),
            Feature::WeekdayPeakShare => behaviour.weekday_peak_share,
            Feature::OffPeakShare => behaviour.off_peak_share,
            Feature::PartnerVariety => behaviour.partner_variety,
            Feature::SessionShare => behaviour.session_share,
            Feature::AloneShare => behaviour.alone_share,
            Feature::MeanStayMinutes => behaviour.mean_stay_minutes,
            Feature::VisitGapVariation => behaviour.visit_gap_variation,
            Feature::CompanyEvents => (behaviour.visits > 0).then(|| f64::from(behaviour.company_events)),
            Feature::HasPlan => self.plans_are_known.then(|| {
                if self.person.member.plan.is_some() {
                    1.0
                } else {
                    0.0
                }
            }),
            Feature::Motivation => {
                return self
                    .motivation()
                    .map(|motivation| Value::Word(motivation.as_str()));
            }
            Feature::JobLevel => self.job_level().map(|level| f64::from(level as u8)),
            Feature::TractMedianIncome => tract().and_then(|tract| tract.median_household_income),
            Feature::TractBachelorShare => tract().and_then(|tract| tract.bachelor_share),
            Feature::MilesFromClub => self.home.and_then(|home| home.miles_from_club),
            Feature::CompanySize => self.company_size().map(f64::from),
        };
        number.map(Value::Number)
    }

    /// Whether a source says anything of the member.
    #[must_use]
    pub fn has(&self, source: Source) -> bool {
        match source {
            Source::Booking => self.behaviour.visits > 0,
            Source::Survey => self.motivation().is_some(),
            Source::Social => self.job_level().is_some(),
            Source::Tract => self.home.is_some_and(|home| home.tract.is_some()),
            Source::Employer => self.company_size().is_some(),
        }
    }

    /// What they say they play for.
    #[must_use]
    pub fn motivation(&self) -> Option<Motivation> {
        self.person.answer("motivation").and_then(Motivation::of_response)
    }

    /// How high their job stands.
    #[must_use]
    pub fn job_level(&self) -> Option<JobLevel> {
        let title = self
            .person
            .enrichments
            .iter()
            .rev()
            .find_map(|row| row.title.as_deref());
        title.map(JobLevel::of_title)
    }

    /// How many work at their employer.
    #[must_use]
    pub fn company_size(&self) -> Option<u32> {
        self.person
            .enrichments
            .iter()
            .rev()
            .find_map(|row| row.company_size)
    }
}
