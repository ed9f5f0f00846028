use serde::Serialize;

use super::wording::number;
use super::{Contributions, CovariateWording};

/// Points below this are shown as 0.0.
const SMALLEST_POINTS: f64 = 0.05;

/// One thing that moves a member's probability of leaving.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// The short name: "days since last visit".
    pub name: String,
    /// The whole of it: "no visit for 23 days: +4.1 points".
    pub text: String,
    /// Percentage points that it adds to the probability.
    pub points: f64,
    /// What it adds to the linear predictor: log odds under the logit.
    pub contribution: f64,
}

/// Probabilities of leaving within a horizon: of the member, and of the reference under the same contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HorizonProbabilities {
    /// The member's.
    pub member: f64,
    /// The reference's.
    pub reference: f64,
}

/// Everything that moves a member's probability, the strongest first; points add up to the difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    reasons: Vec<Reason>,
}

impl Reasons {
    /// Puts contributions into words.
    ///
    /// `shown` has one value for each wording, in its own unit (days, not their logarithm); `None` is not known. Columns
    /// without a wording and the month of membership make up "everything else". Without `horizon`, points are those
    /// of one month.
    ///
    /// ```
    /// use cic_core::churn::hazard::{ChurnHazard, HazardOptions};
    /// use cic_core::churn::reasons::{Contributions, CovariateWording, Reasons, Reference, Wording};
    /// # let came = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    /// # let exits = [true, false, false, false, true, true, true, false];
    /// let fitted = ChurnHazard::fit(&came, 1, &exits, None, &HazardOptions::default())?;
    /// let segment = Reference::mean_of(&fitted, &[1.0, 0.0], &[1, 1])?;
    /// let contributions = Contributions::of(&fitted, 1, &[0.0], &segment)?;
    /// let wording = CovariateWording {
    ///     name: "visits".into(),
    ///     columns: vec![0],
    ///     wording: Wording::YesNo { yes: "came last month".into(), no: "did not come last month".into() },
    /// };
    /// let reasons = Reasons::new(&contributions, &[wording], &[Some(0.0)], None);
    /// assert_eq!(reasons.all()[0].text, "did not come last month: +25.0 points");
    /// # Ok::<(), cic_core::churn::hazard::HazardError>(())
    /// ```
    #[must_use]
    pub fn new(
        contributions: &Contributions,
        wordings: &[CovariateWording],
        shown: &[Option<f64>],
        horizon: Option<HorizonProbabilities>,
    ) -> Self {
        let horizon = horizon.unwrap_or(HorizonProbabilities {
            member: contributions.probability,
            reference: contributions.reference_probability,
        });
        let points_per_unit = 100.0 * contributions.probability_per_unit(horizon.member, horizon.reference);
        let mut spoken_of = vec![false; contributions.of_columns.len()];
        let mut reasons: Vec<Reason> = wordings
            .iter()
            .enumerate()
            .map(|(place, wording)| {
                let mut contribution = 0.0;
                for &column in &wording.columns {
                    if let (Some(of_column), Some(spoken)) =
                        (contributions.of_columns.get(column), spoken_of.get_mut(column))
                    {
                        contribution += if *spoken { 0.0 } else { *of_column };
                        *spoken = true;
                    }
                }
                let text = wording.text(shown.get(place).copied().flatten());
                Reason::new(wording.name.clone(), &text, contribution, points_per_unit)
            })
            .collect();
        let silent = contributions
            .of_columns
            .iter()
            .zip(spoken_of)
            .filter(|(_, spoken)| !spoken);
        let rest = contributions.of_level + silent.map(|(contribution, _)| contribution).sum::<f64>();
        reasons.push(Reason::everything_else(rest, points_per_unit));
        reasons.sort_by(|left, right| right.points.abs().total_cmp(&left.points.abs()));
        Self { reasons }
    }

    /// All of them, the strongest first.
    #[must_use]
    pub fn all(&self) -> &[Reason] {
        &self.reasons
    }

    /// The strongest few that are not shown as 0.0, and whatever is left as "everything else"; points still add up.
    #[must_use]
    pub fn strongest(&self, count: usize) -> Vec<Reason> {
        let named =
            |reason: &&Reason| reason.name != EVERYTHING_ELSE && reason.points.abs() >= SMALLEST_POINTS;
        let mut strongest: Vec<Reason> = self.reasons.iter().filter(named).take(count).cloned().collect();
        let total = |reasons: &[Reason]| {
            let sum = |of: fn(&Reason) -> f64| reasons.iter().map(of).sum::<f64>();
            (sum(|reason| reason.contribution), sum(|reason| reason.points))
        };
        let ((all, all_points), (said, said_points)) = (total(&self.reasons), total(&strongest));
        if (all_points - said_points).abs() >= SMALLEST_POINTS {
            let mut rest = Reason::everything_else(all - said, 0.0);
            rest.points = all_points - said_points;
            rest.text = with_points(EVERYTHING_ELSE, rest.points);
            strongest.push(rest);
        }
        strongest
    }
}

