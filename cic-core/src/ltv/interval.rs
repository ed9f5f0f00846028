use serde::{Deserialize, Serialize};

/// What one customer may bring, and how likely that is: amounts with weights.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    /// `(amount, weight)` in any order.
    points: Vec<(f64, f64)>,
}

/// The mean, the spread and an interval of what one customer may bring.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Outcomes {
    /// Forgets every amount.
    pub fn clear(&mut self) {
        self.points.clear();
    }

    /// Adds an amount.
    pub fn add(&mut self, amount: f64, weight: f64) {
        if weight > 0.0 {
            self.points.push((amount, weight));
        }
    }

    /// Mean, variance and the shortest interval that holds at least the share `coverage` of the weight.
    ///
    /// Members who stay to the horizon all bring about the same: a lump at the top that an interval between two
    /// quantiles would either cut or pay for twice. The shortest interval keeps it and gives its room to the other end.
    pub fn spread(&mut self, coverage: f64) -> Spread {
        let total: f64 = self.points.iter().map(|(_, weight)| weight).sum();
        if total <= 0.0 {
            return Spread::default();
        }
        self.points
            .sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let mean = self
            .points
            .iter()
            .map(|(amount, weight)| amount * weight)
            .sum::<f64>()
            / total;
        let square = |&(amount, weight): &(f64, f64)| weight * (amount - mean).powi(2);
        let variance = self.points.iter().map(square).sum::<f64>() / total;
        let (low, high) = self.shortest(coverage * total);
        Spread {
            mean,
            variance,
            low,
            high,
        }
    }

    /// The shortest stretch of sorted amounts with at least `wanted` weight.
    fn shortest(&self, wanted: f64) -> (f64, f64) {
        // Rounding of the sum must not push the last point out of reach.
        let wanted = wanted * (1.0 - 1e-12);
        let mut best = (self.points[0].0, self.points[self.points.len() - 1].0);
        let (mut from, mut held) = (0, 0.0);
        for &(high, weight) in &self.points {
            held += weight;
            while held - self.points[from].1 >= wanted {
                held -= self.points[from].1;
                from += 1;
            }
            let low = self.points[from].0;
            if held >= wanted && high - low < best.1 - best.0 {
                best = (low, high);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_lump_at_the_top_leaves_the_room_to_the_lower_end() {
        let mut outcomes = Outcomes::default();
        for amount in 0..60 {
            outcomes.add(f64::from(amount), 0.01);
        }
        outcomes.add(100.0, 0.4);
        let spread = outcomes.spread(0.9);
        assert!(
            (spread.low - 10.0).abs() < 1e-12 && (spread.high - 100.0).abs() < 1e-12,
            "{spread:?}"
        );
    }

    proptest! {
        #[test]
        fn the_interval_holds_its_share_and_lies_among_the_amounts(
            points in prop::collection::vec((-50.0..500.0_f64, 0.0..3.0_f64), 1..80),
            coverage in 0.05..0.99_f64,
        ) {
            let mut outcomes = Outcomes::default();
            points.iter().for_each(|&(amount, weight)| outcomes.add(amount, weight));
            let total: f64 = points.iter().map(|(_, weight)| weight).sum();
            let spread = outcomes.spread(coverage);
            let inside: f64 = points
                .iter()
                .filter(|(amount, weight)| *weight > 0.0 && (spread.low..=spread.high).contains(amount))
                .map(|(_, weight)| weight)
                .sum();
            prop_assert!(inside >= coverage * total * (1.0 - 1e-9));
            prop_assert!(spread.variance >= 0.0);
        }
    }
}
