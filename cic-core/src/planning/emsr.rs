use super::DemandError;
use super::normal::quantile;

/// A class of demand for the same courts: what it pays, and how many courts it wants (normal, independent).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FareClass {
    /// Currency units a court.
    pub fare: f64,
    /// Mean demand, courts.
    pub mean: f64,
    /// Standard deviation of demand, courts.
    pub standard_deviation: f64,
}

impl FareClass {
    fn check(&self) -> Result<(), DemandError> {
        if !(self.fare.is_finite() && self.fare > 0.0) {
            return Err(DemandError::Fare(self.fare));
        }
        if !(0.0..=1e6).contains(&self.mean) {
            return Err(DemandError::Mean(self.mean));
        }
        if !(0.0..=1e6).contains(&self.standard_deviation) {
            return Err(DemandError::StandardDeviation(self.standard_deviation));
        }
        Ok(())
    }
}

/// How many courts to keep for `higher` while `lower_fare` asks for them (Littlewood 1972): the y with
/// P(D > y) = lower fare / higher fare, not below 0.
///
/// # Errors
/// A class or a fare that cannot be, or a lower fare above the higher.
pub fn littlewood(higher: &FareClass, lower_fare: f64) -> Result<f64, DemandError> {
    higher.check()?;
    if !(lower_fare.is_finite() && lower_fare > 0.0) {
        return Err(DemandError::Fare(lower_fare));
    }
    if lower_fare > higher.fare {
        return Err(DemandError::FareOrder {
            lower: lower_fare,
            higher: higher.fare,
        });
    }
    Ok(protected(higher, lower_fare))
}

/// Nested protection levels by EMSR-b (Belobaba 1992): for each class but the last, how many courts to keep for
/// it and everything dearer. The dearer classes are pooled, at their demand-weighted fare.
///
/// The order of `classes` does not matter; levels come dearest first and are not capped by any capacity.
///
/// ```
/// use cic_core::planning::{FareClass, protection_levels_emsr_b};
/// let class = |fare, mean, standard_deviation| FareClass { fare, mean, standard_deviation };
/// let levels = protection_levels_emsr_b(&[class(1050.0, 17.3, 5.8), class(567.0, 45.1, 15.0)])?;
/// assert!((levels[0] - 16.72).abs() < 0.01);
/// # Ok::<(), cic_core::planning::DemandError>(())
/// ```
///
/// # Errors
/// A class that cannot be.
pub fn protection_levels_emsr_b(classes: &[FareClass]) -> Result<Vec<f64>, DemandError> {
    let classes = dearest_first(classes)?;
    let level = |count: usize| {
        let dearer = &classes[..count];
        let mean: f64 = dearer.iter().map(|class| class.mean).sum();
        let variance: f64 = dearer.iter().map(|class| class.standard_deviation.powi(2)).sum();
        let paid: f64 = dearer.iter().map(|class| class.fare * class.mean).sum();
        let pooled = FareClass {
            fare: if mean > 0.0 { paid / mean } else { dearer[0].fare },
            mean,
            standard_deviation: variance.sqrt(),
        };
        protected(&pooled, classes[count].fare)
    };
    Ok((1..classes.len()).map(level).collect())
}

/// Nested protection levels by EMSR-a (Belobaba 1987): the sum of each dearer class's own protection against the
/// next fare. It keeps more than EMSR-b does.
///
/// # Errors
/// A class that cannot be.
pub fn protection_levels_emsr_a(classes: &[FareClass]) -> Result<Vec<f64>, DemandError> {
    let classes = dearest_first(classes)?;
    let level = |count: usize| {
        classes[..count]
            .iter()
            .map(|class| protected(class, classes[count].fare))
            .sum()
    };
    Ok((1..classes.len()).map(level).collect())
}

fn dearest_first(classes: &[FareClass]) -> Result<Vec<FareClass>, DemandError> {
    classes.iter().try_for_each(FareClass::check)?;
    let mut sorted = classes.to_vec();
    sorted.sort_by(|one, other| other.fare.total_cmp(&one.fare));
    Ok(sorted)
}

fn protected(higher: &FareClass, lower_fare: f64) -> f64 {
    let kept_while = 1.0 - (lower_fare / higher.fare).min(1.0);
    if higher.standard_deviation == 0.0 {
        return if kept_while > 0.0 { higher.mean } else { 0.0 };
    }
    (higher.mean + quantile(kept_while) * higher.standard_deviation).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Vec<FareClass> {
        [
            (1050.0, 17.3, 5.8),
            (567.0, 45.1, 15.0),
            (534.0, 39.6, 13.2),
            (520.0, 34.0, 11.3),
        ]
        .map(|(fare, mean, standard_deviation)| FareClass {
            fare,
            mean,
            standard_deviation,
        })
        .into()
    }

    #[test]
    fn emsr_b_matches_the_published_protection_levels() {
        let levels = protection_levels_emsr_b(&published()).unwrap();
        for (level, expected) in levels.iter().zip([16.72, 50.94, 83.15]) {
            assert!((level - expected).abs() < 0.005, "{level} is not {expected}");
        }
    }

    #[test]
    fn the_order_of_classes_leaves_no_trace() {
        let mut reversed = published();
        reversed.reverse();
        assert_eq!(
            protection_levels_emsr_b(&published()),
            protection_levels_emsr_b(&reversed)
        );
        assert_eq!(
            protection_levels_emsr_a(&published()),
            protection_levels_emsr_a(&reversed)
        );
    }

    #[test]
    fn a_certain_demand_is_kept_whole_while_it_pays_more() {
        let certain = FareClass {
            fare: 30.0,
            mean: 3.0,
            standard_deviation: 0.0,
        };
        assert_eq!(littlewood(&certain, 20.0), Ok(3.0));
        assert_eq!(littlewood(&certain, 30.0), Ok(0.0));
    }

    #[test]
    fn impossible_classes_are_refused() {
        let class = published()[0];
        for (fare, mean, standard_deviation) in [(0.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, f64::NAN)] {
            let bad = FareClass {
                fare,
                mean,
                standard_deviation,
            };
            assert!(protection_levels_emsr_b(&[class, bad]).is_err());
        }
        assert!(littlewood(&class, 2_000.0).is_err());
    }
}
