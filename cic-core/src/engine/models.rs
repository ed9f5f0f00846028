use serde::{Deserialize, Serialize};

use super::Engine;
use crate::churn::outlook::{ChurnChoice, HeldOut, MembershipChurn};
use crate::error::{Error, Result};
use crate::ltv::{DropInModel, Interest, SpendModel};

/// Raised when stored models come to mean something else.
const FORMAT: u32 = 2;

/// Everything fitted on one club, as it is stored: JSON that comes back bit for bit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Models {
    /// Which version of this form.
    pub format: u32,
    /// The version of the engine whose inputs these were fitted on; on others they are not used.
    pub engine_version: String,
    /// Who leaves.
    pub churn: ChurnChoice,
    /// What members spend beside their fee.
    pub spend: SpendModel,
    /// What customers without a plan bring.
    pub drop_ins: DropIns,
}

/// The model of customers without a plan, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DropIns {
    /// `None`: the plain rule.
    pub model: Option<DropInModel>,
    /// One sentence for the owner.
    pub why: String,
}

impl Models {
    pub(super) fn new(version: &str, churn: ChurnChoice, spend: SpendModel, drop_ins: DropIns) -> Self {
        Self {
            format: FORMAT,
            engine_version: version.to_owned(),
            churn,
            spend,
            drop_ins,
        }
    }

    /// The form in which a store keeps them.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_text(self)
    }

    /// Reads [`Models::to_json`] back.
    ///
    /// # Errors
    /// [`Error::Invalid`] for text that is not such a form, or of another version.
    pub fn from_json(text: &str) -> Result<Self> {
        let models: Self =
            serde_json::from_str(text).map_err(|error| Error::invalid("models", error.to_string()))?;
        if models.format == FORMAT {
            Ok(models)
        } else {
            let message = format!("format {} is not {FORMAT}; fit again", models.format);
            Err(Error::invalid("models.format", message))
        }
    }
}

/// What is fitted, why, and how good it was on months it had not seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelsReport {
    /// The engine's version.
    pub engine_version: String,
    /// Months that values look ahead.
    pub horizon_months: u32,
    /// Discount rate a year.
    pub annual_discount_rate: f64,
    /// How money to come is weighed.
    pub discounting: String,
    /// Who leaves.
    pub churn: ChurnReport,
    /// What customers without a plan bring.
    pub drop_ins: DropInReport,
}

/// The model of members who leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChurnReport {
    /// `hazard`, `retention_curve`, `naive_rate` or `cold_start`.
    pub method: String,
    /// Why this one.
    pub why: String,
    /// Member-months learned from.
    pub member_months: u64,
    /// Exits among them.
    pub exits: u64,
    /// What the hazard looks at; empty for others.
    pub coefficients: Vec<Coefficient>,
    /// How the model did on held-out months, beside everything else that was tried; `null` when there was too little.
    pub held_out: Option<HeldOut>,
    /// Whether held-out months corrected it.
    pub recalibrated: bool,
}

/// One column of the hazard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coefficient {
    /// Which.
    pub name: String,
    /// Log odds of leaving in a month, per unit.
    pub value: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Whether it describes the member for years rather than the last weeks.
    pub lasting: bool,
}

/// The model of customers without a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DropInReport {
    /// `purchases` or `cold_start`.
    pub method: String,
    /// Why this one.
    pub why: String,
    /// Parameters by the names of the papers; times in weeks of a newcomer's interest, money in currency units.
    pub parameters: Vec<Parameter>,
    /// Paying days expected of the last half year by what was known before it; 0 where it was too short to tell.
    pub held_out_expected: f64,
    /// Paying days that came in it.
    pub held_out_came: f64,
    /// Share of a newcomer's interest that never fades.
    pub lasting_interest: f64,
    /// Weeks in which what does fade falls to 1/e; `null` where interest does not fade.
    pub interest_fades_over_weeks: Option<f64>,
    /// Customers who came before they took a plan.
    pub conversions: u32,
    /// Probability of taking a plan in a month; 0 while there were too few to tell.
    pub monthly_conversion: f64,
}

