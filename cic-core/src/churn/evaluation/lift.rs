use serde::Serialize;

use super::Forecast;
use super::ranking::{ExpectedExits, ties};

/// A tenth of the rows, by falling probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiftDecile {
    /// 1 has the highest probabilities.
    pub decile: usize,
    /// Rows in it.
    pub rows: usize,
    /// Exits in it; where it splits rows of one probability, as many as expected in any order.
    pub expected_exits: f64,
    /// Its exit rate over that of all rows.
    pub lift: f64,
    /// The share of all exits in this decile and those above.
    pub captured_share: f64,
}

impl Forecast<'_> {
    /// Ten tenths by falling probability, as far as there are rows; lifts are 0 when nobody left.
    #[must_use]
    pub fn lift_deciles(&self) -> Vec<LiftDecile> {
        let ties = ties(self);
        let mut expected = ExpectedExits::new(&ties);
        let (rows, exits) = (self.rows(), self.exits() as f64);
        let share = |part: f64| if exits > 0.0 { part / exits } else { 0.0 };
        let (mut rows_before, mut exits_before) = (0, 0.0);
        let mut deciles = Vec::with_capacity(10);
        for decile in 1..=10 {
            let last = rows * decile / 10;
            let here = last - rows_before;
            if here == 0 {
                continue;
            }
            let exits_here = expected.among_first(last) - exits_before;
            rows_before = last;
            exits_before += exits_here;
            deciles.push(LiftDecile {
                decile,
                rows: here,
                expected_exits: exits_here,
                lift: share(exits_here) * rows as f64 / here as f64,
                captured_share: share(exits_before),
            });
        }
        deciles
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_decile_of_a_faultless_forecast_lifts_tenfold() {
        let probabilities: Vec<f64> = (0..20).map(|row| f64::from(row) / 20.0).collect();
        let outcomes: Vec<bool> = (0..20).map(|row| row >= 18).collect();
        let deciles = Forecast::new(&probabilities, &outcomes).unwrap().lift_deciles();
        assert!((deciles[0].lift - 10.0).abs() < 1e-12 && (deciles[0].captured_share - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn deciles_do_not_depend_on_the_order_of_rows(
            rows in prop::collection::vec((0..3_u32, any::<bool>()), 1..60),
            turn in 0_usize..60,
        ) {
            let deciles = |rows: &[(u32, bool)]| {
                let probabilities: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 2.0).collect();
                let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
                Forecast::new(&probabilities, &outcomes).unwrap().lift_deciles()
            };
            let mut turned = rows.clone();
            turned.rotate_left(turn % rows.len());
            let found = deciles(&rows);
            prop_assert_eq!(&found, &deciles(&turned));
            let exits: f64 = found.iter().map(|decile| decile.expected_exits).sum();
            prop_assert!((exits - rows.iter().filter(|row| row.1).count() as f64).abs() < 1e-9);
        }
    }
}
