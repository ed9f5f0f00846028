/// What may be chosen for a club, the richest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidate {
    /// A hazard that looks at behaviour.
    Hazard,
    /// Retention by months of membership, members alike in time.
    ShiftedBetaGeo,
    /// The same, each member ever more or less likely to leave.
    BetaDiscreteWeibull,
    /// One rate for those who came last month, one for those who did not.
    LastMonthsRule,
    /// One rate for everyone.
    BaseRate,
}

impl Candidate {
    /// What figures call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Hazard => "hazard of behaviour",
            Self::ShiftedBetaGeo => "shifted beta-geometric",
            Self::BetaDiscreteWeibull => "beta-discrete-Weibull",
            Self::LastMonthsRule => "last month's rule",
            Self::BaseRate => "base rate",
        }
    }

    /// Whether it is what one says knowing little.
    pub(super) const fn is_naive(self) -> bool {
        matches!(self, Self::LastMonthsRule | Self::BaseRate)
    }
}