/// A fitted parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// `r`, `alpha`, `a`, `b`; `p`, `q`, `v`.
    pub name: String,
    /// Its value.
    pub value: f64,
}

impl Engine {
    /// What is fitted, why, and how good it was on months it had not seen.
    #[must_use]
    pub fn models(&self) -> ModelsReport {
        let models = &self.fitted.valuation.models;
        let economics = &self.observed.settings.economics;
        ModelsReport {
            engine_version: self.observed.version.clone(),
            horizon_months: economics.horizon_months,
            annual_discount_rate: economics.annual_discount_rate,
            discounting: crate::ltv::Discounting::CONVENTION.to_owned(),
            churn: churn_report(&models.churn),
            drop_ins: drop_in_report(&models.drop_ins),
        }
    }

    /// The fitted models, for a store to keep.
    #[must_use]
    pub fn fitted_models(&self) -> &Models {
        &self.fitted.valuation.models
    }
}

fn churn_report(choice: &ChurnChoice) -> ChurnReport {
    let (method, member_months, exits, coefficients) = match &choice.model {
        MembershipChurn::Hazard(model) => {
            let errors = model.hazard.standard_errors();
            let columns = model
                .covariates
                .columns
                .iter()
                .zip(model.hazard.coefficients())
                .zip(errors);
            let coefficients = columns
                .map(|((covariate, &value), standard_error)| Coefficient {
                    name: covariate.name(),
                    value,
                    standard_error,
                    lasting: covariate.is_lasting(),
                })
                .collect();
            (
                "hazard",
                model.hazard.periods(),
                model.hazard.exits(),
                coefficients,
            )
        }
        MembershipChurn::RetentionCurve(curve) => {
            ("retention_curve", curve.member_months, curve.exits, Vec::new())
        }
        MembershipChurn::Naive(naive) => ("naive_rate", naive.member_months, naive.exits, Vec::new()),
        MembershipChurn::PlainRule => ("cold_start", 0, 0, Vec::new()),
    };
    ChurnReport {
        method: method.to_owned(),
        why: choice.why.clone(),
        member_months,
        exits,
        coefficients,
        held_out: choice.held_out.clone(),
        recalibrated: choice.correction.is_some(),
    }
}

fn drop_in_report(drop_ins: &DropIns) -> DropInReport {
    use crate::purchasing::{GammaGamma, MbgNbd, VisitModel};
    let named = |names: &[&str], values: &[f64]| -> Vec<Parameter> {
        let pairs = names.iter().zip(values);
        pairs
            .map(|(name, &value)| Parameter {
                name: (*name).to_owned(),
                value,
            })
            .collect()
    };
    let model = drop_ins.model.as_ref();
    let parameters = model.map_or_else(Vec::new, |model| {
        let mut all = named(&MbgNbd::PARAMETER_NAMES, &model.visits.model().parameters());
        all.extend(named(
            &GammaGamma::PARAMETER_NAMES,
            &model.spend.model().parameters(),
        ));
        all
    });
    DropInReport {
        method: if model.is_some() {
            "purchases"
        } else {
            "cold_start"
        }
        .to_owned(),
        why: drop_ins.why.clone(),
        parameters,
        held_out_expected: model.map_or(0.0, |model| (model.held_out.expected * 10.0).round() / 10.0),
        held_out_came: model.map_or(0.0, |model| model.held_out.came),
        lasting_interest: model.map_or(1.0, |model| model.interest.lasting),
        interest_fades_over_weeks: model
            .map(|model| model.interest)
            .filter(|interest| *interest != Interest::STEADY)
            .map(|interest| interest.fades_over_weeks),
        conversions: model.map_or(0, |model| model.conversion.conversions),
        monthly_conversion: model.map_or(0.0, |model| model.conversion.monthly),
    }
}
