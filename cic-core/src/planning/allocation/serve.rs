use crate::planning::CourtDemand;

/// How many courts each class is expected to get, when each keeps its `reserved` courts and all share the rest.
///
/// `wanted` are Poisson means. Whoever finds the kept courts of their class taken asks for a common one; of those
/// who ask, each is as likely to get one as any other. Exact up to tails below 1e-12.
pub(super) fn expected_served(courts: usize, wanted: &[f64], reserved: &[usize]) -> Vec<f64> {
    let kept: usize = reserved.iter().sum();
    let common = courts.saturating_sub(kept);
    let demand = |mean: f64| CourtDemand::poisson(mean.min(1e6)).ok();
    // Without courts of their own, classes are one Poisson class whose courts are shared in proportion.
    let open_mean: f64 = (0..wanted.len())
        .filter(|&class| reserved[class] == 0)
        .map(|class| wanted[class])
        .sum();
    let holders: Vec<usize> = (0..wanted.len()).filter(|&class| reserved[class] > 0).collect();
    let mut overflows = vec![overflow(open_mean, 0)];
    overflows.extend(
        holders
            .iter()
            .map(|&class| overflow(wanted[class], reserved[class])),
    );

    let share = |own: usize| {
        let others = overflows
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != own)
            .fold(vec![1.0], |sum, (_, overflow)| convolved(&sum, overflow));
        expected_share(&overflows[own], &others, common)
    };
    let open_served = share(0);
    let mut served: Vec<f64> = wanted
        .iter()
        .map(|mean| {
            if open_mean > 0.0 {
                open_served * mean / open_mean
            } else {
                0.0
            }
        })
        .collect();
    for (rank, &class) in holders.iter().enumerate() {
        let own = demand(wanted[class]).map_or(0.0, |demand| demand.expected_served(reserved[class]));
        served[class] = own + share(rank + 1);
    }
    served
}

/// P((D - reserved)+ = 0, 1, ...), cut where the tail falls below 1e-12.
fn overflow(mean: f64, reserved: usize) -> Vec<f64> {
    const TAIL: f64 = 1e-12;
    let most = (mean + 12.0 * mean.sqrt() + 20.0) as usize;
    let Ok(demand) = CourtDemand::poisson(mean.min(1e6)) else {
        return vec![1.0];
    };
    let mut beyond = vec![0.0];
    let mut below = 0.0;
    for (count, probability) in demand.probabilities().take(most).enumerate() {
        match count.checked_sub(reserved) {
            None | Some(0) => beyond[0] += probability,
            Some(_) => beyond.push(probability),
        }
        below += probability;
        if count as f64 > mean && 1.0 - below < TAIL {
            break;
        }
    }
    beyond
}

fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + other.len() - 1];
    for (first, probability) in one.iter().enumerate() {
        for (second, other) in other.iter().enumerate() {
            sum[first + second] += probability * other;
        }
    }
    sum
}

/// E\[own x min(1, common / (own + others))\].
fn expected_share(own: &[f64], others: &[f64], common: usize) -> f64 {
    let common = common as f64;
    let mut expected = 0.0;
    for (own, probability) in own.iter().enumerate().skip(1) {
        let own = own as f64;
        let share: f64 = others
            .iter()
            .enumerate()
            .map(|(others, probability)| probability * own * (common / (own + others as f64)).min(1.0))
            .sum();
        expected += probability * share;
    }
    expected
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn without_kept_courts_everyone_is_served_at_the_fill_rate() {
        let served = expected_served(7, &[3.0, 2.0, 1.0], &[0, 0, 0]);
        let fill = CourtDemand::poisson(6.0).unwrap().expected_fill_rate(7);
        assert!(close(served[0], 3.0 * fill) && close(served[2], fill));
    }

    #[test]
    fn courts_kept_entirely_make_houses_of_their_own() {
        let served = expected_served(7, &[3.0, 4.0], &[3, 4]);
        assert!(close(
            served[0],
            CourtDemand::poisson(3.0).unwrap().expected_served(3)
        ));
        assert!(close(
            served[1],
            CourtDemand::poisson(4.0).unwrap().expected_served(4)
        ));
    }

    #[test]
    fn a_simulated_house_serves_what_is_computed() {
        use rand::{Rng, SeedableRng};
        let (courts, wanted, reserved) = (5, [2.0, 3.0, 1.5], [1_usize, 0, 1]);
        let exact = expected_served(courts, &wanted, &reserved);
        let mut dice = rand_chacha::ChaCha8Rng::seed_from_u64(11);
        let mut poisson = |mean: f64| {
            let (floor, mut product, mut count) = ((-mean).exp(), dice.gen_range(0.0..1.0), 0_usize);
            while product > floor {
                product *= dice.gen_range(0.0..1.0_f64);
                count += 1;
            }
            count
        };
        let rounds = 400_000;
        let mut served = [0.0; 3];
        for _ in 0..rounds {
            let counts = wanted.map(&mut poisson);
            let beyond: Vec<usize> = (0..3)
                .map(|class| counts[class].saturating_sub(reserved[class]))
                .collect();
            let asking: usize = beyond.iter().sum();
            for class in 0..3 {
                served[class] += (counts[class] - beyond[class]) as f64;
                if asking > 0 {
                    served[class] += beyond[class] as f64 * (3.0 / asking as f64).min(1.0);
                }
            }
        }
        for (served, exact) in served.iter().zip(exact) {
            assert!((served / f64::from(rounds) - exact).abs() < 0.01);
        }
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_wanted_and_all_no_more_than_there_is(
            wanted in prop::collection::vec(0.0..6.0_f64, 4), first in 0_usize..4, second in 0_usize..3,
        ) {
            let served = expected_served(7, &wanted, &[first, second, 0, 0]);
            prop_assert!(served.iter().zip(&wanted).all(|(served, wanted)| *served <= wanted + 1e-9));
            prop_assert!(served.iter().sum::<f64>() <= 7.0 + 1e-9);
        }

        #[test]
        fn keeping_one_more_court_never_hurts_those_it_is_kept_for(
            wanted in prop::collection::vec(0.0..6.0_f64, 3), kept in 0_usize..6,
        ) {
            let before = expected_served(7, &wanted, &[kept, 0, 0]);
            let after = expected_served(7, &wanted, &[kept + 1, 0, 0]);
            prop_assert!(after[0] >= before[0] - 1e-9);
            prop_assert!(after[1] <= before[1] + 1e-9);
        }

        #[test]
        fn more_demand_lowers_everyones_fill_rate(
            wanted in prop::collection::vec(0.1..6.0_f64, 3), more in 0.1..3.0_f64,
        ) {
            let before = expected_served(7, &wanted, &[2, 0, 0]);
            let crowded = [wanted[0], wanted[1] + more, wanted[2]];
            let after = expected_served(7, &crowded, &[2, 0, 0]);
            for class in 0..3 {
                prop_assert!(after[class] / crowded[class] <= before[class] / wanted[class] + 1e-9);
            }
        }
    }
}
