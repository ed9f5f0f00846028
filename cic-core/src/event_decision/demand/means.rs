use super::cell::{SEASONS, WEEK_CELLS};
use super::history::Counts;
use crate::planning::CourtDemand;

/// How many weeks a season's figure is worth before its own weeks count for more.
const SEASON_WEEKS: f64 = 6.0;
/// How many weeks the like hours of like days are worth beside an hour's own.
const LIKE_HOURS_WEEKS: f64 = 1.0;
/// Rounds of filling in hidden demand; each closes most of what is left of the gap.
const ROUNDS: usize = 30;

/// Final demand of one kind: a mean for every cell, and one overdispersion.
#[derive(Debug, Clone)]
pub(super) struct Means {
    /// Courts wanted, by cell of the year.
    pub mean: Vec<f64>,
    /// What the variance has beyond the mean, as a share of mean².
    pub overdispersion: f64,
    /// Slots seen, by cell of the year, with what they borrow from their like.
    pub slots: Vec<f64>,
}

/// First and second moments of the demand of a cell's slots, hidden demand filled in.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    slots: f64,
    sum: f64,
    squares: f64,
}

impl Means {
    /// Expectation and maximisation by turns: demand hidden by sold-out slots is filled in by what is expected of it
    /// under the means of the round before (unconstraining).
    pub(super) fn fit(counts: &Counts, slots_an_hour: f64) -> Self {
        let cells = SEASONS * WEEK_CELLS;
        let seen: Vec<Moments> = (0..cells).map(|cell| open_moments(counts.open(cell))).collect();
        let hides: Vec<bool> = (0..cells)
            .map(|cell| counts.full(cell).iter().any(|&slots| slots > 0))
            .collect();
        let naive = |cell: usize| {
            let full = open_moments(counts.full(cell));
            (seen[cell].sum + full.sum) / (seen[cell].slots + full.slots).max(1.0)
        };
        let mut fitted = Self {
            mean: (0..cells).map(naive).collect(),
            overdispersion: 0.05,
            slots: vec![0.0; cells],
        };
        let rounds = if hides.contains(&true) { ROUNDS } else { 2 };
        for _ in 0..rounds {
            let filled: Vec<Moments> = (0..cells)
                .map(|cell| {
                    let hidden = if hides[cell] {
                        fitted.hidden(cell, counts.full(cell))
                    } else {
                        Moments::default()
                    };
                    seen[cell].with(hidden)
                })
                .collect();
            fitted = Self::of(&filled, slots_an_hour);
        }
        fitted
    }

    /// What the sold-out slots of a cell are expected to hide.
    fn hidden(&self, cell: usize, full: &[u32]) -> Moments {
        let mut hidden = Moments::default();
        let most = full.iter().rposition(|&slots| slots > 0).unwrap_or(0);
        let mean = self.mean[cell].max(0.05);
        let Ok(demand) = CourtDemand::negative_binomial(mean, self.overdispersion) else {
            return hidden;
        };
        let (mut below, mut below_sum, mut below_squares) = (0.0, 0.0, 0.0);
        for (count, probability) in demand.probabilities().take(most + 1).enumerate() {
            let slots = f64::from(full[count]);
            if slots > 0.0 {
                let least = count as f64;
                let tail = 1.0 - below;
                let (first, second) = if tail > 1e-9 {
                    let all_squares = demand.variance() + mean * mean;
                    ((mean - below_sum) / tail, (all_squares - below_squares) / tail)
                } else {
                    (least, least * least)
                };
                // A sold-out hour tells that demand was high, not how high: no more than twice the house is read into it.
                let first = first.clamp(least, 2.0 * least + 1.0);
                hidden.slots += slots;
                hidden.sum += slots * first;
                hidden.squares += slots * second.clamp(first * first, 2.0 * (2.0 * least + 1.0).powi(2));
            }
            below += probability;
            below_sum += probability * count as f64;
            below_squares += probability * (count as f64).powi(2);
        }
        hidden
    }

