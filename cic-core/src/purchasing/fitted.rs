use serde::{Deserialize, Serialize};

use super::{FitOptions, PurchasingError};

/// A model with the parameters that explain the data best, and how sure they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted<Model> {
    pub(super) model: Model,
    pub(super) summary: FitSummary,
}

impl<Model> Fitted<Model> {
    /// The model at the fitted parameters: it predicts.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// How the fit went and what it is worth.
    #[must_use]
    pub const fn summary(&self) -> &FitSummary {
        &self.summary
    }
}

impl<Model: Serialize> Fitted<Model> {
    /// JSON text that [`Fitted::from_json`] reads back to the last bit.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::to_text(self)
    }
}

impl<Model: for<'text> Deserialize<'text>> Fitted<Model> {
    /// Reads what [`Fitted::to_json`] wrote.
    ///
    /// # Errors
    /// Text that is not such a fit, or whose parameters no model can have.
    pub fn from_json(text: &str) -> Result<Self, PurchasingError> {
        serde_json::from_str(text).map_err(|error| PurchasingError::Stored {
            what: "fit",
            reason: error.to_string(),
        })
    }
}

/// How a fit went: its likelihood, the precision of its parameters, and whatever speaks against it.
///
/// Matrices and vectors are in the order of the model's parameter names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FitSummary {
    /// The log-likelihood of all customers in the units of their data, without the ridge.
    pub log_likelihood: f64,
    /// Customers learnt from, by weight.
    pub customers: f64,
    /// Different rows among them.
    pub distinct_rows: usize,
    /// Newton steps taken.
    pub iterations: usize,
    /// The greatest slope left in the logarithm of a parameter, of the mean log-likelihood of a customer.
    pub projected_gradient: f64,
    /// Standard errors of the parameters; nothing where the likelihood has no curvature.
    pub standard_errors: Option<Vec<f64>>,
    /// 95 % intervals of the parameters, symmetric in their logarithms; nothing where there are no standard errors.
    pub intervals: Option<Vec<[f64; 2]>>,
    /// Covariance of the parameters, by the delta method from [`FitSummary::log_covariance`].
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Covariance of the parameters' logarithms: the inverse of the observed information.
    pub log_covariance: Option<Vec<Vec<f64>>>,
    /// What speaks against the fit; empty for a sound one.
    pub flags: Vec<FitFlag>,
    /// The options of the fit.
    pub options: FitOptions,
}

impl FitSummary {
    /// Whether nothing speaks against the fit.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.flags.is_empty()
    }
}

/// Something that speaks against a fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "flag", rename_all = "snake_case", deny_unknown_fields)]
pub enum FitFlag {
    /// The search ended before the slope was small enough.
    NotConverged {
        /// The slope left.
        projected_gradient: f64,
    },
    /// The likelihood still rises as this parameter goes to 0: what it stands for is not in the data.
    GoesToZero {
        /// The parameter.
        parameter: String,
    },
    /// The likelihood still rises as this parameter goes to infinity: what it stands for is not in the data.
    GoesToInfinity {
        /// The parameter.
        parameter: String,
    },
    /// The data hardly tell this parameter from others: its standard error on the logarithmic scale.
    HardlyIdentified {
        /// The parameter.
        parameter: String,
        /// A standard error of 2 is a factor of 50 to either side.
        log_standard_error: f64,
    },
    /// The likelihood has no curvature at its top, so that there are no standard errors.
    NoCurvature,
    /// q is at most 1: the mean spend over customers is infinite, and there is none to expect of a newcomer.
    InfiniteMeanSpend {
        /// The parameter q.
        q: f64,
    },
}
