use cic_core::Settings;
use cic_core::planning::CourtDemand;

use crate::dice::Dice;

/// The segments of the measured clubs: id, motivation that makes it, share of members, uplift as believed.
pub(crate) const SEGMENTS: [(&str, &str, f64, f64); 4] = [
    ("corporate_power_user", "business", 0.15, 0.05),
    ("competitive_athlete", "competitive", 0.3, 0.03),
    ("social_ambassador", "social", 0.3, 0.02),
    ("casual_drop_in", "convenience", 0.25, 0.01),
];
/// Courts of the measured clubs.
pub(crate) const COURTS: usize = 7;

/// Where a club's truth is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// The priors' own ranges; a year of exits from which values are fitted.
    Believed,
    /// The priors' own ranges; nobody has left yet, so that values are the segments' usual figures.
    Young,
    /// Members mind three times as much, and few visits are recaptured.
    Touchier,
    /// Members mind a third as much, and most visits are recaptured.
    Calmer,
}

impl Scenario {
    pub(crate) const ALL: [Self; 4] = [Self::Believed, Self::Young, Self::Touchier, Self::Calmer];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Believed => "truth drawn from the priors' own ranges, values fitted on the club's exits",
            Self::Young => "truth drawn from the priors' own ranges, a young club that nobody has left",
            Self::Touchier => "wrong priors: members mind three times as much, recapture .15",
            Self::Calmer => "wrong priors: members mind a third as much, recapture .7",
        }
    }

    /// Whether members come and go.
    pub(crate) fn has_exits(self) -> bool {
        self != Self::Young
    }
}

/// What nobody but the oracle knows of a club.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    /// By segment: the true uplift over the believed one.
    pub uplift_factor: [f64; 4],
    /// By segment: the share of displaced visits that move when a slot is free.
    pub recapture: [f64; 4],
    /// By segment: exits a month.
    pub hazard: [f64; 4],
    /// By segment: the true value over the segment's usual figure, at a club that nobody has left.
    pub value_factor: [f64; 4],
    /// Demand at the busiest hour, courts.
    pub peak_demand: f64,
    pub overdispersion: f64,
    /// Mean hours between booking and play.
    pub mean_lead_hours: f64,
    /// Fee of a court for an hour, currency units.
    pub fee: f64,
}

impl Truth {
    pub(crate) fn draw(scenario: Scenario, settings: &Settings, dice: &mut Dice) -> Self {
        let (scale, recapture) = match scenario {
            Scenario::Believed | Scenario::Young => (1.0, 0.4),
            Scenario::Touchier => (3.0, 0.15),
            Scenario::Calmer => (1.0 / 3.0, 0.7),
        };
        let usual = |id: &str| 1.0 / settings.economics.cold_start[id].tenure_months;
        Self {
            uplift_factor: [(); 4].map(|()| scale * dice.gamma(0.5)),
            recapture: [(); 4].map(|()| dice.beta(recapture, 12.0)),
            hazard: SEGMENTS.map(|segment| match scenario.has_exits() {
                true => usual(segment.0) * dice.gamma(0.25),
                false => usual(segment.0),
            }),
            value_factor: [(); 4].map(|()| dice.gamma(0.3)),
            peak_demand: dice.between(3.5, 8.5),
            overdispersion: dice.between(0.02, 0.12),
            mean_lead_hours: dice.between(40.0, 100.0),
            fee: dice.between(16.0, 36.0).round(),
        }
    }

    /// The true uplift of a segment.
    pub(crate) fn uplift(&self, segment: usize) -> f64 {
        SEGMENTS[segment].3 * self.uplift_factor[segment]
    }

    /// Courts wanted for an hour from `hour` on a day, Monday 0.
    pub(crate) fn demand(&self, weekday: usize, hour: usize) -> CourtDemand {
        let of_day = match hour {
            17..=20 if weekday < 5 => 1.0,
            9..=13 if weekday >= 5 => 0.9,
            6..=8 => 0.35,
            _ => 0.25,
        };
        let of_week = [0.9, 1.0, 0.95, 1.0, 0.7, 0.9, 0.8][weekday];
        let mean = self.peak_demand * of_day * of_week;
        CourtDemand::negative_binomial(mean, self.overdispersion).unwrap_or(CourtDemand::NONE)
    }

    /// What is still wanted `hours` ahead when so many courts are on hand: they tell whether the hour is a busy one.
    pub(crate) fn remaining(&self, weekday: usize, hour: usize, hours: f64, on_hand: usize) -> CourtDemand {
        let still = (-hours / self.mean_lead_hours).exp();
        let (in_the_end, shape) = (self.demand(weekday, hour).mean(), 1.0 / self.overdispersion);
        let busy = (shape + on_hand as f64) / (shape + in_the_end * still);
        let overdispersion = 1.0 / (shape + on_hand as f64);
        CourtDemand::negative_binomial(in_the_end * (1.0 - still) * busy, overdispersion)
            .unwrap_or(CourtDemand::NONE)
    }

    /// P(the same hour of another like day has a court left).
    pub(crate) fn opening(&self, weekday: usize, hour: usize) -> f64 {
        let like = if weekday < 5 { 0..5 } else { 5..7 };
        1.0 - like
            .map(|day| self.demand(day, hour).probability_at_least(COURTS))
            .product::<f64>()
    }
}
