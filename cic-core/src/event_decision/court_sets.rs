use super::displacement::Choice;

/// Up to this many sets of courts are enumerated; larger parts are searched by swaps.
const MOST_SETS: u64 = 1_000;

/// The cheapest `count` of `courts`, which are ascending and at least as many.
pub(super) fn cheapest_set(courts: &[usize], count: usize, judge: &impl Fn(&[usize]) -> Choice) -> Choice {
    if sets(courts.len(), count) <= MOST_SETS {
        cheapest_of_all(courts, count, judge)
    } else {
        cheapest_by_swaps(courts, count, judge)
    }
}

pub(super) fn cheapest_of_all(usable: &[usize], count: usize, judge: &impl Fn(&[usize]) -> Choice) -> Choice {
    let mut positions: Vec<usize> = (0..count).collect();
    let mut best = judge(&usable[..count]);
    loop {
        let courts: Vec<usize> = positions.iter().map(|&position| usable[position]).collect();
        let choice = judge(&courts);
        if choice.rank() < best.rank() {
            best = choice;
        }
        let Some(place) = (0..count)
            .rev()
            .find(|&place| positions[place] < usable.len() - count + place)
        else {
            return best;
        };
        positions[place] += 1;
        for later in place + 1..count {
            positions[later] = positions[later - 1] + 1;
        }
    }
}

/// Starts from the courts that are cheapest one by one, then swaps one at a time while that helps.
pub(super) fn cheapest_by_swaps(
    usable: &[usize],
    count: usize,
    judge: &impl Fn(&[usize]) -> Choice,
) -> Choice {
    let mut alone: Vec<Choice> = usable.iter().map(|&court| judge(&[court])).collect();
    alone.sort_by(|one, other| one.rank().cmp(&other.rank()));
    let mut courts: Vec<usize> = alone[..count]
        .iter()
        .flat_map(|choice| choice.courts.iter().copied())
        .collect();
    courts.sort_unstable();
    let mut best = judge(&courts);
    loop {
        let mut improved = None;
        for place in 0..count {
            for &rival in usable.iter().filter(|rival| !best.courts.contains(rival)) {
                let mut swapped = best.courts.clone();
                swapped[place] = rival;
                swapped.sort_unstable();
                let choice = judge(&swapped);
                if choice.rank() < improved.as_ref().unwrap_or(&best).rank() {
                    improved = Some(choice);
                }
            }
        }
        match improved {
            Some(choice) => best = choice,
            None => return best,
        }
    }
}

/// How many sets of `count` there are among `of`, or a number beyond any limit.
fn sets(of: usize, count: usize) -> u64 {
    let mut sets = 1_u64;
    for step in 0..count.min(of - count) as u64 {
        sets = sets.saturating_mul(of as u64 - step) / (step + 1);
        if sets > 1 << 40 {
            return u64::MAX;
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_sets_is_the_binomial_coefficient() {
        assert_eq!(sets(7, 4), 35);
        assert_eq!(sets(5, 5), 1);
        assert_eq!(sets(400, 20), u64::MAX);
    }
}
