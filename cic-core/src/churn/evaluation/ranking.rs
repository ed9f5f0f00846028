use super::Forecast;

/// Rows of one probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tie {
    pub(super) probability: f64,
    pub(super) rows: usize,
    pub(super) exits: usize,
}

/// Rows gathered by probability, the highest first.
pub(super) fn ties(forecast: &Forecast<'_>) -> Vec<Tie> {
    // Adding 0 makes a zero of either sign one zero.
    let probabilities = forecast
        .probabilities()
        .iter()
        .map(|probability| probability + 0.0);
    let mut rows: Vec<(f64, bool)> = probabilities.zip(forecast.outcomes().iter().copied()).collect();
    rows.sort_unstable_by(|left, right| right.0.total_cmp(&left.0));
    rows.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq())
        .map(|tied| Tie {
            probability: tied[0].0,
            rows: tied.len(),
            exits: tied.iter().filter(|row| row.1).count(),
        })
        .collect()
}

/// How many exits are expected among the first so many rows, when tied rows come in any order.
pub(super) struct ExpectedExits<'a> {
    ties: &'a [Tie],
    rows_before: usize,
    exits_before: usize,
}

impl<'a> ExpectedExits<'a> {
    pub(super) const fn new(ties: &'a [Tie]) -> Self {
        Self {
            ties,
            rows_before: 0,
            exits_before: 0,
        }
    }

    /// Exits expected among the first `rows`; calls must come with ascending `rows`.
    pub(super) fn among_first(&mut self, rows: usize) -> f64 {
        while let [tie, rest @ ..] = self.ties {
            if self.rows_before + tie.rows > rows {
                let share = (rows - self.rows_before) as f64 / tie.rows as f64;
                return self.exits_before as f64 + share * tie.exits as f64;
            }
            self.rows_before += tie.rows;
            self.exits_before += tie.exits;
            self.ties = rest;
        }
        self.exits_before as f64
    }
}
