use crate::domain::Money;
use crate::settings::PricingSettings;

/// Where the price of an hour may go this week, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PriceBounds {
    current: i64,
    least: i64,
    most: i64,
    change: i64,
    step: i64,
}

impl PriceBounds {
    pub(super) fn new(settings: &PricingSettings, current: Money) -> Self {
        Self {
            current: current.cents(),
            least: settings.min_price.cents(),
            most: settings.max_price.cents(),
            change: settings.max_weekly_change.cents(),
            step: settings.price_step.cents().max(1),
        }
    }

    /// `wanted` within the least and the highest price, and last of all within a week's change of the current one.
    pub(super) fn clamp(&self, wanted: Money) -> Money {
        let within = wanted.cents().clamp(self.least, self.most);
        let (low, high) = self.reach();
        Money::from_cents(within.clamp(low, high))
    }

    /// The prices to try: multiples of the step that [`PriceBounds::clamp`] leaves as they are, and the current one.
    pub(super) fn grid(&self) -> Vec<Money> {
        let (low, high) = self.reach();
        let (low, high) = (low.max(self.least), high.min(self.most));
        let first = low.div_euclid(self.step) + i64::from(low.rem_euclid(self.step) > 0);
        let mut prices: Vec<i64> = (first..=high.div_euclid(self.step))
            .map(|steps| steps * self.step)
            .collect();
        prices.push(self.clamp(Money::from_cents(self.current)).cents());
        prices.sort_unstable();
        prices.dedup();
        prices.into_iter().map(Money::from_cents).collect()
    }

    /// `price` on the grid of steps.
    pub(super) fn rounded(&self, price: f64) -> Money {
        let cents = price * 100.0;
        #[expect(clippy::cast_possible_truncation, reason = "prices are at most 10,000 units")]
        let steps = (cents / self.step as f64).round() as i64;
        Money::from_cents(steps * self.step)
    }

    const fn reach(&self) -> (i64, i64) {
        let low = self.current - self.change;
        (if low > 0 { low } else { 0 }, self.current + self.change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(current: i64) -> PriceBounds {
        PriceBounds::new(&PricingSettings::default(), Money::from_cents(current * 100))
    }

    fn units(whole: i64) -> Money {
        Money::from_cents(whole * 100)
    }

    #[test]
    fn the_weekly_change_is_clamped_last() {
        assert_eq!(bounds(25).clamp(units(42)), units(30));
        assert_eq!(bounds(38).clamp(units(42)), units(40));
        // Fifty is above the highest price, and still a week moves it by five at most.
        assert_eq!(bounds(50).clamp(units(30)), units(45));
        assert_eq!(bounds(3).clamp(units(30)), units(8));
        assert_eq!(bounds(2).clamp(units(0)), units(7));
    }

    #[test]
    fn the_grid_holds_what_the_bounds_allow() {
        let grid = bounds(18).grid();
        assert_eq!(grid.first(), Some(&units(15)));
        assert_eq!(grid.last(), Some(&units(23)));
        assert_eq!(grid.len(), 9);
        assert_eq!(bounds(50).grid(), [units(45)]);
    }
}
