use std::ops::Range;

use rayon::prelude::*;

use super::layout::Layout;

/// The share of comparable pairs in which who had the event earlier had the greater predictor (Harrell 1982).
///
/// A pair is comparable when one row has the event while the other is at risk in the same stratum and does not
/// have it at that time; equal predictors count half; a pair counts by the product of its weights. None without pairs.
pub(super) fn concordance(layout: &Layout, predictors: &[f64]) -> Option<f64> {
    let strata = layout.strata.par_iter();
    let pairs: Vec<Pairs> = strata
        .map(|(_, blocks)| pairs(layout, predictors, blocks))
        .collect();
    let concordant: f64 = pairs.iter().map(|pairs| pairs.concordant).sum();
    let comparable: f64 = pairs.iter().map(|pairs| pairs.comparable).sum();
    (comparable > 0.0).then(|| (concordant / comparable).clamp(0.0, 1.0))
}

#[derive(Default)]
struct Pairs {
    concordant: f64,
    comparable: f64,
}

fn pairs(layout: &Layout, predictors: &[f64], stratum: &Range<usize>) -> Pairs {
    let first_row = layout.blocks[stratum.start].rows.start;
    let rows = first_row..layout.blocks[stratum.end - 1].rows.end;
    let ranks = ranks(&predictors[rows]);
    let rank = |row: usize| ranks[row - first_row];
    let mut at_risk = RankSums::new(ranks.len());
    let mut pairs = Pairs::default();
    for place in stratum.clone() {
        let block = &layout.blocks[place];
        for row in block.rows.start..block.first_event {
            at_risk.add(rank(row), layout.weights[row]);
        }
        for &row in layout.entering(place) {
            let row = row as usize;
            at_risk.add(rank(row), -layout.weights[row]);
        }
        let tied = block.first_event..block.rows.end;
        for row in tied.clone() {
            let below = at_risk.below(rank(row));
            let equal = at_risk.equal(rank(row));
            pairs.concordant += layout.weights[row] * (below + equal / 2.0);
            pairs.comparable += layout.weights[row] * at_risk.total;
        }
        for row in tied {
            at_risk.add(rank(row), layout.weights[row]);
        }
    }
    pairs
}

/// The rank of each value from 0, equal ones alike.
fn ranks(values: &[f64]) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> = (0..)
        .zip(values)
        .map(|(place, value)| (ascending(*value), place))
        .collect();
    order.par_sort_unstable();
    let mut ranks = vec![0; values.len()];
    for (rank, tied) in (0..).zip(order.chunk_by(|left, right| left.0 == right.0)) {
        for &(_, place) in tied {
            ranks[place as usize] = rank;
        }
    }
    ranks
}

/// Bits that sort as the numbers do; minus zero goes with zero.
fn ascending(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Weights by rank, with sums over the lower ranks in a logarithm of steps (Fenwick 1994).
struct RankSums {
    by_rank: Vec<f64>,
    tree: Vec<f64>,
    total: f64,
}

impl RankSums {
    fn new(ranks: usize) -> Self {
        Self {
            by_rank: vec![0.0; ranks],
            tree: vec![0.0; ranks + 1],
            total: 0.0,
        }
    }

    fn add(&mut self, rank: u32, weight: f64) {
        let mut node = rank as usize + 1;
        self.by_rank[node - 1] += weight;
        self.total += weight;
        while let Some(sum) = self.tree.get_mut(node) {
            *sum += weight;
            node += node & node.wrapping_neg();
        }
    }

    fn below(&self, rank: u32) -> f64 {
        let mut node = rank as usize;
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node &= node - 1;
        }
        sum
    }

    fn equal(&self, rank: u32) -> f64 {
        self.by_rank[rank as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_rank() {
        assert_eq!(ranks(&[0.5, -2.0, 0.0, 0.5, -0.0]), [2, 0, 1, 2, 1]);
    }

    #[test]
    fn sums_over_lower_ranks_are_those_of_the_weights() {
        let mut sums = RankSums::new(5);
        for (rank, weight) in [(3, 1.0), (0, 2.0), (3, 4.0), (4, 8.0), (0, -2.0)] {
            sums.add(rank, weight);
        }
        let below: Vec<f64> = (0..5).map(|rank| sums.below(rank)).collect();
        assert_eq!(below, [0.0, 0.0, 0.0, 0.0, 5.0]);
        assert_eq!((sums.equal(3), sums.total), (5.0, 13.0));
    }
}
