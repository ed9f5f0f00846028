use super::Forecast;
use super::ranking::ties;

impl Forecast<'_> {
    /// The area under the ROC curve: the chance that someone who left had a higher probability than someone who
    /// stayed, equal ones counting half (Hanley & McNeil, Radiology 1982). `None` without exits or without stays.
    #[must_use]
    pub fn auc(&self) -> Option<f64> {
        let (exits, rows) = (self.exits(), self.rows());
        if exits == 0 || exits == rows {
            return None;
        }
        // Twice the number of pairs in order; whole numbers, so that no order of sums matters.
        let mut doubled_pairs = 0_u128;
        let mut exits_above = 0_u128;
        for tie in ties(self) {
            let (tied_exits, tied_stays) = (tie.exits as u128, (tie.rows - tie.exits) as u128);
            doubled_pairs += tied_stays * (2 * exits_above + tied_exits);
            exits_above += tied_exits;
        }
        let all_pairs = exits as f64 * (rows - exits) as f64;
        Some(doubled_pairs as f64 / 2.0 / all_pairs)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs_in_order(rows in prop::collection::vec((0..6_u32, any::<bool>()), 1..40)) {
            let probabilities: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 5.0).collect();
            let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let (mut in_order, mut pairs) = (0.0, 0.0);
            for (left, _) in rows.iter().filter(|row| row.1) {
                for (stayed, _) in rows.iter().filter(|row| !row.1) {
                    pairs += 1.0;
                    in_order += match left.cmp(stayed) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            let expected = (pairs > 0.0).then(|| in_order / pairs);
            let found = Forecast::new(&probabilities, &outcomes).unwrap().auc();
            prop_assert_eq!(found.is_some(), expected.is_some());
            prop_assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12);
        }
    }
}
