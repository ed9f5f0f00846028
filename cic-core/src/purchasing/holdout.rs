use serde::{Deserialize, Serialize};

use super::PurchasingError;
use super::weighted::same_length;

/// How good predictions were on time held out from the fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldoutGoodness {
    /// Customers compared.
    pub customers: usize,
    /// The sum of what was predicted.
    pub expected_sum: f64,
    /// The sum of what came to pass.
    pub actual_sum: f64,
    /// The mean absolute error of a customer.
    pub mean_absolute_error: f64,
    /// The root of the mean squared error of a customer.
    pub root_mean_squared_error: f64,
    /// The share of what came to pass that the best tenth by prediction accounts for, the best two tenths, ... all.
    pub decile_capture: [f64; 10],
    /// Gini coefficient of what came to pass in the order of the predictions, over that in its own order: 1 ranks
    /// perfectly, 0 like chance. 0 too where everyone did the same.
    pub gini: f64,
}

impl HoldoutGoodness {
    /// Compares predictions with what came to pass, customer by customer. Customers of equal prediction share what
    /// they did, so that the order of rows does not matter.
    ///
    /// # Errors
    /// Columns of different lengths; nobody; a value that is negative or not finite.
    pub fn of(predicted: &[f64], actual: &[f64]) -> Result<Self, PurchasingError> {
        same_length("actual", actual.len(), predicted.len())?;
        if predicted.is_empty() {
            return Err(PurchasingError::NoCustomers);
        }
        for (name, column) in [("predicted", predicted), ("actual", actual)] {
            if let Some(row) = column
                .iter()
                .position(|value| !(value.is_finite() && *value >= 0.0))
            {
                return Err(PurchasingError::Holdout {
                    name,
                    row,
                    value: column[row],
                });
            }
        }
        let customers = predicted.len() as f64;
        let errors = || {
            predicted
                .iter()
                .zip(actual)
                .map(|(predicted, actual)| predicted - actual)
        };
        let by_prediction = Concentration::of(predicted, actual);
        let by_itself = Concentration::of(actual, actual);
        Ok(Self {
            customers: predicted.len(),
            expected_sum: predicted.iter().sum(),
            actual_sum: actual.iter().sum(),
            mean_absolute_error: errors().map(f64::abs).sum::<f64>() / customers,
            root_mean_squared_error: (errors().map(|error| error * error).sum::<f64>() / customers).sqrt(),
            decile_capture: std::array::from_fn(|decile| by_prediction.share((decile + 1) as f64 / 10.0)),
            gini: if by_itself.gini() > 0.0 {
                by_prediction.gini() / by_itself.gini()
            } else {
                0.0
            },
        })
    }
}

/// The curve of how much the first so many customers account for, in a falling order.
struct Concentration {
    /// Shares of customers and of the amount at each corner, from (0, 0) to (1, 1).
    corners: Vec<(f64, f64)>,
}

impl Concentration {
    fn of(order: &[f64], amounts: &[f64]) -> Self {
        let mut ranked: Vec<(f64, f64)> = order.iter().copied().zip(amounts.iter().copied()).collect();
        ranked.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(right.1.total_cmp(&left.1)));
        let whole: f64 = ranked.iter().map(|(_, amount)| amount).sum();
        let customers = ranked.len() as f64;
        let mut corners = vec![(0.0, 0.0)];
        let (mut passed, mut taken) = (0.0, 0.0);
        for ties in ranked.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
            passed += ties.len() as f64;
            taken += ties.iter().map(|(_, amount)| amount).sum::<f64>();
            // Where there is no amount at all, everyone has the same share of it.
            let share = if whole > 0.0 {
                taken / whole
            } else {
                passed / customers
            };
            corners.push((passed / customers, share));
        }
        Self { corners }
    }

    /// The share of the amount that this share of customers accounts for.
    fn share(&self, customers: f64) -> f64 {
        let after = self.corners.partition_point(|corner| corner.0 < customers);
        match (self.corners.get(after.wrapping_sub(1)), self.corners.get(after)) {
            (Some(from), Some(to)) => from.1 + (to.1 - from.1) * (customers - from.0) / (to.0 - from.0),
            _ => 1.0,
        }
    }

    /// Twice the area between the curve and the diagonal.
    fn gini(&self) -> f64 {
        let area: f64 = self
            .corners
            .windows(2)
            .map(|pair| (pair[1].0 - pair[0].0) * (pair[1].1 + pair[0].1))
            .sum();
        area - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_and_useless_predictions_are_told_apart() {
        let actual: Vec<f64> = (0..100).map(f64::from).collect();
        let perfect = HoldoutGoodness::of(&actual, &actual).unwrap();
        assert!((perfect.gini - 1.0).abs() < 1e-12 && perfect.mean_absolute_error < 1e-12);
        assert!((perfect.decile_capture[0] - 945.0 / 4950.0).abs() < 1e-12);
        let useless = HoldoutGoodness::of(&[49.5; 100], &actual).unwrap();
        assert!(useless.gini.abs() < 1e-12 && (useless.decile_capture[2] - 0.3).abs() < 1e-12);
        assert!((useless.expected_sum - useless.actual_sum).abs() < 1e-9);
        assert!((useless.mean_absolute_error - 25.0).abs() < 1e-12);
        let reversed: Vec<f64> = actual.iter().rev().copied().collect();
        assert!((HoldoutGoodness::of(&reversed, &actual).unwrap().gini + 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        assert_eq!(HoldoutGoodness::of(&[], &[]), Err(PurchasingError::NoCustomers));
        assert!(HoldoutGoodness::of(&[1.0], &[]).is_err());
        assert!(HoldoutGoodness::of(&[1.0, f64::NAN], &[0.0; 2]).is_err());
        let nothing = HoldoutGoodness::of(&[1.0, 2.0], &[0.0; 2]).unwrap();
        assert!(nothing.gini.abs() < 1e-12 && (nothing.decile_capture[9] - 1.0).abs() < 1e-12);
    }
}
