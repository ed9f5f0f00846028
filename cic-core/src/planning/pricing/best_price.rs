use crate::domain::Money;
use crate::planning::CourtDemand;

/// Demand of one segment for the courts of an hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PricedDemand {
    /// Courts wanted at the current price.
    pub courts: f64,
    /// Change of demand in % when the price rises by 1 %, 0 or below.
    pub elasticity: f64,
    /// Value lost with one who is turned away, currency units.
    pub value_of_turning_away: f64,
}

/// An hour as the price sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PricedHour {
    /// Courts that can be had.
    pub courts: usize,
    /// Current price, currency units.
    pub current_price: f64,
    /// Demand by segment.
    pub demand: Vec<PricedDemand>,
}

/// What a price is expected to do, an hour of one week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PriceOutcome {
    /// Price x courts let.
    pub revenue: f64,
    /// Value lost with those who find the hour full, or who came at the current price and find it too dear.
    pub turned_away: f64,
}

impl PriceOutcome {
    fn net(&self) -> f64 {
        self.revenue - self.turned_away
    }
}

impl PricedHour {
    /// The outcome at `price`, currency units: demand has constant elasticity, and the courts wanted are Poisson.
    pub(super) fn outcome(&self, price: f64) -> PriceOutcome {
        const LEAST_PRICE: f64 = 0.01;
        let ratio = price.max(LEAST_PRICE) / self.current_price.max(LEAST_PRICE);
        let wanted: Vec<f64> = self
            .demand
            .iter()
            .map(|demand| demand.courts * ratio.powf(demand.elasticity))
            .collect();
        let fill = CourtDemand::poisson(wanted.iter().sum::<f64>().min(1e6))
            .map_or(1.0, |demand| demand.expected_fill_rate(self.courts));
        let served = fill * wanted.iter().sum::<f64>();
        let turned_away = self
            .demand
            .iter()
            .zip(&wanted)
            .map(|(demand, &wanted)| {
                let priced_out = (demand.courts - wanted).max(0.0);
                demand.value_of_turning_away * (wanted * (1.0 - fill) + priced_out)
            })
            .sum();
        PriceOutcome {
            revenue: price * served,
            turned_away,
        }
    }

    /// The price of `grid` that is expected to net most; of equal ones the nearest to the current price.
    pub(super) fn best_of(&self, grid: &[Money]) -> Option<Money> {
        let distance = |price: Money| (price.units() - self.current_price).abs();
        let better = |one: &(Money, f64), other: &(Money, f64)| {
            one.1
                .total_cmp(&other.1)
                .then_with(|| distance(other.0).total_cmp(&distance(one.0)))
        };
        grid.iter()
            .map(|&price| (price, self.outcome(price.units()).net()))
            .max_by(better)
            .map(|(price, _)| price)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hour(courts: f64, elasticity: f64, value_of_turning_away: f64) -> PricedHour {
        PricedHour {
            courts: 7,
            current_price: 25.0,
            demand: vec![PricedDemand {
                courts,
                elasticity,
                value_of_turning_away,
            }],
        }
    }

    fn grid() -> Vec<Money> {
        (15..=40).map(|units| Money::from_cents(units * 100)).collect()
    }

    fn best(courts: f64, elasticity: f64, value: f64) -> f64 {
        hour(courts, elasticity, value).best_of(&grid()).unwrap().units()
    }

    #[test]
    fn demand_that_does_not_answer_to_prices_pays_the_highest() {
        assert!((best(3.0, 0.0, 50.0) - 40.0).abs() < 1e-9);
    }

    #[test]
    fn demand_that_answers_strongly_is_won_by_a_lower_price_where_courts_are_free() {
        assert!(best(1.0, -3.0, 0.0) < 20.0);
        assert!(best(12.0, -3.0, 0.0) > best(1.0, -3.0, 0.0));
    }

    #[test]
    fn members_of_value_are_not_priced_out() {
        assert!((best(3.0, -0.6, 0.0) - 40.0).abs() < 1e-9);
        assert!((best(3.0, -0.6, 60.0) - 25.0).abs() < 1e-9);
    }

    #[test]
    fn an_hour_that_nobody_wants_keeps_its_price() {
        assert!((best(0.0, -1.0, 10.0) - 25.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn where_courts_abound_a_price_that_puts_more_people_off_is_never_higher(
            courts in 0.1..15.0_f64, elasticity in -3.0..0.0_f64, more in 0.01..2.0_f64,
        ) {
            let best = |elasticity| {
                let hour = PricedHour { courts: 400, ..hour(courts, elasticity, 0.0) };
                hour.best_of(&grid()).unwrap()
            };
            prop_assert!(best(elasticity - more) <= best(elasticity));
        }

        #[test]
        fn a_dearer_hour_is_wanted_by_fewer_and_pays_more_a_court(
            courts in 0.1..15.0_f64, elasticity in -3.0..0.0_f64, price in 15.0..40.0_f64, more in 0.1..10.0_f64,
        ) {
            let (one, other) = (hour(courts, elasticity, 0.0).outcome(price), hour(courts, elasticity, 0.0).outcome(price + more));
            prop_assert!(other.revenue / (price + more) <= one.revenue / price + 1e-9);
        }

        #[test]
        fn outcomes_are_finite(
            courts in 0.0..1e4_f64, elasticity in -10.0..0.0_f64, price in 0.0..1e4_f64, current in 0.0..1e4_f64,
        ) {
            let outcome = PricedHour { current_price: current, ..hour(courts, elasticity, 100.0) }.outcome(price);
            prop_assert!(outcome.revenue.is_finite() && outcome.turned_away.is_finite());
            prop_assert!(outcome.revenue >= 0.0 && outcome.turned_away >= 0.0);
        }
    }
}
