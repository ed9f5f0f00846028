use crate::dice::Dice;

/// The segments of the measured clubs: id, motivation that makes it, share of members, value, uplift as believed.
pub(crate) const SEGMENTS: [(&str, &str, f64, f64); 4] = [
    ("corporate_power_user", "business", 0.15, 0.05),
    ("competitive_athlete", "competitive", 0.3, 0.03),
    ("social_ambassador", "social", 0.3, 0.02),
    ("casual_drop_in", "convenience", 0.25, 0.01),
];

/// Where a club's truth is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// The priors' own ranges.
    Believed,
    /// Members mind three times as much, and few visits are recaptured.
    Touchier,
    /// Members mind a third as much, and most visits are recaptured.
    Calmer,
}

impl Scenario {
    pub(crate) const ALL: [Self; 3] = [Self::Believed, Self::Touchier, Self::Calmer];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Believed => "truth drawn from the priors' own ranges",
            Self::Touchier => "wrong priors: members mind three times as much, recapture .15",
            Self::Calmer => "wrong priors: members mind a third as much, recapture .7",
        }
    }
}

/// What nobody but the oracle knows of a club.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    /// By segment: the true uplift over the believed one.
    pub uplift_factor: [f64; 4],
    /// By segment: the share of displaced visits that move.
    pub recapture: [f64; 4],
    /// Demand at the busiest hour, courts.
    pub peak_demand: f64,
    pub overdispersion: f64,
    /// Mean hours between booking and play.
    pub mean_lead_hours: f64,
    /// Fee of a court for an hour, currency units.
    pub fee: f64,
}

impl Truth {
    pub(crate) fn draw(scenario: Scenario, dice: &mut Dice) -> Self {
        let (scale, recapture) = match scenario {
            Scenario::Believed => (1.0, 0.4),
            Scenario::Touchier => (3.0, 0.15),
            Scenario::Calmer => (1.0 / 3.0, 0.7),
        };
        Self {
            uplift_factor: [(); 4].map(|()| scale * dice.gamma(0.5)),
            recapture: [(); 4].map(|()| dice.beta(recapture, 12.0)),
            peak_demand: dice.between(3.5, 8.5),
            overdispersion: dice.between(0.02, 0.12),
            mean_lead_hours: dice.between(40.0, 100.0),
            fee: dice.between(16.0, 36.0).round(),
        }
    }

    /// Mean courts wanted for an hour from `hour` on a day, Monday 0.
    pub(crate) fn demand(&self, weekday: usize, hour: usize) -> f64 {
        let of_day = match hour {
            17..=20 if weekday < 5 => 1.0,
            9..=13 if weekday >= 5 => 0.9,
            6..=8 => 0.35,
            _ => 0.25,
        };
        let of_week = [0.9, 1.0, 0.95, 1.0, 0.7, 0.9, 0.8][weekday];
        self.peak_demand * of_day * of_week
    }
}
