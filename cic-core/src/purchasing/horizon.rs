use super::PurchasingError;

/// How far to look ahead, in the unit of the data: a finite number of 0 or more.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Horizon(f64);

impl Horizon {
    /// A horizon of `length`.
    ///
    /// # Errors
    /// A length that is negative or not finite.
    pub fn new(length: f64) -> Result<Self, PurchasingError> {
        if length.is_finite() && length >= 0.0 {
            Ok(Self(length))
        } else {
            Err(PurchasingError::Horizon(length))
        }
    }

    /// Its length.
    #[must_use]
    pub const fn length(self) -> f64 {
        self.0
    }
}
