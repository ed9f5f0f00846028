use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in the venue's currency, held as integer cents. JSON shows units (`12.5`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that an input may hold: ninety thousand million units, so that sums cannot overflow.
    pub const LARGEST_UNITS: f64 = 9.0e10;

    /// An amount of `cents`.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// `units` rounded to the nearest cent; `None` when not finite or beyond [`Money::LARGEST_UNITS`].
    #[must_use]
    pub fn from_units(units: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "bounded by LARGEST_UNITS")]
        (units.is_finite() && units.abs() <= Self::LARGEST_UNITS)
            .then(|| Self((units * 100.0).round() as i64))
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The amount in currency units.
    #[must_use]
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Whole currency units, rounded half up.
    #[must_use]
    pub const fn whole_units(self) -> i64 {
        (self.0 + 50).div_euclid(100)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.units())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let units = f64::deserialize(deserializer)?;
        Self::from_units(units).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "{units} is not an amount of money between -9e10 and 9e10"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_units_round_half_up_on_both_sides_of_zero() {
        assert_eq!(Money::from_cents(96_552).whole_units(), 966);
        assert_eq!(Money::from_cents(150).whole_units(), 2);
        assert_eq!(Money::from_cents(-150).whole_units(), -1);
        assert_eq!(Money::from_cents(-151).whole_units(), -2);
    }

    #[test]
    fn absurd_amounts_are_refused() {
        assert_eq!(Money::from_units(f64::NAN), None);
        assert_eq!(Money::from_units(f64::INFINITY), None);
        assert_eq!(Money::from_units(1e300), None);
    }
}
