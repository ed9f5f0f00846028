//! Why a member's risk is what it is.

use serde::{Deserialize, Serialize};

use super::Engine;
use super::churn_words::{shown, wordings};
use crate::churn::outlook::MembershipChurn;
use crate::churn::reasons::{Contributions, HorizonProbabilities, Reasons};

/// How likely a member is to leave, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberChurn {
    /// Within 12 months, 0 to 1; for a drop-in, of not paying a visit in them.
    pub probability_12_months: f64,
    /// Within the next month; `null` for a drop-in.
    pub probability_next_month: Option<f64>,
    /// The mean of the first over the member's segment.
    pub segment_mean: Option<f64>,
    /// `hazard`, `retention_curve`, `naive_rate` or `purchases`.
    pub method: String,
    /// What sets the member apart from the segment's mean, the strongest first; points add up to the difference.
    pub reasons: Vec<ChurnReason>,
}

/// One thing that sets a member apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChurnReason {
    /// "no visit for 23 days: +4.1 points".
    pub text: String,
    /// Percentage points of the probability within 12 months.
    pub points: f64,
}

/// How many reasons are told before "everything else".
const MOST_REASONS: usize = 5;

impl Engine {
    /// `None` where nothing is modelled: by the plain rule, and for those who have left.
    pub(super) fn member_churn(&self, member: usize) -> Option<MemberChurn> {
        let valuation = &self.fitted.valuation;
        let outlook = &valuation.outlooks[member];
        let year = outlook.year?;
        Some(MemberChurn {
            probability_12_months: rounded(year),
            probability_next_month: outlook.next_month.map(rounded),
            segment_mean: valuation.segment_year[self.segment_of(member)].map(rounded),
            method: outlook.method.as_str().to_owned(),
            reasons: self.reasons(member, year).unwrap_or_default(),
        })
    }

    fn reasons(&self, member: usize, year: f64) -> Option<Vec<ChurnReason>> {
        let valuation = &self.fitted.valuation;
        let MembershipChurn::Hazard(model) = &valuation.models.churn.model else {
            return None;
        };
        let row = valuation.sights[member].as_deref()?;
        let segment = self.segment_of(member);
        let reference = valuation.references[segment].as_ref()?;
        let contributions = Contributions::of(&model.hazard, 0, row, reference).ok()?;
        let horizon = HorizonProbabilities {
            member: year,
            reference: valuation.segment_year[segment]?,
        };
        let person = &self.observed.club.people()[member].member;
        let currency = &self.observed.settings.venue.currency;
        let wordings = wordings(&model.covariates.columns, row, person.plan.as_deref(), currency);
        let shown = shown(&model.covariates.columns, row);
        let reasons = Reasons::new(&contributions, &wordings, &shown, Some(horizon));
        let told = reasons.strongest(MOST_REASONS).into_iter();
        Some(
            told.map(|reason| ChurnReason {
                text: reason.text,
                points: (reason.points * 10.0).round() / 10.0,
            })
            .collect(),
        )
    }
}

/// Four decimals say all that is known.
fn rounded(probability: f64) -> f64 {
    (probability * 1e4).round() / 1e4
}
