use std::collections::BTreeMap;

/// How far two groupings of the same members agree beyond chance (Hubert and Arabie 1985): 1 when they are
/// the same up to names, 0 on average for groupings at random, below 0 when worse than that.
///
/// Two groupings that both hold everyone together, or everyone apart, agree: 1. Members beyond the
/// shorter slice are not looked at.
///
/// ```
/// use cic_core::segmentation::adjusted_rand_index;
/// assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[5, 5, 2, 2]), 1.0);
/// assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]), -0.5);
/// ```
#[must_use]
pub fn adjusted_rand_index(left: &[u32], right: &[u32]) -> f64 {
    let mut together: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut in_left: BTreeMap<u32, u64> = BTreeMap::new();
    let mut in_right: BTreeMap<u32, u64> = BTreeMap::new();
    let mut members = 0;
    for (&left, &right) in left.iter().zip(right) {
        *together.entry((left, right)).or_default() += 1;
        *in_left.entry(left).or_default() += 1;
        *in_right.entry(right).or_default() += 1;
        members += 1;
    }
    let both: f64 = together.values().copied().map(pairs).sum();
    let left: f64 = in_left.values().copied().map(pairs).sum();
    let right: f64 = in_right.values().copied().map(pairs).sum();
    let all = pairs(members);
    // Multiplied out by the number of pairs, so that small groupings are computed in whole numbers.
    let expected = left * right;
    let range = f64::midpoint(left, right) * all - expected;
    // Only when both groupings are all together or all apart is there nothing that chance could leave open.
    if range <= 0.0 {
        return 1.0;
    }
    (both * all - expected) / range
}

fn pairs(members: u64) -> f64 {
    members as f64 * members.saturating_sub(1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_values() {
        let close = |left: &[u32], right: &[u32], expected: f64| {
            assert!((adjusted_rand_index(left, right) - expected).abs() < 1e-12);
        };
        close(&[0, 0, 1, 1], &[0, 0, 1, 2], 4.0 / 7.0);
        close(&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0);
        // Hubert and Arabie's measure on the table 5 1 0 / 1 3 1 / 0 1 4, as scikit-learn computes it.
        let left = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
        let right = [0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 2, 1, 2, 2, 2, 2];
        close(&left, &right, 0.3546218487394958);
    }

    #[test]
    fn trivial_groupings_agree() {
        for groups in [&[][..], &[3], &[1, 1, 1], &[1, 2, 3]] {
            assert!((adjusted_rand_index(groups, groups) - 1.0).abs() < 1e-12);
        }
    }

    proptest! {
        #[test]
        fn names_and_sides_do_not_matter(pairs in proptest::collection::vec((0_u32..4, 0_u32..4), 0..60)) {
            let (left, right): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
            let renamed: Vec<u32> = left.iter().map(|group| 40 - group * 7).collect();
            let index = adjusted_rand_index(&left, &right);
            prop_assert!(index <= 1.0 + 1e-12);
            prop_assert!((index - adjusted_rand_index(&renamed, &right)).abs() < 1e-12);
            prop_assert!((index - adjusted_rand_index(&right, &left)).abs() < 1e-12);
        }
    }
}
