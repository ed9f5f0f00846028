use super::EvaluationError;

/// Probabilities of leaving, and who left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast<'a> {
    probabilities: &'a [f64],
    outcomes: &'a [bool],
}

impl<'a> Forecast<'a> {
    /// Pairs each probability with its outcome.
    ///
    /// ```
    /// use cic_core::churn::evaluation::Forecast;
    /// let forecast = Forecast::new(&[0.9, 0.2, 0.3, 0.1], &[true, false, true, false])?;
    /// assert_eq!(forecast.auc(), Some(1.0));
    /// assert!((forecast.brier_score() - (0.01 + 0.04 + 0.49 + 0.01) / 4.0).abs() < 1e-15);
    /// # Ok::<(), cic_core::churn::evaluation::EvaluationError>(())
    /// ```
    ///
    /// # Errors
    /// Columns of unequal length, no rows, a probability outside 0 to 1.
    pub fn new(probabilities: &'a [f64], outcomes: &'a [bool]) -> Result<Self, EvaluationError> {
        if probabilities.len() != outcomes.len() {
            return Err(EvaluationError::Unpaired {
                probabilities: probabilities.len(),
                outcomes: outcomes.len(),
            });
        }
        if probabilities.is_empty() {
            return Err(EvaluationError::Empty);
        }
        let unusable = |probability: &f64| !(0.0..=1.0).contains(probability);
        if let Some(row) = probabilities.iter().position(unusable) {
            let probability = probabilities[row];
            return Err(EvaluationError::Probability { row, probability });
        }
        Ok(Self {
            probabilities,
            outcomes,
        })
    }

    /// The probabilities.
    #[must_use]
    pub const fn probabilities(&self) -> &'a [f64] {
        self.probabilities
    }

    /// Who left.
    #[must_use]
    pub const fn outcomes(&self) -> &'a [bool] {
        self.outcomes
    }

    /// How many rows there are, 1 or more.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.outcomes.len()
    }

    /// How many left.
    #[must_use]
    pub fn exits(&self) -> usize {
        self.outcomes.iter().filter(|left| **left).count()
    }

    /// The share who left.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.exits() as f64 / self.rows() as f64
    }

    /// Each probability with 1 for an exit and 0 for a stay.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (f64, f64)> + 'a {
        let outcomes = self.outcomes.iter().map(|left| if *left { 1.0 } else { 0.0 });
        self.probabilities.iter().copied().zip(outcomes)
    }
}