    /// Means of cells that borrow from the year, and the year's from the like hours of like days.
    fn of(cells: &[Moments], slots_an_hour: f64) -> Self {
        let add = |places: &mut dyn Iterator<Item = usize>| {
            places.fold(Moments::default(), |sum, cell| sum.with(cells[cell]))
        };
        let year: Vec<Moments> = (0..WEEK_CELLS)
            .map(|cell| add(&mut (0..SEASONS).map(|season| season * WEEK_CELLS + cell)))
            .collect();
        let like: Vec<Moments> = (0..WEEK_CELLS)
            .map(|cell| {
                let (weekday, hour) = (cell / 24, cell % 24);
                let days = if weekday < 5 { 0..5 } else { 5..7 };
                days.map(|day| year[day * 24 + hour])
                    .fold(Moments::default(), Moments::with)
            })
            .collect();
        let borrowed = LIKE_HOURS_WEEKS * slots_an_hour;
        let whole: Vec<f64> = (0..WEEK_CELLS)
            .map(|cell| {
                let weight = if like[cell].slots > 0.0 { borrowed } else { 0.0 };
                let slots = year[cell].slots + weight;
                if slots > 0.0 {
                    (year[cell].sum + weight * like[cell].mean()) / slots
                } else {
                    0.0
                }
            })
            .collect();
        let season_factor: Vec<f64> = (0..SEASONS)
            .map(|season| {
                let of = |cell: usize| cells[season * WEEK_CELLS + cell];
                let expected: f64 = (0..WEEK_CELLS).map(|cell| of(cell).slots * whole[cell]).sum();
                let seen: f64 = (0..WEEK_CELLS).map(|cell| of(cell).sum).sum();
                // Worth what a month of the whole week says: a season just begun does not swing.
                let prior: f64 = 4.0 * slots_an_hour * whole.iter().sum::<f64>();
                if expected + prior > 0.0 {
                    (seen + prior) / (expected + prior)
                } else {
                    1.0
                }
            })
            .collect();
        let weight = SEASON_WEEKS * slots_an_hour;
        let mean: Vec<f64> = (0..SEASONS * WEEK_CELLS)
            .map(|cell| {
                let expected = whole[cell % WEEK_CELLS] * season_factor[cell / WEEK_CELLS];
                (cells[cell].sum + weight * expected) / (cells[cell].slots + weight)
            })
            .collect();
        let slots = (0..SEASONS * WEEK_CELLS)
            .map(|cell| cells[cell].slots + weight.min(year[cell % WEEK_CELLS].slots))
            .collect();
        Self {
            overdispersion: overdispersion(cells, &mean),
            mean,
            slots,
        }
    }
}

impl Moments {
    fn with(self, other: Self) -> Self {
        Self {
            slots: self.slots + other.slots,
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
        }
    }

    fn mean(self) -> f64 {
        if self.slots > 0.0 {
            self.sum / self.slots
        } else {
            0.0
        }
    }
}

fn open_moments(slots_by_count: &[u32]) -> Moments {
    let mut moments = Moments::default();
    for (count, &slots) in slots_by_count.iter().enumerate() {
        let (count, slots) = (count as f64, f64::from(slots));
        moments.slots += slots;
        moments.sum += slots * count;
        moments.squares += slots * count * count;
    }
    moments
}

/// Pooled over the cells: (E(D - mean)² - mean) / mean², weighted by mean².
fn overdispersion(cells: &[Moments], mean: &[f64]) -> f64 {
    let (mut beyond, mut squares) = (0.0, 0.0);
    for (cell, &mean) in cells.iter().zip(mean) {
        beyond += cell.squares - 2.0 * mean * cell.sum + cell.slots * mean * mean - cell.slots * mean;
        squares += cell.slots * mean * mean;
    }
    if squares > 0.0 {
        (beyond / squares).clamp(0.0, 3.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What 20,000 slots of every hour show at a house of seven courts, at the probabilities of the demand.
    fn seen(demand: &CourtDemand) -> Counts {
        const SLOTS: f64 = 20_000.0;
        let mut counts = Counts::new(7);
        for cell in 0..SEASONS * WEEK_CELLS {
            for (court, probability) in demand.probabilities().take(7).enumerate() {
                counts.add_many(cell, court, false, probability * SLOTS);
            }
            counts.add_many(cell, 7, true, demand.probability_at_least(7) * SLOTS);
        }
        counts
    }

    #[test]
    fn demand_that_sold_out_slots_hide_is_found_again() {
        for (mean, overdispersion) in [(3.0, 0.0), (5.0, 0.05), (7.0, 0.05), (9.0, 0.02)] {
            let demand = CourtDemand::negative_binomial(mean, overdispersion).unwrap();
            let fitted = Means::fit(&seen(&demand), 2.0);
            let found = fitted.mean[100];
            assert!(
                (found / mean - 1.0).abs() < 0.05,
                "{mean} courts were wanted, {found} are found"
            );
            assert!(
                (fitted.overdispersion - overdispersion).abs() < 0.03,
                "{overdispersion} {fitted:?}"
            );
        }
    }

    #[test]
    fn without_history_nobody_wants_a_court() {
        let fitted = Means::fit(&Counts::new(7), 2.0);
        assert!(fitted.mean.iter().all(|&mean| mean == 0.0) && fitted.overdispersion == 0.0);
    }
}
