use super::SurvivalError;
use crate::error::Fault;
use crate::numeric::normal::two_sided_width;

/// The half-width of an interval in standard errors, or the fault of a confidence that is none.
pub(super) fn width(confidence: f64) -> Result<f64, SurvivalError> {
    if confidence > 0.0 && confidence < 1.0 {
        return Ok(two_sided_width(confidence));
    }
    let message = format!("{confidence} is not between 0 and 1");
    Err(SurvivalError::Options(vec![Fault::new("confidence", message)]))
}
