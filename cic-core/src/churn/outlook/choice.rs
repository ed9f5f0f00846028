use serde::{Deserialize, Serialize};

use super::exit_curve::ExitCurve;
use super::held_out::{HeldOut, hold_out};
use super::model::{ChurnModel, OutlookOptions};
use super::retention::TenureCurve;
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
    /// Nothing can be learned yet.
    PlainRule,
}

/// The model chosen, why, and how it did on held-out months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChurnChoice {
    /// The model.
    pub model: MembershipChurn,
    /// One sentence for the owner.
    pub why: String,
    /// Of the hazard, whether it was chosen or not; `None` when there was too little to try.
    pub held_out: Option<HeldOut>,
    /// Slope and intercept by which held-out months corrected the hazard, if they did.
    pub correction: Option<(f64, f64)>,
}

/// Fewer exits than this do not bear a hazard of some twenty columns, even one held back by a ridge.
const HAZARD_EXITS: u64 = 40;
/// Fewer exits than this do not bear a curve of two parameters.
const CURVE_EXITS: u64 = 10;
/// Prior precision of each coefficient per standard deviation of its column: effects of half a unit are usual.
const RIDGE: f64 = 4.0;
/// Standard errors off the estimate, and weights, of the normal distribution in three points (Gauss-Hermite).
const THREE_POINTS: [(f64, f64); 3] = [
    (-1.732_050_807_6, 1.0 / 6.0),
    (0.0, 2.0 / 3.0),
    (1.732_050_807_6, 1.0 / 6.0),
];

impl ChurnChoice {
    /// Tries the richest model first, and keeps it where it does no worse than naive forecasts on held-out months.
    ///
    /// Once `stop` is raised it ends early with a choice of no worth.
    #[must_use]
    pub fn make(months: &MemberMonths, stop: &Stop) -> Self {
        let ever = (i64::MIN, i64::MAX);
        let curve = TenureCurve::fit(months, ever);
        let exits = curve.as_ref().map_or(0, |curve| curve.exits);
        let chosen = |model, why: String, held_out| Self {
            model,
            why,
            held_out,
            correction: None,
        };
        let fallback = |reason: String, held_out| match &curve {
            Some(curve) if exits >= CURVE_EXITS => chosen(
                MembershipChurn::RetentionCurve(Box::new(curve.clone())),
                format!("retention by months of membership, since {reason}"),
                held_out,
            ),
            _ => chosen(
                MembershipChurn::PlainRule,
                format!(
                    "the plain rule, since {exits} exits in the months on record are fewer than {CURVE_EXITS}"
                ),
                held_out,
            ),
        };
        if exits < HAZARD_EXITS {
            let reason =
                format!("{exits} exits are fewer than the {HAZARD_EXITS} that a hazard of behaviour needs");
            return fallback(reason, None);
        }
        let Some(held_out) = hold_out(months, RIDGE, stop) else {
            return fallback(
                "the months before the last ones hold too little to check a hazard".to_owned(),
                None,
            );
        };
        if !held_out.is_best() {
            let reason =
                "a hazard of behaviour did worse than a naive forecast on held-out months".to_owned();
            return fallback(reason, Some(held_out));
        }
        let options = OutlookOptions {
            ridge: RIDGE,
            known_until: months.calendar().now(),
        };
        let Ok(mut model) = ChurnModel::fit(months, &options, stop) else {
            return fallback(
                "a hazard of behaviour could not be fitted".to_owned(),
                Some(held_out),
            );
        };
        let correction = held_out.correction();
        if let Some((slope, intercept)) = correction {
            model.correct(slope, intercept);
        }
        let why = format!(
            "a hazard of behaviour: {exits} exits bear it, and on {} held-out months it did better than naive forecasts",
            held_out.months
        );
        Self {
            model: MembershipChurn::Hazard(Box::new(model)),
            why,
            held_out: Some(held_out),
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
            MembershipChurn::PlainRule => Vec::new(),
        }
    }
}
