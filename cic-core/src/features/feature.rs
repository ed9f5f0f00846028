use serde::{Deserialize, Serialize};

/// Where a feature's evidence comes from; each source carries its own weight of a segment's confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Source {
    /// Bookings and check-ins.
    Booking,
    /// Survey answers.
    Survey,
    /// Job title and public profile.
    Social,
    /// Home and its census tract.
    Tract,
    /// The employer.
    Employer,
}

/// What a segment's signs can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Days with a visit per week over the last 12 weeks, or since joining but at least 4.
    VisitsPerWeek,
    /// Share of visits that start on a weekday between 17:00 and 21:00.
    WeekdayPeakShare,
    /// Share of visits that start on a weekday before 16:00.
    OffPeakShare,
    /// Distinct partners per meeting with a partner, 0 to 1: high when partners change.
    PartnerVariety,
    /// Share of visits that were sessions or lessons.
    SessionShare,
    /// Share of visits alone.
    AloneShare,
    /// Mean length of a visit, minutes.
    MeanStayMinutes,
    /// Standard deviation of the gaps between visits over their mean: high when irregular.
    VisitGapVariation,
    /// Bookings of kind event in the last 12 months.
    CompanyEvents,
    /// 1 with a paid plan, else 0.
    HasPlan,
    /// Answer to the survey question on motivation.
    Motivation,
    /// Job level: 0 staff, 1 manager, 2 director, 3 vice president, 4 chief.
    JobLevel,
    /// Median household income of the home's tract.
    TractMedianIncome,
    /// Share of adults with a bachelor's degree in the home's tract.
    TractBachelorShare,
    /// Miles from home to the club.
    MilesFromClub,
    /// Employees of the employer.
    CompanySize,
}

impl Feature {
    /// The source whose evidence this feature is.
    #[must_use]
    pub const fn source(self) -> Source {
        match self {
            Self::VisitsPerWeek
            | Self::WeekdayPeakShare
            | Self::OffPeakShare
            | Self::PartnerVariety
            | Self::SessionShare
            | Self::AloneShare
            | Self::MeanStayMinutes
            | Self::VisitGapVariation
            | Self::CompanyEvents
            | Self::HasPlan => Source::Booking,
            Self::Motivation => Source::Survey,
            Self::JobLevel => Source::Social,
            Self::TractMedianIncome | Self::TractBachelorShare | Self::MilesFromClub => Source::Tract,
            Self::CompanySize => Source::Employer,
        }
    }
}
