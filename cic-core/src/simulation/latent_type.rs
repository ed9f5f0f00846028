use serde::Serialize;

/// What kind of customer a person is inside: it shows only through behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LatentType {
    /// Plays after office hours, often, with colleagues; brings company events.
    CorporatePowerUser,
    /// Comes for the people.
    SocialAmbassador,
    /// Comes to win.
    CompetitiveAthlete,
    /// Comes now and then.
    CasualDropIn,
}

impl LatentType {
    /// Every type.
    pub const ALL: [Self; 4] = [
        Self::CorporatePowerUser,
        Self::SocialAmbassador,
        Self::CompetitiveAthlete,
        Self::CasualDropIn,
    ];

    /// The id of the default segment that is meant by it.
    #[must_use]
    pub const fn segment_id(self) -> &'static str {
        match self {
            Self::CorporatePowerUser => "corporate_power_user",
            Self::SocialAmbassador => "social_ambassador",
            Self::CompetitiveAthlete => "competitive_athlete",
            Self::CasualDropIn => "casual_drop_in",
        }
    }

    /// The distributions from which a person of this type draws their own traits.
    pub(super) const fn temper(self) -> &'static Temper {
        match self {
            Self::CorporatePowerUser => &CORPORATE,
            Self::SocialAmbassador => &SOCIAL,
            Self::CompetitiveAthlete => &COMPETITIVE,
            Self::CasualDropIn => &CASUAL,
        }
    }
}

/// A mean and a standard deviation.
pub(super) type Spread = (f64, f64);

/// How people of one type are spread.
#[derive(Debug)]
pub(super) struct Temper {
    /// Visits wished for a week: mean and gamma shape.
    pub(super) weekly_visits: Spread,
    /// Share of visits at habitual times.
    pub(super) regularity: Spread,
    /// Share of visits that are sessions.
    pub(super) sessions: Spread,
    /// Share of visits that are lessons.
    pub(super) lessons: Spread,
    /// Share of court bookings for four.
    pub(super) doubles: Spread,
    /// Share of seats offered to a fixed partner.
    pub(super) loyalty: Spread,
    /// How many fixed partners.
    pub(super) partners: (i32, i32),
    /// Weights of 60, 90, 120 and 150 minutes on court.
    pub(super) stay: [f64; 4],
    /// Mean days between booking and play.
    pub(super) lead_days: f64,
    /// Share of bookings made the moment the fortnight's window opens.
    pub(super) at_opening: f64,
    /// Share of bookings called off, and missed without a word.
    pub(super) calls_off: f64,
    pub(super) misses: f64,
    /// Half hours a wish may shift when the courts are taken.
    pub(super) flexibility: (i32, i32),
    /// Share of people whose hours are those of another type.
    pub(super) strays: f64,
    /// Weekly hazard of giving notice when all is well.
    pub(super) weekly_hazard: f64,
    /// How much a displacement hurts.
    pub(super) sensitivity: Spread,
}

const CORPORATE: Temper = Temper {
    weekly_visits: (5.0, 14.0),
    regularity: (0.65, 0.15),
    sessions: (0.07, 0.07),
    lessons: (0.04, 0.04),
    doubles: (0.50, 0.20),
    loyalty: (0.60, 0.18),
    partners: (3, 4),
    stay: [0.70, 0.26, 0.04, 0.0],
    lead_days: 5.0,
    at_opening: 0.25,
    calls_off: 0.075,
    misses: 0.020,
    flexibility: (1, 4),
    strays: 0.10,
    weekly_hazard: 0.0066,
    sensitivity: (1.5, 0.4),
};

const SOCIAL: Temper = Temper {
    weekly_visits: (2.5, 10.0),
    regularity: (0.45, 0.20),
    sessions: (0.56, 0.17),
    lessons: (0.05, 0.05),
    doubles: (0.80, 0.12),
    loyalty: (0.18, 0.14),
    partners: (2, 4),
    stay: [0.06, 0.39, 0.40, 0.15],
    lead_days: 3.5,
    at_opening: 0.08,
    calls_off: 0.055,
    misses: 0.025,
    flexibility: (2, 8),
    strays: 0.15,
    weekly_hazard: 0.0074,
    sensitivity: (0.6, 0.3),
};

const COMPETITIVE: Temper = Temper {
    weekly_visits: (3.4, 10.0),
    regularity: (0.68, 0.15),
    sessions: (0.17, 0.10),
    lessons: (0.11, 0.08),
    doubles: (0.28, 0.18),
    loyalty: (0.86, 0.10),
    partners: (2, 4),
    stay: [0.45, 0.47, 0.08, 0.0],
    lead_days: 4.0,
    at_opening: 0.40,
    calls_off: 0.060,
    misses: 0.010,
    flexibility: (1, 5),
    strays: 0.15,
    weekly_hazard: 0.0078,
    sensitivity: (1.0, 0.35),
};

const CASUAL: Temper = Temper {
    weekly_visits: (0.75, 2.5),
    regularity: (0.15, 0.12),
    sessions: (0.30, 0.18),
    lessons: (0.03, 0.04),
    doubles: (0.45, 0.25),
    loyalty: (0.50, 0.25),
    partners: (1, 2),
    stay: [0.80, 0.17, 0.03, 0.0],
    lead_days: 1.3,
    at_opening: 0.0,
    calls_off: 0.085,
    misses: 0.050,
    flexibility: (1, 6),
    strays: 0.20,
    weekly_hazard: 0.0120,
    sensitivity: (0.4, 0.25),
};
