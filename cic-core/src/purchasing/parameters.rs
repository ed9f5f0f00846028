use super::PurchasingError;

/// Refuses the first parameter that is not a finite number above 0.
pub(super) fn all_positive<const N: usize>(
    names: &[&'static str; N],
    values: &[f64; N],
) -> Result<(), PurchasingError> {
    for (&name, &value) in names.iter().zip(values) {
        if !(value.is_finite() && value > 0.0) {
            return Err(PurchasingError::Parameter { name, value });
        }
    }
    Ok(())
}
