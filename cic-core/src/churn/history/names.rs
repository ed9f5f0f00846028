use super::covariates::Covariate;

impl Covariate {
    /// A short name for tables.
    #[must_use]
    pub fn name(&self) -> String {
        let name = match self {
            Self::Silence => "time since the last visit",
            Self::VisitsLastMonth => "visits last month",
            Self::VisitsLastQuarter => "visits last quarter",
            Self::VisitShortfall => "fewer visits than usual",
            Self::Spend => "spend last quarter",
            Self::PeakShare => "share of play on weekday evenings",
            Self::SessionShare => "share of play in sessions and lessons",
            Self::MissedShare => "share of bookings missed",
            Self::DisplacedLastMonth => "visits lost to events last month",
            Self::DisplacedBefore => "visits lost to events in the two months before",
            Self::Tenure => "time as a member",
            Self::Fee => "fee a month",
            Self::Annual => "annual plan",
            Self::Plan(plan) => return format!("plan {plan}"),
            Self::Plays(motivation) => return format!("says: plays for {}", motivation.as_str()),
            Self::TractIncome => "income where they live",
        };
        name.to_owned()
    }
}
