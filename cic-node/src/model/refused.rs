use cic_core::churn::hazard::HazardError;
use cic_core::churn::retention::RetentionError;
use cic_core::churn::survival::SurvivalError;
use cic_core::purchasing::{HistoryFault, PurchasingError};
use cic_core::segmentation::KMeansError;
use cic_core::{Error, Fault};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a model cannot be fitted or asked.
pub struct Refused(Vec<Fault>);

impl Refused {
    pub(crate) fn at(field: &str, message: impl Into<String>) -> Self {
        Self(vec![Fault::new(field, message)])
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Invalid(refused.0)
    }
}

impl From<PurchasingError> for Refused {
    fn from(error: PurchasingError) -> Self {
        match error {
            PurchasingError::Options(faults) => Self(faults),
            PurchasingError::Ragged { column, .. } => Self::at(column, error.to_string()),
            PurchasingError::Parameter { name, .. } => Self::at(name, error.to_string()),
            error => Self::at("table", error.to_string()),
        }
    }
}

impl From<HistoryFault> for Refused {
    fn from(fault: HistoryFault) -> Self {
        Self::at("table", fault.to_string())
    }
}

macro_rules! refused {
    ($($error:ident),+) => {
        $(impl From<$error> for Refused {
            fn from(error: $error) -> Self {
                match error {
                    $error::Options(faults) => Self(faults),
                    error => Self::at("table", error.to_string()),
                }
            }
        })+
    };
}

refused!(KMeansError, HazardError, SurvivalError, RetentionError);

/// The options among the arguments of a fit, each with its default.
pub(crate) fn options<T: DeserializeOwned + Default>(arguments: &Value) -> Result<T, Refused> {
    let Some(options) = arguments.get("options") else {
        return Ok(T::default());
    };
    T::deserialize(options).map_err(|error| Refused::at("options", error.to_string()))
}

/// A number among the arguments of a call.
pub(crate) fn number(arguments: &Value, name: &str) -> Result<f64, Refused> {
    let number = arguments.get(name).and_then(Value::as_f64);
    number.ok_or_else(|| Refused::at(name, "this is not a number; pass one"))
}

/// How many columns a row-major table has; a width that fits no row is refused by the model.
pub(crate) fn width(arguments: &Value) -> Result<usize, Refused> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a small whole number or fits no row"
    )]
    number(arguments, "width").map(|width| width as usize)
}

/// A column of 0 and 1.
pub(crate) fn flags(name: &str, column: &[f64]) -> Result<Vec<bool>, Refused> {
    match column.iter().position(|&flag| flag != 0.0 && flag != 1.0) {
        Some(row) => Err(Refused::at(
            name,
            format!("row {row}: {} is neither 0 nor 1", column[row]),
        )),
        None => Ok(column.iter().map(|&flag| flag != 0.0).collect()),
    }
}

/// The only column of a call.
pub(crate) fn only(columns: &[Vec<f64>]) -> Result<&[f64], Refused> {
    columns
        .first()
        .map(Vec::as_slice)
        .ok_or_else(|| Refused::at("table", "a column is missing"))
}