const EVERYTHING_ELSE: &str = "everything else";

impl Reason {
    fn new(name: String, text: &str, contribution: f64, points_per_unit: f64) -> Self {
        let points = contribution * points_per_unit;
        Self {
            name,
            text: with_points(text, points),
            points,
            contribution,
        }
    }

    fn everything_else(contribution: f64, points_per_unit: f64) -> Self {
        Self::new(
            EVERYTHING_ELSE.to_owned(),
            EVERYTHING_ELSE,
            contribution,
            points_per_unit,
        )
    }
}

fn with_points(text: &str, points: f64) -> String {
    let sign = if points >= SMALLEST_POINTS { "+" } else { "" };
    format!("{text}: {sign}{} points", number(points, 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::churn::hazard::{ChurnHazard, FittedHazard, HazardOptions};
    use crate::churn::reasons::{Reference, Wording};

    fn fitted() -> FittedHazard {
        let rows =
            (0..64_u32).flat_map(|row| [f64::from(row % 4), f64::from(row / 4 % 3), f64::from(row % 5)]);
        let values: Vec<f64> = rows.collect();
        let exits: Vec<bool> = (0..64_u32)
            .map(|row| row * 7 % 11 < row % 4 + row / 4 % 3)
            .collect();
        ChurnHazard::fit(&values, 3, &exits, None, &HazardOptions::default()).unwrap()
    }

    fn wordings() -> Vec<CovariateWording> {
        let number = |column: usize| CovariateWording {
            name: format!("column {column}"),
            columns: vec![column],
            wording: Wording::Number {
                many: "{value}".to_owned(),
                one: None,
                decimals: 0,
            },
        };
        vec![number(0), number(1)]
    }

    proptest! {
        #[test]
        fn points_add_up_to_the_difference_of_probabilities(
            member in prop::array::uniform3(-3.0..5.0_f64),
            usual in prop::array::uniform3(0.0..3.0_f64),
            horizon in prop::option::of((0.01..0.99_f64, 0.01..0.99_f64)),
        ) {
            let fitted = fitted();
            let reference = Reference { covariates: usual.to_vec(), level: fitted.intercept() };
            let contributions = Contributions::of(&fitted, 1, &member, &reference).unwrap();
            let predictor = fitted.linear_predictor(&member).unwrap()[0] - fitted.linear_predictor(&usual).unwrap()[0];
            prop_assert!((contributions.difference() - predictor).abs() < 1e-10);
            let horizon = horizon.map(|(member, reference)| HorizonProbabilities { member, reference });
            let reasons = Reasons::new(&contributions, &wordings(), &[Some(member[0]), None], horizon);
            let difference = match horizon {
                Some(horizon) => horizon.member - horizon.reference,
                None => contributions.probability - contributions.reference_probability,
            };
            let all: f64 = reasons.all().iter().map(|reason| reason.points).sum();
            prop_assert!((all - 100.0 * difference).abs() < 1e-9, "{all} {difference}");
            let strongest = reasons.strongest(1);
            let shown: f64 = strongest.iter().map(|reason| reason.points).sum();
            prop_assert!((shown - all).abs() < 3.0 * SMALLEST_POINTS);
        }
    }

    #[test]
    fn contributions_that_cancel_keep_their_size() {
        let fitted = fitted();
        let (first, second) = (fitted.coefficients()[0], fitted.coefficients()[1]);
        let reference = Reference {
            covariates: vec![1.0; 3],
            level: fitted.intercept(),
        };
        // Up by the one as far as down by the other.
        let member = [1.0 + 0.5 / first, 1.0 - 0.5 / second, 1.0];
        let contributions = Contributions::of(&fitted, 1, &member, &reference).unwrap();
        let reasons = Reasons::new(&contributions, &wordings(), &[None, None], None);
        assert!(reasons.all()[0].points.abs() > 1.0, "{reasons:?}");
        assert!(
            reasons
                .all()
                .iter()
                .map(|reason| reason.points)
                .sum::<f64>()
                .abs()
                < 1e-9
        );
    }
}
