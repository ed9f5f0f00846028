use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::exit_curve::ExitCurve;
use super::held_out::HeldOut;
use super::model::{ChurnModel, OutlookOptions};
use super::naive::NaiveChurn;
use super::retention::{TenureCounts, TenureCurve};
use super::trial::Trial;
use crate::Stop;
use crate::churn::history::MemberMonths;

/// What a club's exits can bear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipChurn {
    /// A hazard that looks at behaviour.
    Hazard(Box<ChurnModel>),
    /// Retention by months of membership alone.
    RetentionCurve(Box<TenureCurve>),
    /// What one says knowing little, where nothing richer did better.
    Naive(NaiveChurn),
    /// Nothing can be learned yet.
    PlainRule,
}

impl MembershipChurn {
    /// How many exits a curve of retention or a naive rate was learned from; 0 for anything else.
    #[must_use]
    pub fn exits(&self) -> u64 {
        match self {
            Self::RetentionCurve(curve) => curve.exits,
            Self::Naive(naive) => naive.exits,
            Self::Hazard(_) | Self::PlainRule => 0,
        }
    }
}

/// The model chosen, why, and how it did on held-out months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChurnChoice {
    /// The model.
    pub model: MembershipChurn,
    /// One sentence for the owner.
    pub why: String,
    /// Of the model chosen, beside the others; `None` when there was too little to try.
    pub held_out: Option<HeldOut>,
    /// Slope and intercept by which held-out months corrected the hazard, if they did.
    pub correction: Option<(f64, f64)>,
}

/// Fewer exits than this do not bear a hazard of some twenty columns, even one held back by a ridge.
const HAZARD_EXITS: u64 = 40;
/// Fewer exits than this do not bear a curve of two parameters, nor a rate.
const CURVE_EXITS: u64 = 10;
/// Prior precision of each coefficient per standard deviation of its column: effects of half a unit are usual.
const RIDGE: f64 = 4.0;
/// All months on record, in seconds since 1970.
const EVER: (i64, i64) = (i64::MIN, i64::MAX);
/// Standard errors off the estimate, and weights, of the normal distribution in three points (Gauss-Hermite).
const THREE_POINTS: [(f64, f64); 3] = [
    (-1.732_050_807_6, 1.0 / 6.0),
    (0.0, 2.0 / 3.0),
    (1.732_050_807_6, 1.0 / 6.0),
];

impl ChurnChoice {
    /// Tries every model that the exits bear on held-out months, and takes the one that missed least there: nothing is
    /// chosen that a naive forecast beats.
    ///
    /// Once `stop` is raised it ends early with a choice of no worth.
    #[must_use]
    pub fn make(months: &MemberMonths, stop: &Stop) -> Self {
        let counts = TenureCounts::of(months, EVER);
        let exits = counts.exits();
        if exits < CURVE_EXITS {
            return Self {
                model: MembershipChurn::PlainRule,
                why: format!(
                    "the plain rule, since {exits} exits in the months on record are fewer than {CURVE_EXITS}"
                ),
                held_out: None,
                correction: None,
            };
        }
        let base_rate = MembershipChurn::Naive(NaiveChurn::base_rate(&counts));
        let Some(trial) = Trial::hold(months, (exits >= HAZARD_EXITS).then_some(RIDGE), stop) else {
            return Self {
                model: base_rate,
                why: "one rate for every member, since the months on record are too few to check anything richer"
                    .to_owned(),
                held_out: None,
                correction: None,
            };
        };
        let ranking = trial.ranking().into_iter();
        let (candidate, mut model) = ranking
            .filter_map(|candidate| Some((candidate, fit(candidate, months, &counts, stop)?)))
            .next()
            .unwrap_or((Candidate::BaseRate, base_rate));
        let held_out = trial.of(candidate);
        let correction = held_out.as_ref().and_then(HeldOut::correction);
        let correction = match (&mut model, correction) {
            (MembershipChurn::Hazard(model), Some((slope, intercept))) => {
                model.correct(slope, intercept);
                correction
            }
            _ => None,
        };
        Self {
            model,
            why: why(candidate, &trial, exits),
            held_out,
            correction,
        }
    }

    /// When a member will leave, with weights for what is not known of the hazard; nothing by the plain rule.
    #[must_use]
    pub fn exit_curves(&self, months: &MemberMonths, member: usize, horizon: usize) -> Vec<(ExitCurve, f64)> {
        match &self.model {
            MembershipChurn::Hazard(model) => {
                let curves =
                    model.exit_curves(months, member, horizon, &THREE_POINTS.map(|(shift, _)| shift));
                curves
                    .into_iter()
                    .zip(THREE_POINTS.map(|(_, weight)| weight))
                    .collect()
            }
            MembershipChurn::RetentionCurve(curve) => vec![(curve.exit_curve(months, member, horizon), 1.0)],
            MembershipChurn::Naive(naive) => vec![(naive.exit_curve(months, member, horizon), 1.0)],
            MembershipChurn::PlainRule => Vec::new(),
        }
    }
}

/// Fits a candidate on all months.
fn fit(
    candidate: Candidate,
    months: &MemberMonths,
    counts: &TenureCounts,
    stop: &Stop,
) -> Option<MembershipChurn> {
    let curve = |curve: TenureCurve| MembershipChurn::RetentionCurve(Box::new(curve));
    match candidate {
        Candidate::Hazard => {
            let options = OutlookOptions {
                ridge: RIDGE,
                known_until: months.calendar().now(),
            };
            let model = ChurnModel::fit(months, &options, stop).ok()?;
            Some(MembershipChurn::Hazard(Box::new(model)))
        }
        Candidate::ShiftedBetaGeo => TenureCurve::shifted_beta_geo(counts).map(curve),
        Candidate::BetaDiscreteWeibull => TenureCurve::beta_discrete_weibull(counts).map(curve),
        Candidate::LastMonthsRule => {
            NaiveChurn::last_months_rule(months, counts, EVER).map(MembershipChurn::Naive)
        }
        Candidate::BaseRate => Some(MembershipChurn::Naive(NaiveChurn::base_rate(counts))),
    }
}

fn why(candidate: Candidate, trial: &Trial, exits: u64) -> String {
    let held = trial.months;
    let no_hazard = if exits < HAZARD_EXITS {
        format!("{exits} exits are fewer than the {HAZARD_EXITS} that a hazard of behaviour needs")
    } else if trial.has(Candidate::Hazard) {
        "a hazard of behaviour did worse".to_owned()
    } else {
        "a hazard of behaviour could not be fitted to the months before".to_owned()
    };
    match candidate {
        Candidate::Hazard => format!(
            "a hazard of behaviour: {exits} exits bear it, and on {held} held-out months it did better than naive forecasts"
        ),
        Candidate::ShiftedBetaGeo | Candidate::BetaDiscreteWeibull => format!(
            "retention by months of membership, a {} curve: it did best on {held} held-out months; {no_hazard}",
            candidate.name()
        ),
        Candidate::LastMonthsRule => format!(
            "last month's rule, one rate for who came last month and one for who did not: it did best on {held} held-out months; {no_hazard}"
        ),
        Candidate::BaseRate => format!(
            "one rate for every member: nothing that was tried did better on {held} held-out months; {no_hazard}"
        ),
    }
}
