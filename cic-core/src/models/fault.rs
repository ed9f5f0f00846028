use crate::churn::hazard::HazardError;
use crate::churn::retention::RetentionError;
use crate::churn::survival::SurvivalError;
use crate::error::Error;
use crate::purchasing::PurchasingError;
use crate::segmentation::KMeansError;

/// What a model finds at fault: options by their names, a column by its own, anything else in the table as a whole.
macro_rules! refusals {
    ($($kind:ident { $($place:pat => $field:expr,)* })+) => {
        $(impl From<$kind> for Error {
            fn from(error: $kind) -> Self {
                let message = error.to_string();
                match error {
                    $kind::Options(faults) => Self::Invalid(faults),
                    $kind::Stopped(stopped) => Self::Stopped(stopped),
                    $($place => Self::invalid($field, message),)*
                    _ => Self::invalid("table", message),
                }
            }
        })+
    };
}

refusals! {
    PurchasingError {
        PurchasingError::Ragged { column, .. } => column,
        PurchasingError::Parameter { name, .. } => name,
        PurchasingError::Horizon(_) => "t",
        PurchasingError::Discount { .. } => "rate",
    }
    HazardError {
        HazardError::Length { what, .. } => what,
        HazardError::Weight { .. } => "weights",
    }
    SurvivalError {
        SurvivalError::Lengths { column, .. } => column,
        SurvivalError::NotANumber { column, .. } => column,
    }
    KMeansError {}
}

impl From<RetentionError> for Error {
    fn from(error: RetentionError) -> Self {
        let message = error.to_string();
        match error {
            RetentionError::Options(faults) => Self::Invalid(faults),
            RetentionError::DiscountRate { .. } => Self::invalid("discount_rate", message),
            RetentionError::PeriodZero => Self::invalid("period", message),
            _ => Self::invalid("table", message),
        }
    }
}
