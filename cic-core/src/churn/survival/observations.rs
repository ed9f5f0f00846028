use super::SurvivalError;

/// Who was watched, from when, until when, and whether the event ended it: columns of equal length.
///
/// Times are in any one unit (days, months), measured from the same origin, 0 or more.
///
/// ```
/// use cic_core::churn::survival::{KaplanMeier, KaplanMeierOptions, Observations};
/// let months = [3.0, 5.0, 5.0, 8.0];
/// let left = [true, true, false, false];
/// let fitted = KaplanMeier::fit(&Observations::new(&months, &left), &KaplanMeierOptions::default())?;
/// assert_eq!(fitted.survival(4.0), 0.75);
/// # Ok::<(), cic_core::churn::survival::SurvivalError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Observations<'a> {
    pub(super) durations: &'a [f64],
    pub(super) events: &'a [bool],
    pub(super) entries: Option<&'a [f64]>,
    pub(super) weights: Option<&'a [f64]>,
}

impl<'a> Observations<'a> {
    /// Rows that end at `durations`, by the event where `events` says so, else because watching ended.
    #[must_use]
    pub const fn new(durations: &'a [f64], events: &'a [bool]) -> Self {
        Self {
            durations,
            events,
            entries: None,
            weights: None,
        }
    }

    /// The same rows under observation only from `entries` on (delayed entry, left truncation).
    ///
    /// A row is at risk at t when entry < t <= duration. Without entries all rows are at risk from the start.
    #[must_use]
    pub const fn with_entries(self, entries: &'a [f64]) -> Self {
        Self {
            entries: Some(entries),
            ..self
        }
    }

    /// The same rows, each standing for `weights` like rows; a row of weight 0 is left out.
    #[must_use]
    pub const fn with_weights(self, weights: &'a [f64]) -> Self {
        Self {
            weights: Some(weights),
            ..self
        }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// The weight of a row.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    /// Refuses columns that do not fit together and values that mean nothing.
    pub(super) fn check(&self) -> Result<(), SurvivalError> {
        let rows = self.durations.len();
        self.check_length("events", self.events.len())?;
        check_numbers("durations", self.durations)?;
        if let Some(entries) = self.entries {
            self.check_length("entries", entries.len())?;
            check_numbers("entries", entries)?;
            let late = |row: &usize| entries[*row] >= self.durations[*row];
            if let Some(row) = (0..rows).find(late) {
                return Err(SurvivalError::EntryNotBeforeEnd {
                    row,
                    entry: entries[row],
                    duration: self.durations[row],
                });
            }
        }
        if let Some(weights) = self.weights {
            self.check_length("weights", weights.len())?;
            check_numbers("weights", weights)?;
        }
        let counts = |weights: &[f64]| weights.iter().any(|&weight| weight > 0.0);
        if rows == 0 || !self.weights.is_none_or(counts) {
            return Err(SurvivalError::NoRows);
        }
        Ok(())
    }

    pub(super) const fn check_length(
        &self,
        column: &'static str,
        values: usize,
    ) -> Result<(), SurvivalError> {
        let rows = self.durations.len();
        if values == rows {
            return Ok(());
        }
        Err(SurvivalError::Lengths { column, rows, values })
    }
}

/// Larger times and weights overflow in sums of squares.
const LARGEST: f64 = 1e100;

fn check_numbers(column: &'static str, values: &[f64]) -> Result<(), SurvivalError> {
    let unusable = |value: &f64| !(0.0..=LARGEST).contains(value);
    values.iter().position(unusable).map_or(Ok(()), |row| {
        let value = values[row];
        Err(SurvivalError::NotANumber { column, row, value })
    })
}
